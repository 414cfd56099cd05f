"""What the vendor's filter `promotionStatusForCustomer` lets through (003, query parameters)."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from promo_data.sandbox.events import History
from promo_data.sandbox.limits import has_room
from promo_data.sandbox.promotions import Promotion

Filter = Callable[[Promotion, History, datetime], bool]


def can_be_enrolled(promotion: Promotion, history: History, at: datetime) -> bool:
    """An Enrol & Issue promotion that the customer can still enrol in: a running enrolment does not stop another."""
    return (
        promotion.offer_type == "LOYALTY_EARNING"
        and promotion.is_running(at)
        and has_room(promotion, history, "issual", at)
    )


def can_be_issued(promotion: Promotion, history: History, at: datetime) -> bool:
    """A Direct Issue promotion, or an Enrol & Issue one in which the customer is enrolled, with room for an issue."""
    if not promotion.is_running(at):
        return False
    if promotion.offer_type == "LOYALTY":
        return has_room(promotion, history, "issual", at)
    return history.running_enrolment(at) is not None and has_room(promotion, history, "earn", at)


def can_be_redeemed(promotion: Promotion, history: History, at: datetime) -> bool:
    """A promotion of any type whose benefit the customer can get with the next activity."""
    is_issued = promotion.offer_type == "GENERIC" or history.running_issue(at) is not None
    return promotion.is_running(at) and is_issued and has_room(promotion, history, "redemption", at)


def is_open_to_the_customer(promotion: Promotion, history: History, at: datetime) -> bool:
    """AVAILABLE_TO_EARN as the v2 page words it: what the customer can be enrolled in (api-facts §3.2)."""
    if promotion.offer_type == "LOYALTY":
        return can_be_issued(promotion, history, at)
    return can_be_enrolled(promotion, history, at)


def has_ended(promotion: Promotion, _history: History, at: datetime) -> bool:
    """The promotion's end date is in the past."""
    return promotion.phase(at) == "ended"


FILTER_NAMES = ("AVAILABLE_TO_ENROL", "AVAILABLE_TO_EARN", "AVAILABLE_TO_REDEEM", "EXPIRED")


def filters(available_to_earn: Literal["issue", "enrol"]) -> dict[str, Filter]:
    """The filters by their names; the switch `available_to_earn` decides what the second one means."""
    can_be_earned = can_be_issued if available_to_earn == "issue" else is_open_to_the_customer
    return dict(zip(FILTER_NAMES, (can_be_enrolled, can_be_earned, can_be_redeemed, has_ended), strict=True))
