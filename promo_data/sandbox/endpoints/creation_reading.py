"""A checked body of createPromotion (004) as a promotion of the world."""

from datetime import datetime, timedelta
from typing import Literal, cast

from promo_data.sandbox.catalogue import promotion_id, with_default
from promo_data.sandbox.endpoints.creation_rules import EVENT_NAMES, parsed_moment
from promo_data.sandbox.endpoints.json_parts import JsonPart, numbers, part, parts, text
from promo_data.sandbox.endpoints.requests import json_number
from promo_data.sandbox.organisations import Programme
from promo_data.sandbox.promotions import LimitOn, Measure, Milestone, OfferType, Period, Promotion, Restriction, Stage
from promo_data.sandbox.restriction_names import CREATION_NAMES
from promo_data.sandbox.switches import Switches

# `limits` repeats what a whole-promotion restriction would say (api-facts §7.2, mapping to limits)
_LIMITS: dict[str, tuple[Measure, LimitOn]] = {
    "pointsPerCustomer": ("points", "CUSTOMER"),
    "numberOfTimesPerCustomer": ("times", "CUSTOMER"),
    "totalPointsInPromotion": ("points", "PROMOTION"),
}


def read_promotion(body: JsonPart, programme: Programme, ordinal: int, switches: Switches) -> Promotion:
    """The promotion that a body without problems describes. Its dates are whole days in UTC (api-facts §6, time)."""
    offer_type = cast("OfferType", body.get("pointsOfferType", "LOYALTY"))
    enrolment_days, issue_days = _expiry_days(body, "ISSUAL"), _expiry_days(body, "EARN")
    if offer_type == "LOYALTY":
        issue_days = enrolment_days if issue_days is None else issue_days
    targets = part(body, "promotionRestrictions")
    return Promotion(
        id=promotion_id(ordinal),
        ordinal=ordinal,
        org_id=programme.org_id,
        programme_id=programme.id,
        name=text(body, "name"),
        description=text(body, "name"),
        identifier=text(body, "identifier"),
        offer_type=offer_type,
        starts_at=_day(body, "startDate"),
        ends_at=_day(body, "endDate") + timedelta(days=1, seconds=-1),
        event_name=EVENT_NAMES[text(body, "eventName")],
        restrictions=with_default(offer_type, (*_restrictions(body), *_limits(body, switches))),
        enrolment_days=enrolment_days,
        issue_days=issue_days,
        no_limit_word="-1",
        milestones=tuple(map(Milestone, numbers(targets, "targetGroupIds"), numbers(targets, "targetRuleIds"))),
        source_type=text(body, "promotionSourceType"),
        configuration=body,
    )


def _day(body: JsonPart, name: str) -> datetime:
    moment = parsed_moment(body[name])
    if moment is None:
        raise ValueError(f"{name} was not checked")
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _restrictions(body: JsonPart) -> list[Restriction]:
    given = part(body, "promotionRestrictions", "restrictions")
    return [_restriction(stage, item) for stage in CREATION_NAMES for item in parts(given.get(f"{stage}Restrictions"))]


def _restriction(stage: Stage, item: JsonPart) -> Restriction:
    measure, limit_on = CREATION_NAMES[stage][text(item, "name")]
    period = cast("Period", item["periodUnit"]) if item.get("type") == "PERIOD_BASED" else None
    return Restriction(stage, measure, limit_on, _cap(item.get("value")), period)


def _limits(body: JsonPart, switches: Switches) -> list[Restriction]:
    """The limits of `limits` that no restriction says already. -1 is none; of 0 a switch decides (api-facts fact 2)."""
    given = part(body, "limits")
    said = {(r.measure, r.limit_on) for r in _restrictions(body) if r.period is None}
    lowest = 1 if switches.zero_means == "no_limit" else 0
    caps = [(meaning, json_number(given.get(name, -1))) for name, meaning in _LIMITS.items() if meaning not in said]
    return [Restriction("redemption", *meaning, cap) for meaning, cap in caps if cap is not None and cap >= lowest]


def _cap(value: object) -> int | None:
    number = json_number(value)
    return None if number == -1 else number


def _expiry_days(body: JsonPart, event: Literal["ISSUAL", "EARN"]) -> int | None:
    """The days of a CUSTOM expiry; None where it lapses with the promotion (004, expiryRestrictions)."""
    given = parts(part(body, "promotionRestrictions", "restrictions").get("expiryRestrictions"))
    named = [item for item in given if item.get("name") == f"{event}_PROMOTION_EXPIRY_BASED_ON"]
    return json_number(named[0].get("value")) if named and named[0].get("type") == "CUSTOM" else None
