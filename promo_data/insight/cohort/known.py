"""What rows of a snapshot have in common, numbered as it comes: promotions, their editions, and kinds of limits."""

from typing import Any, NamedTuple

from promo_data.frames.catalogue import Numbered
from promo_data.frames.columns import ABSENT
from promo_data.models.reading import PromotionKey


class Edition(NamedTuple):
    """All that the rules of availability ask of a promotion itself; some customers may have seen it changed.

    Times are in microseconds since 1970 and ``active`` is 0 or 1, ``ABSENT`` where not given.
    """

    org_id: int
    program_id: int
    promotion_id: int
    type: str | None
    starts_at: int
    ends_at: int
    active: int
    stages_given: str | None

    @property
    def key(self) -> PromotionKey:
        """The promotion that it is an edition of."""
        return (None if self.org_id == ABSENT else self.org_id), self.program_id, self.promotion_id


class Kind(NamedTuple):
    """What a limit limits and in which unit; words as the allowances frame has them."""

    stage: str | None
    kpi: str | None
    measure: str | None
    limit_on: str | None
    period: str | None
    window: str | None
    unit: str | None


class Named(NamedTuple):
    """A promotion's own words, as the answer that arrived at ``as_of`` has them."""

    as_of: int
    name: str | None
    identifier: str | None
    event: str | None
    edition: int


class Known:
    """What has come so far; ``named`` has the newest words of each promotion."""

    def __init__(self) -> None:
        self.editions: Numbered[Edition] = Numbered()
        self.kinds: Numbered[Kind] = Numbered()
        self.named: dict[PromotionKey, Named] = {}

    def hear(self, key: PromotionKey, named: Named) -> None:
        """Keep the words unless newer ones came before."""
        before: Any = self.named.get(key)
        if before is None or named.as_of > before.as_of:
            self.named[key] = named
