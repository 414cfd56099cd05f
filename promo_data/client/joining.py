"""Several calls' rows, failures and times as one read with its coverage."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from promo_data.errors import PromoInsightError, RefusedError
from promo_data.models.reading import CustomerRead, OrgCoverage, Problem, PromotionRow
from promo_data.scope import Org, ScopedCall
from promo_data.vocabulary import CoverageState


@dataclass(slots=True)
class CallRead:
    """What one call brought, gathered while its pages are walked; ``times`` are those of its answers."""

    scoped: ScopedCall
    customer_id: int | None = None
    rows: tuple[PromotionRow, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    failure: PromoInsightError | None = None


def joined(reads: Sequence[CallRead], configured: Sequence[Org]) -> CustomerRead:
    """All of ``reads`` as one; the orgs of ``configured`` that none covers were not asked. Coverage in that order."""
    covered = {coverage.org: coverage for read in reads for coverage in _coverage(read)}
    for org in configured:
        covered.setdefault(org, OrgCoverage(org, CoverageState.NOT_ASKED))
    places = {org: place for place, org in enumerate(configured)}
    return CustomerRead(
        customer_id=next((read.customer_id for read in reads if read.customer_id is not None), None),
        rows=tuple(row for read in reads for row in read.rows),
        coverage=tuple(sorted(covered.values(), key=lambda coverage: places.get(coverage.org, len(places)))),
        problems=(*(problem for read in reads for problem in read.problems), *_several_customers(reads)),
        as_of=min((time for read in reads for time in read.times), default=None),
    )


def _several_customers(reads: Sequence[CallRead]) -> list[Problem]:
    """Orgs may number one customer differently; whether these are one person is for a person to say."""
    ids = sorted({read.customer_id for read in reads if read.customer_id is not None})
    if len(ids) < 2:  # noqa: PLR2004 - several
        return []
    what = f"The orgs answered for different customer ids: {', '.join(map(str, ids))}."
    return [Problem("customer", what, is_loss=False)]


def _coverage(read: CallRead) -> list[OrgCoverage]:
    if read.failure is None:
        return [OrgCoverage(org, CoverageState.ANSWERED, as_of=min(read.times)) for org in read.scoped.orgs]
    code = read.failure.code if isinstance(read.failure, RefusedError) else None
    failed = partial(OrgCoverage, code=code, message=str(read.failure), refused=_is_refusal(read.failure))
    return [failed(org, CoverageState.FAILED) for org in read.scoped.orgs]


def _is_refusal(failure: PromoInsightError) -> bool:
    return isinstance(failure, RefusedError) and not failure.is_passing
