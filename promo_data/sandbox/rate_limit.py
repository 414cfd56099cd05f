"""Requests per minute and credentials (api-facts §6, rate limit), counted by the world's clock."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

_WINDOW = timedelta(minutes=1)


class RateLimit:
    """Lets `per_minute` requests of each credentials through in any 60 seconds; None lets all through."""

    def __init__(self, per_minute: int | None) -> None:
        self._per_minute = per_minute
        self._passed: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def lets_through(self, credentials: str, at: datetime) -> bool:
        """Whether a request of these credentials at that moment is within the rate; if so it counts."""
        if self._per_minute is None:
            return True
        passed = self._passed[credentials]
        while passed and at - passed[0] >= _WINDOW:
            passed.popleft()
        if len(passed) >= self._per_minute:
            return False
        passed.append(at)
        return True
