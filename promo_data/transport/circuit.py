"""Whether the vendor can be expected to answer: closed, open, or half open while one call tries.

pybreaker and purgatory were looked at: pybreaker's asynchronous calls need Tornado, and both let every waiting call
through when half open, so that a guard around them would be longer than this.
"""

import time
from collections import deque
from collections.abc import Callable


class Circuit:
    """Opens after ``failures`` in ``within`` seconds without a success between; after ``pause`` seconds one call tries.

    Each call is admitted with a ticket, which its result is told with. A ticket is void once the circuit has opened or
    closed, so that a call from before an outage says nothing about the time after it.
    """

    def __init__(
        self,
        *,
        failures: int = 5,
        within: float = 30.0,
        pause: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._failed: deque[float] = deque(maxlen=failures)
        self._within = within
        self._pause = pause
        self._clock = clock
        self._ticket = 0
        self._try_at: float | None = None
        self._silent_since = 0.0
        self.is_trying = False

    @property
    def is_open(self) -> bool:
        """Whether calls are refused, but for the one that tries."""
        return self._try_at is not None

    @property
    def seconds_to_next_try(self) -> float:
        """Until a call may try; 0 where one may, or where the circuit is closed."""
        return 0.0 if self._try_at is None else max(self._try_at - self._clock(), 0.0)

    @property
    def seconds_silent(self) -> float:
        """Since the first failure in the row that opened the circuit."""
        return self._clock() - self._silent_since

    def admit(self, *, may_try: bool) -> int | None:
        """A ticket for the call, or ``None`` to refuse it; ``may_try`` is whether it may be the one that tries."""
        if self._try_at is None:
            return self._ticket
        if not may_try or self.is_trying or self._clock() < self._try_at:
            return None
        self.is_trying = True
        return self._void_tickets()

    def succeeded(self, ticket: int) -> None:
        """The vendor answered the call."""
        if ticket != self._ticket:
            return
        self._failed.clear()
        if self._try_at is not None:
            self._try_at, self.is_trying = None, False
            self._void_tickets()

    def failed(self, ticket: int) -> None:
        """The vendor did not answer the call, or not sensibly."""
        if ticket != self._ticket:
            return
        now = self._clock()
        self._failed.append(now)
        if self.is_trying or self._has_failed_enough(now):
            self._silent_since = self._silent_since if self.is_trying else self._failed[0]
            self._try_at, self.is_trying = now + self._pause, False
            self._void_tickets()

    def said_nothing(self, ticket: int) -> None:
        """The call was given up before it could tell anything about the vendor."""
        if ticket == self._ticket and self.is_trying:
            self.is_trying = False
            self._void_tickets()

    def _has_failed_enough(self, now: float) -> bool:
        return len(self._failed) == self._failed.maxlen and now - self._failed[0] <= self._within

    def _void_tickets(self) -> int:
        self._ticket += 1
        return self._ticket
