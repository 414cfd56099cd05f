"""The time of a world: that of the machine, or one that stands still until it is set."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class SettableClock:
    """A clock that stands still at `now`, an aware UTC moment, until it is set or moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The moment that it stands at."""
        return self.now

    def advance(self, **by: float) -> None:
        """Move on by that much time, in the words of timedelta: days, hours, minutes, seconds."""
        self.now += timedelta(**by)
