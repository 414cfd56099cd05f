"""What came of asking for a customer: the promotions, which orgs answered, and what could not be read."""

from dataclasses import dataclass
from datetime import datetime

from promo_data.models.promotion import Promotion
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState


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


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """One promotion of one customer in one org, as of the answer it came in (UTC).

    Either id is ``None`` where neither the answer nor the settings give it.
    """

    customer_id: int | None
    org_id: int | None
    promotion: Promotion
    as_of: datetime


@dataclass(frozen=True, slots=True)
class CustomerRead:
    """Everything one look-up brought, over all orgs asked.

    ``customer_id`` is the vendor's number (of the own org where orgs differ), ``None`` when no org knows the customer.
    ``as_of`` is the time of the oldest answer used, ``None`` when none came.
    """

    customer_id: int | None
    rows: tuple[PromotionRow, ...]
    coverage: tuple[OrgCoverage, ...]
    problems: tuple[Problem, ...]
    as_of: datetime | None

    @property
    def asked(self) -> tuple[OrgCoverage, ...]:
        """The orgs that were asked, answered or not."""
        return tuple(org for org in self.coverage if org.state is not CoverageState.NOT_ASKED)

    @property
    def complete(self) -> bool:
        """Whether every org asked answered and all it sent could be read."""
        lost = any(problem.is_loss for problem in self.problems)
        return not lost and all(org.state is CoverageState.ANSWERED for org in self.asked)
