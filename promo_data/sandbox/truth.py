"""What is true of a customer in a promotion, counted from what happened: the answers are rendered from this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from promo_data.sandbox.events import Enrolment, History, Issue
from promo_data.sandbox.limits import points_since, used
from promo_data.sandbox.promotions import LimitOn, Measure, OfferType, Period, Promotion, Restriction, Stage

BENEFITS_SINCE = datetime(2025, 6, 12, tzinfo=UTC)
"""What was given before is in no summary (api-facts §3.6)."""


@dataclass(frozen=True, slots=True)
class RestrictionTruth:
    """One limit and what is used of it.

    `cap` is None for no limit (such a limit is left out of answers unless fetchAllUsage is asked for). `used` is None
    for a ceiling per activity. `answered` is the usage that the answer gives: 0 instead of `used` where the promotion
    hides what all customers used. `kpi` is its MAX_* name where that is not the usual one.
    """

    stage: Stage
    measure: Measure
    limit_on: LimitOn
    period: Period | None
    cap: int | None
    used: Decimal | None
    answered: Decimal | None
    kpi: str | None = None


@dataclass(frozen=True, slots=True)
class PromotionTruth:
    """One customer in one promotion. Times are UTC, points exact.

    `enrolled` is None where the type has no enrolment of its own (GENERIC, LOYALTY), `issued` where it has no issue
    (GENERIC). `points` and `times` are those of all redemptions.
    """

    promotion_id: int
    program_id: int
    org_id: int
    offer_type: OfferType
    starts_at: datetime
    ends_at: datetime
    enrolled: int | None
    issued: int | None
    points: Decimal
    times: int
    restrictions: tuple[RestrictionTruth, ...]


def truth_of(promotion: Promotion, history: History, at: datetime, *, with_alternate: bool = False) -> PromotionTruth:
    """What is true at that moment of the customer whose history this is.

    `with_alternate` counts alternate currencies among the points, and so mixes units (api-facts §3.2).
    """
    return PromotionTruth(
        promotion_id=promotion.id,
        program_id=promotion.programme_id,
        org_id=promotion.org_id,
        offer_type=promotion.offer_type,
        starts_at=promotion.starts_at,
        ends_at=promotion.ends_at,
        enrolled=len(history.kept_enrolments) if promotion.offer_type == "LOYALTY_EARNING" else None,
        issued=None if promotion.offer_type == "GENERIC" else len(history.kept_issues),
        points=points_since(history, with_alternate=with_alternate),
        times=len(history.redemptions),
        restrictions=tuple(
            _restriction(restriction, promotion, history, at, with_alternate=with_alternate)
            for restriction in promotion.restrictions
        ),
    )


def _restriction(
    restriction: Restriction, promotion: Promotion, history: History, at: datetime, *, with_alternate: bool
) -> RestrictionTruth:
    spent = used(restriction, promotion, history, at, with_alternate=with_alternate)
    hidden = promotion.hides_crowd and restriction.limit_on == "PROMOTION"
    return RestrictionTruth(
        stage=restriction.stage,
        measure=restriction.measure,
        limit_on=restriction.limit_on,
        period=restriction.period,
        cap=restriction.cap,
        used=spent,
        answered=Decimal(0) if hidden else spent,
        kpi=restriction.kpi,
    )


@dataclass(frozen=True, slots=True)
class AmountTruth:
    """What was given of one thing, a category of points or an alternate currency: how much, how often, last when."""

    name: str
    total: Decimal
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class BenefitTruth:
    """What a customer got from a promotion since BENEFITS_SINCE. Enrolments and opt-ins are in their order."""

    points: tuple[AmountTruth, ...] = ()
    currencies: tuple[AmountTruth, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    opt_ins: tuple[Issue, ...] = ()


def benefits_of(promotion: Promotion, history: History) -> BenefitTruth:
    """What that history gave. Opting in is issuing to the enrolled, as in POST /v3/promotions/enrol."""
    given = [r for r in history.redemptions if r.at >= BENEFITS_SINCE]
    return BenefitTruth(
        points=_amounts(promotion.points_category, [(r.at, r.points) for r in given]),
        currencies=_amounts(promotion.alternate_currency, [(r.at, r.alternate) for r in given]),
        enrolments=tuple(e for e in history.kept_enrolments if e.at >= BENEFITS_SINCE),
        opt_ins=tuple(
            issue
            for issue in history.kept_issues
            if promotion.offer_type == "LOYALTY_EARNING" and issue.at >= BENEFITS_SINCE
        ),
    )


def _amounts(name: str, given: Iterable[tuple[datetime, Decimal]]) -> tuple[AmountTruth, ...]:
    """One amount, or none where nothing was given."""
    some = [(at, amount) for at, amount in given if amount]
    if not some:
        return ()
    return (AmountTruth(name, sum((amount for _, amount in some), Decimal(0)), len(some), max(at for at, _ in some)),)
