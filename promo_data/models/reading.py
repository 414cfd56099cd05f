"""What came of asking for a customer: the promotions, which orgs answered, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from promo_data.models.promotion import Promotion
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState, CustomerStatus

PromotionKey = tuple[int | None, int, int]
"""Org, programme and promotion: what tells the promotions of one customer apart."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or looks wrong: where it is, and what is the matter, for a person.

    ``is_loss`` is false where all that came could be read and only looks odd.
    """

    where: str
    what: str
    is_loss: bool = True


@dataclass(frozen=True, slots=True)
class OrgCoverage:
    """What became of asking one org, with the vendor's code where it gave one and the time of the answer (UTC).

    ``refused`` tells a readable no of the vendor from a failure on the way.
    """

    org: Org
    state: CoverageState
    code: int | None = None
    message: str | None = None
    as_of: datetime | None = None
    refused: bool = False


class PromotionRow(msgspec.Struct, frozen=True, gc=False):
    """One promotion of one customer in one org, as of the answer it came in (UTC).

    Either id is ``None`` where neither the answer nor the settings give it. A struct and no dataclass, because cohorts
    make them by the million.
    """

    customer_id: int | None
    org_id: int | None
    promotion: Promotion
    as_of: datetime

    @property
    def key(self) -> PromotionKey:
        """What tells it from the customer's other promotions."""
        return self.org_id, self.promotion.program_id, self.promotion.promotion_id


@dataclass(frozen=True, slots=True)
class FilterCoverage:
    """Whether one org's list under one of the vendor's status filters is known whole, and if not, why (a sentence)."""

    org: Org
    status: CustomerStatus
    answered: bool
    message: str | None = None


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What the vendor's own status filters list (003, promotionStatusForCustomer).

    ``listed`` tells for each promotion and filter whether it was listed; a filter is missing there where that is not
    known.
    """

    filters: tuple[FilterCoverage, ...]
    listed: Mapping[PromotionKey, Mapping[CustomerStatus, bool]]


@dataclass(frozen=True, slots=True)
class CustomerRead:
    """Everything one look-up brought, over all orgs asked.

    ``customer_id`` is the vendor's number (of the own org where orgs differ), ``None`` when no org knows the customer.
    ``as_of`` is the time of the oldest answer used, ``None`` when none came. ``mixed_units``: usage in alternate
    currencies is counted among the points (003, includeAlternateCurrencyUsage). ``second_opinion`` is ``None`` where
    it was not asked for.
    """

    customer_id: int | None
    rows: tuple[PromotionRow, ...]
    coverage: tuple[OrgCoverage, ...]
    problems: tuple[Problem, ...]
    as_of: datetime | None
    mixed_units: bool = False
    second_opinion: SecondOpinion | None = None

    @property
    def asked(self) -> tuple[OrgCoverage, ...]:
        """The orgs that were asked, answered or not."""
        return tuple(org for org in self.coverage if org.state is not CoverageState.NOT_ASKED)

    @property
    def complete(self) -> bool:
        """Whether every org asked answered and all it sent could be read."""
        lost = any(problem.is_loss for problem in self.problems)
        return not lost and all(org.state is CoverageState.ANSWERED for org in self.asked)
