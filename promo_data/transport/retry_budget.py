"""How many repetitions a vendor in trouble is asked to bear."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import floor

WINDOW_SECONDS = 60


@dataclass(slots=True)
class _Second:
    """What happened in one second of the clock."""

    number: int
    calls: int = 0
    repetitions: int = 0


class RetryBudget:
    """Allows as many repetitions as ``share`` of the calls of the last minute, or ``at_least`` where that is more.

    A tenth is what Google's SRE book allows a client ("Handling overload"). ``at_least`` lets one person's page, five
    calls at most, be tried three times when nobody else is calling; it is a tenth of the vendor's default of 100 calls
    a minute (api-facts §6), so whoever uses that rate never repeats more than a tenth.
    """

    def __init__(self, *, share: float = 0.1, at_least: int = 10, clock: Callable[[], float] = time.monotonic) -> None:
        self._share = share
        self._at_least = at_least
        self._clock = clock
        self._seconds: deque[_Second] = deque()

    def count_call(self) -> None:
        """Called for each call when it is sent for the first time."""
        self._this_second().calls += 1

    def take(self) -> bool:
        """Whether one more repetition is allowed now; if so it is counted."""
        now = self._this_second()
        calls = sum(second.calls for second in self._seconds if second.number > now.number - WINDOW_SECONDS)
        if sum(second.repetitions for second in self._seconds) >= max(self._at_least, floor(self._share * calls)):
            return False
        now.repetitions += 1
        return True

    def _this_second(self) -> _Second:
        """The last of the seconds that are remembered: one more than the window, so that it is never cut short."""
        number = floor(self._clock())
        if not self._seconds or self._seconds[-1].number != number:
            self._seconds.append(_Second(number))
            while self._seconds[0].number < number - WINDOW_SECONDS:
                self._seconds.popleft()
        return self._seconds[-1]
