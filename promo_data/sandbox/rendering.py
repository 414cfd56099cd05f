"""The documents' JSON of a customer's promotion (003, sample answers; api-facts §3.4), key by key in their order."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from promo_data.sandbox.events import Enrolment, History
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.restriction_names import kpi
from promo_data.sandbox.truth import PromotionTruth, RestrictionTruth
from promo_data.sandbox.world import KpiVocabulary

JsonObject = dict[str, object]

NO_LIMIT = -1


def moment(at: datetime) -> str:
    """A UTC moment as the documents write it: 2024-08-30T00:00:00.000Z."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def points_text(amount: Decimal) -> str:
    """Points as the documents write them: three decimals, or a bare 0 (api-facts §3.4, customerUsage)."""
    return f"{amount:.3f}" if amount else "0"


def promotion_row(
    promotion: Promotion,
    history: History,
    truth: PromotionTruth,
    *,
    vocabulary: KpiVocabulary,
    with_unlimited: bool,
) -> JsonObject:
    """One item of `promotions`; `with_unlimited` also lists limits that are not enabled, as -1 (api-facts §3.2)."""
    row = _same_for_all(promotion) | {
        "customerUsage": _usage(truth),
        "pointsOfferType": promotion.offer_type,
        "promotionRestriction": _restrictions(truth.restrictions, vocabulary, with_unlimited=with_unlimited),
    }
    # api-facts §3.4: on LOYALTY and LOYALTY_EARNING rows, empty when nothing happened; never on GENERIC
    if promotion.offer_type != "GENERIC":
        row["customerPromotionTimelines"] = [_timeline(enrolment, history) for enrolment in history.enrolments]
    row["orgId"] = promotion.org_id
    return row


@lru_cache(4096)
def _same_for_all(promotion: Promotion) -> JsonObject:
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
    return row | {"limits": _limits(promotion)}


def _limits(promotion: Promotion) -> JsonObject:
    """`limits` knows only what holds for the whole promotion: caps per period are not in it (api-facts fact 3)."""
    per_event = _whole_cap(promotion, "points", "EVENT")
    per_customer = _whole_cap(promotion, "points", "CUSTOMER")
    times = _whole_cap(promotion, "times", "CUSTOMER")
    total = _whole_cap(promotion, "points", "PROMOTION")
    return {
        # api-facts fact 2: 0 and -1 both mean no limit; here -1 is said of the customer's limits only
        "maxPointsPerEvent": per_event or "0",
        "pointsPerCustomer": per_customer or promotion.no_limit_word,
        "numberOFTimesPerCustomer": int(times or promotion.no_limit_word),
        "totalPointsInPromotion": total or "0",
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


def _restrictions(truths: Iterable[RestrictionTruth], vocabulary: KpiVocabulary, *, with_unlimited: bool) -> JsonObject:
    listed = [truth for truth in truths if with_unlimited or truth.cap is not None]
    return {
        f"{stage}Restrictions": [_restriction(t, vocabulary) for t in listed if t.stage == stage]
        for stage in ("issual", "earn", "redemption")
    }


def _restriction(truth: RestrictionTruth, vocabulary: KpiVocabulary) -> JsonObject:
    item: JsonObject = {
        "kpi": kpi(truth.stage, truth.measure, truth.limit_on, vocabulary),
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


def _timeline(enrolment: Enrolment, history: History) -> JsonObject:
    return {
        "enrollmentDate": moment(enrolment.at),
        "enrollmentExpiryDate": moment(enrolment.expires_at),
        "enrollmentId": enrolment.id,
        "enrollEventLogId": enrolment.event_log_id,
        "issuedDetails": [
            {
                "issualId": issue.id,
                "issualDate": moment(issue.at),
                "issualExpiryDate": moment(issue.expires_at),
                "issualEventLogId": issue.event_log_id,
                "redeemedCount": history.redemptions_of(issue),
            }
            for issue in history.issues
            if issue.enrolment_id == enrolment.id
        ],
    }
