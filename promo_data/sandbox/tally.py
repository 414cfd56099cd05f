"""What all customers together have used of a promotion since the world began, counted as it happens."""

from bisect import bisect_right
from datetime import datetime
from decimal import Decimal


class Tally:
    """Amounts with their moments, so that the sum of any window is two look-ups however many there are."""

    def __init__(self) -> None:
        self._moments: list[datetime] = []
        self._sums: list[Decimal] = []

    def add(self, at: datetime, amount: Decimal) -> None:
        """Count an amount at that moment, or at that of the last one where the clock was set back."""
        self._moments.append(max(at, self._moments[-1]) if self._moments else at)
        self._sums.append(self._sums[-1] + amount if self._sums else amount)

    def until(self, at: datetime) -> Decimal:
        """The sum of all up to that moment."""
        counted = bisect_right(self._moments, at)
        return self._sums[counted - 1] if counted else Decimal(0)

    def between(self, after: datetime, until: datetime) -> Decimal:
        """The sum of those after the one moment and up to the other."""
        return self.until(until) - self.until(after)
