"""Every cell of both frames as the world knows it, worked out from what happened there and not from any answer."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from promo_data.sandbox import World
from promo_data.sandbox.events import Enrolment, History, Issue
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.restriction_names import kpi
from promo_data.sandbox.truth import PromotionTruth, RestrictionTruth, truth_of

Row = dict[str, Any]

MIXED = "points and alternate currencies"
UNITS = {
    "issuals": "issuals",
    "earns": "earns",
    "times": "activities",
    "points": "points",
    "redemptions_per_earn": "redemptions per earn",
}
NEAR = Decimal("0.8")


class Entry(NamedTuple):
    """One promotion of one customer in a world, and whether alternate currencies are counted among its points."""

    world: World
    number: int
    promotion: Promotion
    history: History
    truth: PromotionTruth
    mixed: bool

    @property
    def keys(self) -> Row:
        """The columns of both frames."""
        return {
            "customer_id": self.world.ids.of(self.number, self.promotion.org_id),
            "org_id": self.promotion.org_id,
            "program_id": self.promotion.programme_id,
            "promotion_id": self.promotion.id,
            "as_of": self.world.clock(),
        }


def entries(world: World, number: int, org_ids: list[int], *, mixed: bool) -> Iterator[Entry]:
    """All promotions that the customer has in those orgs, as they stand now."""
    customer = world.customer(number)
    for org_id in org_ids:
        for promotion in world.promotions(customer, org_id):
            history = world.history(customer, promotion)
            truth = truth_of(promotion, history, world.clock(), with_alternate=mixed)
            yield Entry(world, number, promotion, history, truth, mixed)


def true_promotion(entry: Entry) -> Row:
    """The row of the promotions frame."""
    promotion, truth = entry.promotion, entry.truth
    timeline = None if promotion.offer_type == "GENERIC" else _timeline(entry.history)
    metadata = [{"key": m.key, "value": m.value, "brand_defined": m.brand_defined} for m in promotion.metadata]
    return entry.keys | {
        "name": promotion.name,
        "identifier": promotion.identifier,
        "type": promotion.offer_type,
        "event": promotion.event_name,
        "starts_at": _written(promotion.starts_at),
        "ends_at": _written(promotion.ends_at),
        "active": promotion.active,
        "phase": promotion.phase(entry.world.clock()),
        "points_used": float(truth.points),
        "times_used": float(truth.times),
        "enrolled": truth.enrolled,
        "issued": truth.issued,
        "description": promotion.description,
        "enrolment_expires_at": max((e["expires_at"] for e in timeline or ()), default=None),
        "timeline": timeline,
        "metadata": metadata or None,
        "points_unit": MIXED if entry.mixed else "points",
        "stages_given": "issual, earn, redemption",
    }


def _written(at: datetime) -> datetime:
    """Answers have milliseconds."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _timeline(history: History) -> list[Row]:
    return [_enrolment(enrolment, history) for enrolment in history.kept_enrolments]


def _enrolment(enrolment: Enrolment, history: History) -> Row:
    return {
        "enrolment_id": str(enrolment.id),
        "enrolled_at": _written(enrolment.at),
        "expires_at": _written(enrolment.expires_at),
        "issues": [_issue(one, history) for one in history.kept_issues if one.enrolment_id == enrolment.id],
    }


def _issue(issue: Issue, history: History) -> Row:
    return {
        "issue_id": str(issue.id),
        "issued_at": _written(issue.at),
        "expires_at": _written(issue.expires_at),
        "redeemed": float(history.redemptions_of(issue)),
    }


def true_allowances(entry: Entry) -> list[Row]:
    """The rows of the allowances frame in their order: what is limited at each stage, then what ``limits`` adds."""
    capped = [limit for limit in entry.truth.restrictions if limit.cap is not None]
    restricted = [
        _of_restriction(limit, entry)
        for stage in ("issual", "earn", "redemption")
        for limit in capped
        if limit.stage == stage
    ]
    return [*restricted, *_of_limits(entry)]


def _of_restriction(limit: RestrictionTruth, entry: Entry) -> Row:
    used, cap = limit.answered, Decimal(limit.cap or 0)
    state, reason = _state(limit, entry)
    left = state in ("open", "near", "exhausted", "over") and used is not None
    return entry.keys | {
        "stage": limit.stage,
        "kpi": kpi(limit, entry.world.switches),
        "measure": limit.measure,
        "limit_on": limit.limit_on,
        "period": limit.period,
        "window": limit.period and "MOVING_WINDOW",
        "cap": float(cap),
        "used": None if used is None else float(used),
        "headroom": max(float(cap) - float(used or 0), 0.0) if left else None,
        "share_used": float(used or 0) / float(cap) if left else None,
        "state": state,
        "unknown_reason": reason,
        "unit": MIXED if entry.mixed and limit.measure == "points" else UNITS[limit.measure],
    }


def _state(limit: RestrictionTruth, entry: Entry) -> tuple[str, str | None]:
    used, cap = limit.answered, Decimal(limit.cap or 0)
    if cap == 0:
        return "unknown", "zero_cap"
    if used is None:
        return "cap_only", None
    if entry.mixed and limit.measure == "points":
        return "unknown", "mixed_units"
    if limit.limit_on == "PROMOTION" and used < _own(limit, entry.truth):
        return "unknown", "contradicted"
    if used >= cap:
        return ("over" if used > cap else "exhausted"), None
    return ("near" if used / cap >= NEAR else "open"), None


def _own(everybody: RestrictionTruth, truth: PromotionTruth) -> Decimal:
    """What the answer shows that this customer alone used of it, in the same window or over the whole promotion."""
    whole = {"points": truth.points, "times": Decimal(truth.times), "earns": Decimal(truth.issued or 0)}
    own = [
        limit.answered or Decimal(0)
        for limit in truth.restrictions
        if (limit.measure, limit.limit_on) == (everybody.measure, "CUSTOMER") and limit.cap is not None
        if everybody.period in (None, limit.period)
    ]
    return max([*own, Decimal(0) if everybody.period else whole[everybody.measure]], default=Decimal(0))


def _of_limits(entry: Entry) -> Iterator[Row]:
    """What has a cap stands among the redemptions already; the others say that there is none, each with its word."""
    nothing = -1.0 if entry.world.switches.zero_means == "nothing" else 0.0
    for_one = nothing or float(entry.promotion.no_limit_word)
    points, times = float(entry.truth.points), float(entry.truth.times)
    for name, measure, limit_on, cap, used in (
        ("maxPointsPerEvent", "points", "EVENT", nothing, None),
        ("pointsPerCustomer", "points", "CUSTOMER", for_one, points),
        ("numberOFTimesPerCustomer", "times", "CUSTOMER", for_one, times),
        ("totalPointsInPromotion", "points", "PROMOTION", nothing, 0.0),
    ):
        if _has_cap(entry.promotion, measure, limit_on):
            continue
        yield entry.keys | {
            **dict.fromkeys(("period", "window", "headroom", "share_used", "unknown_reason")),
            "stage": "limits",
            "kpi": name,
            "measure": measure,
            "limit_on": limit_on,
            "cap": cap,
            "used": used,
            "state": "no_limit",
            "unit": MIXED if entry.mixed and measure == "points" else UNITS[measure],
        }


def _has_cap(promotion: Promotion, measure: str, limit_on: str) -> bool:
    return any(
        (limit.stage, limit.measure, limit.limit_on, limit.period) == ("redemption", measure, limit_on, None)
        for limit in promotion.restrictions
        if limit.cap is not None
    )
