"""What is the same whoever the customer is: a promotion's own words, and the kinds of its limits.

A million answers repeat a few hundred promotions. Each is learned when it first comes, and told by a number after that.
"""

from collections.abc import Hashable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

from promo_data.frames.kinds import IN_LIMITS, Words
from promo_data.models.promotion import Limits, Metadata, Promotion, Restriction, Restrictions
from promo_data.vocabulary import Stage

Thing = TypeVar("Thing", bound=Hashable)

_NO_RESTRICTIONS = Restrictions()


class Numbered(dict[Thing, int]):
    """Numbers whatever is asked for, in the order in which it is first asked for."""

    def __missing__(self, thing: Thing) -> int:
        """The next number, from now on that of ``thing``."""
        self[thing] = number = len(self)
        return number


class Own(NamedTuple):
    """A promotion's own words and caps; ``stages_given`` are those whose restrictions came, were it an empty list."""

    promotion_id: int
    program_id: int
    name: str | None
    identifier: str | None
    type: str | None
    event: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    active: bool | None
    description: str | None
    metadata: tuple[Metadata, ...] | None
    limits: Limits | None
    stages_given: str | None


class Edition(NamedTuple):
    """A promotion as some answers have it: the number of its own words, and those of its limits' words."""

    own: int
    limits: tuple[int, ...]


class Catalogue:
    """The promotions and the kinds of limits that have come so far; the first kinds are those of ``limits``."""

    def __init__(self) -> None:
        self.owns: Numbered[Own] = Numbered()
        self.editions: Numbered[Edition] = Numbered()
        self.limits: Numbered[Words] = Numbered()
        for kpi in IN_LIMITS:
            self.limits[Words(Stage.LIMITS, kpi)]

    def edition(self, promotion: Promotion) -> int:
        """The number of the promotion's edition, an old one where it came like this before."""
        limits = tuple(self.limits[limit] for limit in _limits(promotion))
        return self.editions[Edition(self.owns[_own(promotion)], limits)]


def _restrictions(promotion: Promotion) -> Iterator[tuple[Stage, list[Restriction] | None]]:
    given = promotion.promotion_restriction or _NO_RESTRICTIONS
    yield Stage.ISSUAL, given.issual_restrictions
    yield Stage.EARN, given.earn_restrictions
    yield Stage.REDEMPTION, given.redemption_restrictions


def _limits(promotion: Promotion) -> Iterator[Words]:
    for stage, restrictions in _restrictions(promotion):
        for one in restrictions or ():
            yield Words(stage, one.kpi, one.limit_on, one.type, one.period_type, one.period_unit)


def _own(promotion: Promotion) -> Own:
    metadata = promotion.promotion_metadata
    return Own(
        promotion.promotion_id,
        promotion.program_id,
        promotion.promotion_name,
        promotion.identifier,
        promotion.points_offer_type,
        promotion.event_name,
        promotion.start_date,
        promotion.end_date,
        promotion.active,
        promotion.description,
        None if metadata is None else tuple(metadata),
        promotion.limits,
        ", ".join(stage for stage, given in _restrictions(promotion) if given is not None) or None,
    )
