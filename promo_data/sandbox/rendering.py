"""The documents' JSON of a customer's promotion (003, sample answers; api-facts §3.4), key by key in their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from promo_data.sandbox.events import Enrolment, History
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.restriction_names import kpi
from promo_data.sandbox.switches import Switches
from promo_data.sandbox.truth import PromotionTruth, RestrictionTruth

JsonObject = dict[str, object]

NO_LIMIT = -1


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request makes an answer show: the timelines, and limits that are not enabled, as -1 (api-facts §3.2)."""

    timelines: bool
    unlimited: bool


def moment(at: datetime) -> str:
    """A UTC moment as the documents write it: 2024-08-30T00:00:00.000Z."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def points_text(amount: Decimal) -> str:
    """Points as the documents write them: three decimals, or a bare 0 (api-facts §3.4, customerUsage)."""
    return f"{amount:.3f}" if amount else "0"


def written_id(number: int, kind: Literal["number", "string"]) -> int | str:
    """An id as a number or as a text."""
    return number if kind == "number" else str(number)


def promotion_row(
    promotion: Promotion, history: History, truth: PromotionTruth, switches: Switches, shown: Shown
) -> JsonObject:
    """One item of `promotions`."""
    row = _same_for_all(promotion, switches.zero_means) | {
        "customerUsage": _usage(truth),
        "pointsOfferType": promotion.offer_type,
        "promotionRestriction": _restrictions(truth.restrictions, switches, with_unlimited=shown.unlimited),
    }
    # api-facts §3.4: on LOYALTY and LOYALTY_EARNING rows, empty when nothing happened; never on GENERIC
    if shown.timelines and promotion.offer_type != "GENERIC":
        row["customerPromotionTimelines"] = [
            _timeline(enrolment, history, switches) for enrolment in history.kept_enrolments
        ]
    row[switches.org_id_key] = promotion.org_id
    return row


@lru_cache(4096)
def _same_for_all(promotion: Promotion, zero_means: Literal["no_limit", "nothing"]) -> JsonObject:
    """What the row says of the promotion itself; not to be changed, for it is remembered."""
    row: JsonObject = {
        "promotionId": promotion.id,
        "promotionName": promotion.name,
        "programId": promotion.programme_id,
        "startDate": moment(promotion.starts_at),
        "endDate": moment(promotion.ends_at),
        "identifier": promotion.identifier,
        "description": promotion.description,
        "active": promotion.active,
        "eventName": promotion.event_name,
    }
    if promotion.metadata:
        row["promotionMetadata"] = [
            {"key": m.key, "value": m.value, "brandDefined": m.brand_defined} for m in promotion.metadata
        ]
    return row | {"limits": _limits(promotion, zero_means)}


def _limits(promotion: Promotion, zero_means: Literal["no_limit", "nothing"]) -> JsonObject:
    """`limits` knows only what holds for the whole promotion: caps per period are not in it (api-facts fact 3)."""
    nothing = str(NO_LIMIT) if zero_means == "nothing" else "0"
    nothing_for_one = str(NO_LIMIT) if zero_means == "nothing" else promotion.no_limit_word
    per_event = _whole_cap(promotion, "points", "EVENT")
    per_customer = _whole_cap(promotion, "points", "CUSTOMER")
    times = _whole_cap(promotion, "times", "CUSTOMER")
    total = _whole_cap(promotion, "points", "PROMOTION")
    return {
        # api-facts fact 2: 0 and -1 both mean no limit; here -1 is said of the customer's limits only
        "maxPointsPerEvent": per_event or nothing,
        "pointsPerCustomer": per_customer or nothing_for_one,
        "numberOFTimesPerCustomer": int(times or nothing_for_one),
        "totalPointsInPromotion": total or nothing,
    }


def _whole_cap(promotion: Promotion, measure: str, limit_on: str) -> str | None:
    caps = [
        restriction.cap
        for restriction in promotion.restrictions
        if (restriction.stage, restriction.measure, restriction.limit_on) == ("redemption", measure, limit_on)
        and restriction.period is None
        and restriction.cap is not None
    ]
    return str(min(caps)) if caps else None


def _usage(truth: PromotionTruth) -> JsonObject:
    return {
        "currentPointsPerCustomer": points_text(truth.points),
        "currentNumberOfTimesPerCustomer": truth.times,
        "currentTotalPointsInPromotion": "0",  # in every published sample, whatever was used (api-facts fact 5)
    }


def _restrictions(truths: Iterable[RestrictionTruth], switches: Switches, *, with_unlimited: bool) -> JsonObject:
    """Filled only where the org has the types-of-promotions feature (003, types of promotions)."""
    listed = [t for t in truths if switches.restrictions_enabled and (with_unlimited or t.cap is not None)]
    return {
        f"{stage}Restrictions": [_restriction(t, switches) for t in listed if t.stage == stage]
        for stage in ("issual", "earn", "redemption")
    }


def _restriction(truth: RestrictionTruth, switches: Switches) -> JsonObject:
    item: JsonObject = {
        "kpi": kpi(truth, switches),
        "maxLimit": str(NO_LIMIT if truth.cap is None else truth.cap),
    }
    if truth.answered is not None:
        is_points = truth.measure == "points"
        item["currentCustomerUsage"] = points_text(truth.answered) if is_points else str(truth.answered)
    item["limitOn"] = truth.limit_on
    if truth.stage == "redemption":
        item["type"] = "NON_PERIOD_BASED" if truth.period is None else "PERIOD_BASED"
    if truth.period is not None:
        item |= {"periodType": "MOVING_WINDOW", "periodUnit": truth.period}
    return item


def _timeline(enrolment: Enrolment, history: History, switches: Switches) -> JsonObject:
    return {
        "enrollmentDate": moment(enrolment.at),
        "enrollmentExpiryDate": moment(enrolment.expires_at),
        "enrollmentId": written_id(enrolment.id, switches.ids_as),
        "enrollEventLogId": enrolment.event_log_id,
        "issuedDetails": [
            {
                "issualId": written_id(issue.id, switches.ids_as),
                "issualDate": moment(issue.at),
                "issualExpiryDate": moment(issue.expires_at),
                "issualEventLogId": issue.event_log_id,
                "redeemedCount": history.redemptions_of(issue),
            }
            for issue in history.kept_issues
            if issue.enrolment_id == enrolment.id
        ],
    }
