"""One promotion's limits as rows: what is allowed, what is used, what is left, and in which state that is."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from promo_data.frames.measures import normalised, resets
from promo_data.models.promotion import Limits, Number, Promotion, Restriction, Usage
from promo_data.vocabulary import AllowanceState, LimitOn, Measure, Stage, UnknownReason

_ROUNDING = 1e-9
"""2.4 of 3 is 0.8, but not in floating point."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """One limit of one promotion, normalised; ``cap`` and ``used`` are ``None`` when not given, NaN when unreadable."""

    stage: Stage
    kpi: str
    measure: Measure
    limit_on: str | None
    cap: Number
    used: Number
    no_limit: bool
    period: str | None = None
    window: str | None = None
    contradicted: bool = False

    @property
    def is_whole_promotion(self) -> bool:
        """Whether it counts over the whole promotion and never resets (003, ``type``)."""
        return self.period is None and self.window is None


def allowances(promotion: Promotion) -> list[Allowance]:
    """The restrictions, then those rows of ``limits`` that say something more; contradictions are marked."""
    restricted = list(_restricted(promotion))
    usage = promotion.customer_usage or Usage()
    limited = _limited(promotion.limits, usage) if promotion.limits else ()
    rows = [*restricted, *(row for row in limited if not _repeats(row, restricted))]
    return [replace(row, contradicted=_contradicted(row, rows, usage)) for row in rows]


def _restricted(promotion: Promotion) -> Iterator[Allowance]:
    given = promotion.promotion_restriction
    if given is None:
        return
    yield from (_from_restriction(Stage.ISSUAL, r) for r in given.issual_restrictions or ())
    yield from (_from_restriction(Stage.EARN, r) for r in given.earn_restrictions or ())
    yield from (_from_restriction(Stage.REDEMPTION, r) for r in given.redemption_restrictions or ())


def _from_restriction(stage: Stage, given: Restriction) -> Allowance:
    """A restriction of -1 is not enabled: no limit (api-facts, fact 2). ``type`` is obeyed first (§7.3, oddity)."""
    measure, limit_on = normalised(given.kpi, given.limit_on)
    moving = resets(given)
    return Allowance(
        stage,
        given.kpi,
        measure,
        limit_on,
        given.max_limit,
        given.current_customer_usage,
        given.max_limit == -1,
        period=(given.period_unit or None) if moving else None,
        window=(given.period_type or given.type) if moving else None,
    )


def _limited(limits: Limits, usage: Usage) -> Iterator[Allowance]:
    """The four figures of ``limits`` that were given; 0 and -1 are no limit there (api-facts, fact 2)."""
    given = (
        ("maxPointsPerEvent", Measure.POINTS, LimitOn.EVENT, limits.max_points_per_event, None),
        (
            "pointsPerCustomer",
            Measure.POINTS,
            LimitOn.CUSTOMER,
            limits.points_per_customer,
            usage.current_points_per_customer,
        ),
        (
            "numberOFTimesPerCustomer",
            Measure.TIMES,
            LimitOn.CUSTOMER,
            limits.times_per_customer,
            usage.current_number_of_times_per_customer,
        ),
        (
            "totalPointsInPromotion",
            Measure.POINTS,
            LimitOn.PROMOTION,
            limits.total_points_in_promotion,
            usage.current_total_points_in_promotion,
        ),
    )
    for kpi, measure, limit_on, cap, used in given:
        if cap is not None:
            yield Allowance(Stage.LIMITS, kpi, measure, limit_on, cap, used, no_limit=cap in (0, -1))


def _repeats(row: Allowance, restricted: Iterable[Allowance]) -> bool:
    """Whether a whole-promotion restriction says the same: same measure, same limit_on, same cap."""
    same = (row.measure, row.limit_on)
    return any(r.is_whole_promotion and (r.measure, r.limit_on) == same and r.cap == row.cap for r in restricted)


def _contradicted(row: Allowance, rows: Iterable[Allowance], usage: Usage) -> bool:
    """A promotion-wide usage cannot be below what this one customer used (api-facts, fact 5).

    Over the whole promotion that is all the customer used, in any window; within a window only what lies in it.
    """
    if row.limit_on != LimitOn.PROMOTION or row.used is None:
        return False
    own = [r.used for r in rows if _lies_within(r, row) and r.limit_on == LimitOn.CUSTOMER]
    if row.is_whole_promotion:
        own.append(_used_by_customer(row.measure, usage))
    return any(used is not None and row.used < used for used in own)


def _lies_within(own: Allowance, everybody: Allowance) -> bool:
    return own.measure == everybody.measure and (everybody.is_whole_promotion or own.period == everybody.period)


def _used_by_customer(measure: Measure, usage: Usage) -> Number:
    if measure is Measure.POINTS:
        return usage.current_points_per_customer
    return usage.current_number_of_times_per_customer if measure is Measure.TIMES else None


def standing(row: Allowance, near_share: float) -> tuple[AllowanceState, UnknownReason | None]:
    """The state of one limit, and why when it is unknown (``tests/spec/test_allowance_states.py`` is the table)."""
    if row.no_limit:
        return AllowanceState.NO_LIMIT, None
    if reason := _unreadable_cap(row.cap):
        return AllowanceState.UNKNOWN, reason
    if row.limit_on == LimitOn.EVENT:
        return AllowanceState.CAP_ONLY, None
    if reason := _unreadable_usage(row):
        return AllowanceState.UNKNOWN, reason
    return _consumed(cast("float", row.cap), cast("float", row.used), near_share), None


def _unreadable_cap(cap: Number) -> UnknownReason | None:
    if cap is None:
        return UnknownReason.NOT_GIVEN
    if cap == 0:
        return UnknownReason.ZERO_CAP
    return UnknownReason.UNREADABLE if math.isnan(cap) or cap < 0 else None


def _unreadable_usage(row: Allowance) -> UnknownReason | None:
    if row.used is None:
        return UnknownReason.NOT_GIVEN
    if math.isnan(row.used) or row.used < 0:
        return UnknownReason.UNREADABLE
    return UnknownReason.CONTRADICTED if row.contradicted else None


def _consumed(cap: float, used: float, near_share: float) -> AllowanceState:
    if used > cap:
        return AllowanceState.OVER
    if used == cap:
        return AllowanceState.EXHAUSTED
    return AllowanceState.NEAR if used / cap >= near_share - _ROUNDING else AllowanceState.OPEN
