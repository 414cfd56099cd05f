"""What createPromotion refuses: the documented codes (004, API error codes), and mandatory fields that have none."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from promo_data.sandbox.endpoints.json_parts import JsonPart, is_blank, numbers, part, parts, text
from promo_data.sandbox.endpoints.requests import json_number
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.restriction_names import CREATION_NAMES

Problem = tuple[int, str]

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
_RULESET_FIELDS = ("name", "contextID", "orgID", "contextType", "startDate", "endDate")
_FILTER_NAMES = ("LoyaltyType", "EventSource")  # those of 004's sample; no document lists them all
_INVALID_RULESET = "Invalid UCC Promotions Ruleset check for"
_UNDOCUMENTED = 400


def problems(promotion: JsonPart, programme_id: int, others: Sequence[Promotion]) -> list[Problem]:
    """Every problem of a promotion to be created beside these others of the programme; empty when it can be."""
    found = [*_uniqueness(promotion, others), *_dates(promotion), *_fields(promotion, programme_id)]
    found += _amounts(promotion)
    source_type = text(promotion, "promotionSourceType")
    if not source_type:
        found.append((4079, "Promotion Source Type cannot be null or empty"))
    if source_type == "USER_CREATED":
        found += _user_created(promotion)
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
    start, end = parsed_moment(promotion.get("startDate")), parsed_moment(promotion.get("endDate"))
    if start is None:
        yield 4011, "Given start date is null or empty"
    if end is None:
        yield 4012, "Given end date is null or empty"
    if start and end and end < start:
        yield _UNDOCUMENTED, "endDate is before startDate"


def _fields(promotion: JsonPart, programme_id: int) -> Iterator[Problem]:
    for name in ("name", "identifier"):
        if not 1 <= len(text(promotion, name)) <= LONGEST_TEXT:
            yield _UNDOCUMENTED, f"{name} is mandatory, at most {LONGEST_TEXT} characters"
    if promotion.get("id") != -1:
        yield _UNDOCUMENTED, "id must be -1 for a new promotion"
    if json_number(promotion.get("programId")) != programme_id:
        yield _UNDOCUMENTED, "programId is mandatory and must be that of the path"
    if promotion.get("eventName") not in EVENT_NAMES:
        yield _UNDOCUMENTED, f"eventName must be one of {', '.join(EVENT_NAMES)}"
    if promotion.get("pointsOfferType", OFFER_TYPES[0]) not in OFFER_TYPES:
        yield _UNDOCUMENTED, f"pointsOfferType must be one of {', '.join(OFFER_TYPES)}"


def _amounts(promotion: JsonPart) -> Iterator[Problem]:
    limits = part(promotion, "limits")
    if any(not _is_amount(limits.get(name, -1)) for name in _LIMITS):
        yield _UNDOCUMENTED, "limits must be whole numbers, -1 for no limit"
    restrictions = part(promotion, "promotionRestrictions", "restrictions")
    for stage, names in CREATION_NAMES.items():
        for item in parts(restrictions.get(f"{stage}Restrictions")):
            if item.get("name") not in names or not _is_amount(item.get("value")) or not _has_known_period(item):
                yield _UNDOCUMENTED, f"{stage}Restrictions: name, value or period is invalid"
    for item in parts(restrictions.get("expiryRestrictions")):
        days = json_number(item.get("value"))
        if item.get("type") not in ("PROMOTION", "CUSTOM") or days is None or not 0 <= days <= LONGEST_EXPIRY_DAYS:
            yield _UNDOCUMENTED, "expiryRestrictions: type or value is invalid"


def _is_amount(value: object) -> bool:
    number = json_number(value)
    return number is not None and number >= -1


def _has_known_period(item: JsonPart) -> bool:
    if item.get("type") != "PERIOD_BASED":
        return item.get("type") in (None, "NON_PERIOD_BASED")
    return item.get("periodType") == "MOVING_WINDOW" and item.get("periodUnit") in ("DAILY", "WEEKLY", "MONTHLY")


def _user_created(promotion: JsonPart) -> Iterator[Problem]:
    targets = part(promotion, "promotionRestrictions")
    if not numbers(targets, "targetGroupIds") or not numbers(targets, "targetRuleIds"):
        yield 4074, "For SourceType UserCreated, TargetGroupId and TargetRuleId are mandatory"
    rulesets = parts(promotion.get("rulesetInfos"))
    if len(rulesets) != 1:
        yield 4075, "UCC Promotions should always have one RuleSet"
        return
    yield from _ruleset(rulesets[0])


def _ruleset(ruleset: JsonPart) -> Iterator[Problem]:
    if any(is_blank(ruleset.get(name)) for name in _RULESET_FIELDS):
        yield 4076, f"{_INVALID_RULESET} ruleSetName, ContextId, OrgId, ContextType and start & End is not null"
    rules = parts(ruleset.get("rules"))
    actions = [action for rule in rules for action in _actions(rule)]
    # "name" can only be that of an action: the rule of 004's sample has none
    unnamed = any(is_blank(action.get("actionName")) for action in actions)
    if not rules or unnamed or any(is_blank(rule.get(name)) for rule in rules for name in ("exp", "expJSON")):
        yield 4076, "Invalid UCC Promotions Rules passed check for expression , expressionJson and name is not null"
    properties = [part(action, "mandatoryPropertiesValues") for action in actions]
    if any(not p or any(is_blank(key) or is_blank(value) for key, value in p.items()) for p in properties):
        yield 4080, "Invalid UCC Promotions Actions, Both key and value in cannot be null or empty"
    if any(each.get("name") not in _FILTER_NAMES for each in parts(ruleset.get("filterInfo"))):
        yield 4078, "Invalid name in Promotions RuleSet Filter"


def _actions(rule: JsonPart) -> list[JsonPart]:
    return [action for actions in part(rule, "caseToActions").values() for action in parts(actions)]
