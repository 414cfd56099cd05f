"""What is asked of a cohort: filters that combine, and the customers behind a figure."""

from dataclasses import dataclass, field
from datetime import datetime

from promo_data.insight.caps import Limit as LimitKey
from promo_data.models.reading import PromotionKey
from promo_data.vocabulary import Action, AllowanceState, Verdict

STATES = (
    AllowanceState.EXHAUSTED,
    AllowanceState.NEAR,
    AllowanceState.OPEN,
    AllowanceState.NO_LIMIT,
    AllowanceState.CAP_ONLY,
    AllowanceState.UNKNOWN,
)
"""How the limit that binds a customer stands; what is over its cap counts as exhausted."""
ACTIONS = (Action.ENROL, Action.OPT_IN, Action.ISSUE)
VERDICTS = (Verdict.ALLOWED, Verdict.REFUSED, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class CohortFilters:
    """What is wanted; an empty set wants everything, several sets want what is in all of them.

    ``None`` in a set is what the vendor did not give. ``states`` are those of the limit that binds (``STATES``).
    """

    orgs: frozenset[int | None] = frozenset()
    programmes: frozenset[int] = frozenset()
    types: frozenset[str | None] = frozenset()
    events: frozenset[str | None] = frozenset()
    states: frozenset[AllowanceState] = frozenset()
    promotions: frozenset[PromotionKey] = frozenset()


EVERYTHING = CohortFilters()


@dataclass(frozen=True, slots=True)
class HeadroomBin:
    """What is left of one limit: more than ``lowest`` and at most ``highest``, or exactly that where both are equal."""

    limit: LimitKey
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Selection:
    """The customers and promotions behind a figure: those that ``filters`` leave and that fit all that is given.

    ``action`` goes with ``verdict``; ``lapsing_within`` is in days from ``now`` (UTC), which is the snapshot's own time
    unless given.
    """

    filters: CohortFilters = field(default=EVERYTHING)
    action: Action | None = None
    verdict: Verdict = Verdict.ALLOWED
    lapsing_within: int | None = None
    headroom: HeadroomBin | None = None
    now: datetime | None = None


__all__ = ["ACTIONS", "EVERYTHING", "STATES", "VERDICTS", "CohortFilters", "HeadroomBin", "LimitKey", "Selection"]
