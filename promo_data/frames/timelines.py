"""What a promotion's timeline says: how often enrolled and issued, until when, and the whole as plain records."""

from datetime import UTC, datetime
from typing import Any

from promo_data.frames.measures import normalised, resets
from promo_data.models.promotion import IssuedDetails, Metadata, Promotion, Restriction, Timeline
from promo_data.vocabulary import LimitOn, Measure, PromotionType

Timelines = list[Timeline] | None

_MOST_COUNTED = 2**53
"""Beyond it a decoded number is no longer exact, and no count of anything a customer does."""


def utc(moment: datetime | None) -> datetime | None:
    """``moment`` in UTC; one without offset is taken as UTC (003, samples end in ``Z``)."""
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:  # the first or last day that can be written, in another zone
        return moment.replace(tzinfo=UTC)


def enrolled(promotion: Promotion) -> float | None:
    """Times enrolled: usage of the issual restriction, else the enrolments listed; only LOYALTY_EARNING enrols.

    The vendor swaps words: the screen's "enrol" is the backend's "issue" (api-facts, fact 8).
    """
    if promotion.points_offer_type != PromotionType.LOYALTY_EARNING:
        return None
    used = _usage_of(Measure.ISSUALS, promotion)
    return _count(promotion.customer_promotion_timelines) if used is None else used


def issued(promotion: Promotion) -> float | None:
    """Times issued: usage of the earn (LOYALTY_EARNING) or issual (LOYALTY) restriction, else the issues listed."""
    match promotion.points_offer_type:
        case PromotionType.LOYALTY_EARNING:
            used = _usage_of(Measure.EARNS, promotion)
        case PromotionType.LOYALTY:
            used = _usage_of(Measure.ISSUALS, promotion)
        case _:
            return None
    return _issues(promotion.customer_promotion_timelines) if used is None else used


def _usage_of(measure: Measure, promotion: Promotion) -> float | None:
    """The customer's usage over the whole promotion; a moving window's is not the number of times."""
    given = promotion.promotion_restriction
    restrictions = ((given.issual_restrictions or []) + (given.earn_restrictions or [])) if given else []
    return next((r.current_customer_usage for r in restrictions if _counts(measure, r)), None)


def _counts(measure: Measure, restriction: Restriction) -> bool:
    used = restriction.current_customer_usage
    if resets(restriction) or used is None or not used.is_integer() or not 0 <= used < _MOST_COUNTED:
        return False
    return normalised(restriction.kpi, restriction.limit_on) == (measure, LimitOn.CUSTOMER)


def _count(timelines: Timelines) -> int | None:
    return None if timelines is None else len(timelines)


def _issues(timelines: Timelines) -> int | None:
    return None if timelines is None else sum(len(timeline.issued_details or ()) for timeline in timelines)


def enrolment_expiry(promotion: Promotion) -> datetime | None:
    """When the latest enrolment ends, UTC; ``None`` where no timeline tells."""
    timelines = promotion.customer_promotion_timelines or ()
    return max((end for timeline in timelines if (end := utc(timeline.enrollment_expiry_date))), default=None)


def timeline_records(timelines: Timelines) -> list[dict[str, Any]] | None:
    """Enrolments with their issues as plain records, under names that say which id is which (api-facts, fact 8)."""
    return None if timelines is None else [_enrolment(timeline) for timeline in timelines]


def _enrolment(timeline: Timeline) -> dict[str, Any]:
    return {
        "enrolment_id": _text(timeline.enrollment_id),
        "enrolled_at": utc(timeline.enrollment_date),
        "expires_at": utc(timeline.enrollment_expiry_date),
        "issues": [_issue(details) for details in timeline.issued_details or ()],
    }


def _issue(details: IssuedDetails) -> dict[str, Any]:
    return {
        "issue_id": _text(details.issual_id),
        "issued_at": utc(details.issual_date),
        "expires_at": utc(details.issual_expiry_date),
        "redeemed": details.redeemed_count,
    }


def _text(identity: int | str | None) -> str | None:
    return None if identity is None else str(identity)


def metadata_records(metadata: list[Metadata] | None) -> list[dict[str, Any]] | None:
    """The promotion's metadata as plain records; ``None`` where the answer has none."""
    if metadata is None:
        return None
    return [{"key": m.key, "value": m.value, "brand_defined": m.brand_defined} for m in metadata]
