"""What createPromotion refuses: the documented codes (004, API error codes), and mandatory fields that have none."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from promo_data.sandbox.endpoints.json_parts import JsonPart, is_blank, part, parts, text
from promo_data.sandbox.endpoints.requests import json_number
from promo_data.sandbox.endpoints.ruleset_rules import UNDOCUMENTED, Problem, user_created
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.restriction_names import CREATION_NAMES

LONGEST_TEXT = 255  # 004, name and identifier
LONGEST_EXPIRY_DAYS = 36_500  # ours: a century keeps every date within the calendar
EVENT_NAMES = {
    "TRANSACTIONADD": "TransactionAdd",
    "CUSTOMERUPDATE": "CustomerUpdate",
    "CUSTOMERREGISTRATION": "CustomerRegistration",
    "TARGETCOMPLETED": "TargetCompleted",
}
OFFER_TYPES = ("LOYALTY", "LOYALTY_EARNING")
_LIMITS = ("pointsPerCustomer", "numberOfTimesPerCustomer", "totalPointsInPromotion")
# 004, request parameters: the other fields with a list of values, which may be left out
_CHOICES = {
    "allocatePointsOn": ("BILL", "LINEITEM", "CUSTOMER"),
    "promotionType": ("BILL", "LINEITEM", "CUSTOMER"),
    "promotionSourceType": ("PROMOTION_API", "CAMPAIGN", "BADGES", "USER_CREATED"),
}
_EARNING_TYPES = ("ISSUE_AND_EARN", "DIRECT_EARN")
_FLAGS = ("isStackable", "isExclusive", "isConsideredForRanking")
_EXPIRY_NAMES = ("ISSUAL_PROMOTION_EXPIRY_BASED_ON", "EARN_PROMOTION_EXPIRY_BASED_ON")
# 004, startDate: yyyy-mm-ddThh:mm:ss.s+z, of which its own samples leave the fraction out
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")


def problems(promotion: JsonPart, programme_id: int, others: Sequence[Promotion], largest: int | None) -> list[Problem]:
    """Every problem of a promotion to be created beside these others of the programme; empty when it can be.

    `largest` is the highest value of a restriction, None for any.
    """
    found = [*_uniqueness(promotion, others), *_dates(promotion), *_fields(promotion, programme_id)]
    found += [*_choices(promotion), *_amounts(promotion, largest), *_expiry(promotion)]
    source_type = text(promotion, "promotionSourceType")
    if not source_type:
        found.append((4079, "Promotion Source Type cannot be null or empty"))
    if source_type == "USER_CREATED":
        found += user_created(promotion)
    return found


def parsed_moment(value: object) -> datetime | None:
    """An ISO 8601 text as a moment in UTC (without an offset it is UTC), or None."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
        aware = moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
        return aware.astimezone(UTC) if aware else None
    except (ValueError, OverflowError):
        return None


def _uniqueness(promotion: JsonPart, others: Sequence[Promotion]) -> Iterator[Problem]:
    if text(promotion, "name") in {other.name for other in others}:
        yield 4003, "A promotion with the same name exists for the program"
    if text(promotion, "identifier") in {other.identifier for other in others}:
        yield 4007, "Promotion identifier already exists for the program"


def _dates(promotion: JsonPart) -> Iterator[Problem]:
    start, end = (_written_moment(promotion.get(name)) for name in ("startDate", "endDate"))
    if start is None:
        yield 4011, "Given start date is null or empty"
    if end is None:
        yield 4012, "Given end date is null or empty"
    if start and end and end < start:
        yield UNDOCUMENTED, "endDate is before startDate"


def _written_moment(value: object) -> datetime | None:
    return parsed_moment(value) if isinstance(value, str) and _MOMENT.fullmatch(value) else None


def _fields(promotion: JsonPart, programme_id: int) -> Iterator[Problem]:
    for name in ("name", "identifier"):
        if not 1 <= len(text(promotion, name)) <= LONGEST_TEXT:
            yield UNDOCUMENTED, f"{name} is mandatory, at most {LONGEST_TEXT} characters"
    if promotion.get("id") != -1:
        yield UNDOCUMENTED, "id must be -1 for a new promotion"
    if json_number(promotion.get("programId")) != programme_id:
        yield UNDOCUMENTED, "programId is mandatory and must be that of the path"
    if text(promotion, "eventName") not in EVENT_NAMES:
        yield UNDOCUMENTED, f"eventName must be one of {', '.join(EVENT_NAMES)}"
    if promotion.get("pointsOfferType", OFFER_TYPES[0]) not in OFFER_TYPES:
        yield UNDOCUMENTED, f"pointsOfferType must be one of {', '.join(OFFER_TYPES)}"


def _choices(promotion: JsonPart) -> Iterator[Problem]:
    for name, allowed in _CHOICES.items():
        if not is_blank(promotion.get(name)) and promotion[name] not in allowed:
            yield UNDOCUMENTED, f"{name} must be one of {', '.join(allowed)}"
    restrictions = part(promotion, "promotionRestrictions")
    if restrictions.get("loyaltyEarningType", _EARNING_TYPES[0]) not in _EARNING_TYPES:
        yield UNDOCUMENTED, f"loyaltyEarningType must be one of {', '.join(_EARNING_TYPES)}"
    if any(not isinstance(restrictions.get(name, False), bool) for name in _FLAGS):
        yield UNDOCUMENTED, f"{', '.join(_FLAGS)} must be true or false"


def _amounts(promotion: JsonPart, largest: int | None) -> Iterator[Problem]:
    limits = part(promotion, "limits")
    if any(not _is_amount(limits.get(name, -1)) for name in _LIMITS):
        yield UNDOCUMENTED, "limits must be whole numbers, -1 for no limit"
    restrictions = part(promotion, "promotionRestrictions", "restrictions")
    for stage, names in CREATION_NAMES.items():
        for item in parts(restrictions.get(f"{stage}Restrictions")):
            value = item.get("value")
            if text(item, "name") not in names or not _is_amount(value, largest) or not _has_known_period(item):
                yield UNDOCUMENTED, f"{stage}Restrictions: name, value or period is invalid"


def _expiry(promotion: JsonPart) -> Iterator[Problem]:
    """004, expiryRestrictions: mandatory for both types of promotion that this API makes."""
    given = parts(part(promotion, "promotionRestrictions", "restrictions").get("expiryRestrictions"))
    if not given:
        yield UNDOCUMENTED, "expiryRestrictions is mandatory"
    for item in given:
        days, kind = json_number(item.get("value")), item.get("type")
        wrong_days = days is None or not 0 <= days <= LONGEST_EXPIRY_DAYS
        if item.get("name") not in _EXPIRY_NAMES or kind not in ("PROMOTION", "CUSTOM") or wrong_days:
            yield UNDOCUMENTED, "expiryRestrictions: name, type or value is invalid"


def _is_amount(value: object, largest: int | None = None) -> bool:
    number = json_number(value)
    return number is not None and number >= -1 and (largest is None or number <= largest)


def _has_known_period(item: JsonPart) -> bool:
    if item.get("type") != "PERIOD_BASED":
        return item.get("type") in (None, "NON_PERIOD_BASED")
    return item.get("periodType") == "MOVING_WINDOW" and item.get("periodUnit") in ("DAILY", "WEEKLY", "MONTHLY")
