"""How far a pull is, how fast it goes, and how long it will take yet."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from promo_data.cohort.pull.part import PartFacts
from promo_data.cohort.pull.verdicts import is_answered
from promo_data.models.reading import CustomerRead

_WINDOW_SECONDS = 60.0
_MARKS_A_SECOND = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Customers asked for in all, done and failed so far; ``rate`` is customers a second, as of late.

    ``seconds_left`` is ``None`` as long as nothing can be said; ``waiting`` is why it stands still, where it does.
    """

    customers: int
    done: int
    failed: int
    rate: float
    seconds_left: float | None
    waiting: str | None = None


class Tally:
    """Counts what comes in, and tells ``hear`` at most once a second, and whenever it begins or ends to wait.

    What was done in earlier runs counts as done and not for the rate.
    """

    def __init__(
        self, customers: int, hear: Callable[[Progress], None], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._customers = customers
        self._hear = hear
        self._clock = clock
        self._done = self._failed = 0
        self._waiting: str | None = None
        self.has_heard = False
        """Whether anybody answered in this run."""
        self._marks: deque[tuple[float, int]] = deque()
        self._told_at = float("-inf")

    def found(self, part: PartFacts) -> None:
        """A part of an earlier run is there."""
        self._done += part.answered + part.failed
        self._failed += part.failed

    def begin(self) -> None:
        """From here on the rate counts."""
        self._marks.append((self._clock(), self._done))
        self._tell()

    def came(self, read: CustomerRead) -> None:
        """One more customer was read for good."""
        self._done += 1
        self._failed += not is_answered(read)
        self.has_heard |= is_answered(read)
        if self._clock() - self._told_at >= 1 / _MARKS_A_SECOND or self._done == self._customers:
            self._tell()

    def waits(self, why: str | None) -> None:
        """Nothing is asked for now, because of that; ``None`` where it goes on."""
        self._waiting = why
        self._tell()

    @property
    def progress(self) -> Progress:
        """As it stands."""
        rate = self._rate()
        left = (self._customers - self._done) / rate if rate else None
        return Progress(self._customers, self._done, self._failed, rate, left, self._waiting)

    def _tell(self) -> None:
        self._told_at = self._clock()
        self._marks.append((self._told_at, self._done))
        while self._told_at - self._marks[0][0] > _WINDOW_SECONDS and len(self._marks) > 1:
            self._marks.popleft()
        self._hear(self.progress)

    def _rate(self) -> float:
        if not self._marks:
            return 0.0
        began_at, begun = self._marks[0]
        passed = self._clock() - began_at
        return (self._done - begun) / passed if passed > 0 else 0.0
