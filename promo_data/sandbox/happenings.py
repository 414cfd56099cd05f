"""What was written since the world began: the histories that changed, counted for all, and who is being acted for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

from promo_data.sandbox.events import History
from promo_data.sandbox.promotions import Measure, Promotion


class BusyError(Exception):
    """Another action for the same customer is under way."""


class Happenings:
    """The histories that are no longer those the world was made with."""

    def __init__(self) -> None:
        self._histories: dict[tuple[int, int], History] = {}
        self._acted_for: set[int] = set()
        self._request_ids: set[tuple[int, str]] = set()

    def history(self, number: int, promotion_id: int) -> History | None:
        """What was kept of the customer with that number in that promotion, None where nothing was."""
        return self._histories.get((number, promotion_id))

    def keep(self, number: int, promotion: Promotion, before: History, after: History, at: datetime) -> None:
        """Keep what came of `before`, and add the difference to what all customers have used of the promotion."""
        self._histories[number, promotion.id] = after
        if any(restriction.limit_on == "PROMOTION" for restriction in promotion.restrictions):
            for measure, amount in _differences(before, after):
                promotion.tallies[measure].add(at, amount)

    def is_first(self, org_id: int, request_id: str) -> bool:
        """Whether that org uses that request id for the first time; an empty one never counts (api-facts §4.3, 558)."""
        key = (org_id, request_id)
        repeated = bool(request_id) and key in self._request_ids
        self._request_ids.add(key)
        return not repeated

    @contextmanager
    def acting_for(self, number: int) -> Iterator[None]:
        """A time in which no other action for that customer is let in. BusyError where one is under way."""
        if number in self._acted_for:
            raise BusyError
        self._acted_for.add(number)
        try:
            yield
        finally:
            self._acted_for.discard(number)


def _differences(before: History, after: History) -> Iterable[tuple[Measure, Decimal]]:
    """What more was used of each measure; less where something was revoked."""
    redeemed = after.redemptions[len(before.redemptions) :]
    yield "earns", Decimal(len(after.kept_issues) - len(before.kept_issues))
    yield "times", Decimal(len(redeemed))
    yield "points", sum((redemption.points for redemption in redeemed), Decimal(0))
