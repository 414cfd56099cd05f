"""The steps a customer goes through in a promotion. Each gives the new history, or None where a limit refuses it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from promo_data.sandbox.events import Enrolment, History, Issue, Redemption
from promo_data.sandbox.ledger import EffectKind
from promo_data.sandbox.limits import has_room, room
from promo_data.sandbox.promotions import Promotion

# An id says whose it is, so that it never depends on who else was touched before. Below 2**53 for a million customers.
# More promotions than that there are only as coupons, which nobody is enrolled in or issued.
_PROMOTIONS = 10_000
_STEPS = 100_000


def _next_id(number: int, promotion: Promotion, history: History) -> int:
    return (number * _PROMOTIONS + promotion.ordinal) * _STEPS + history.next_number


def enrol(number: int, promotion: Promotion, history: History, at: datetime) -> History | None:
    """The customer with that number enrolled: the running enrolment ends, the new one has an expiry of its own.

    api-facts §7.1: only one active enrolment; enrolling again replaces it and gives a new expiry.
    """
    if not has_room(promotion, history, "issual", at):
        return None
    new_id = _next_id(number, promotion, history)
    running = history.running_enrolment(at)
    earlier = tuple(replace(each, expires_at=at) if each is running else each for each in history.enrolments)
    enrolment = Enrolment(new_id, at, promotion.expiry(promotion.enrolment_days, at), new_id)
    return History((*earlier, enrolment), history.issues, history.redemptions)


def issue(number: int, promotion: Promotion, history: History, at: datetime) -> History | None:
    """The promotion issued to the customer with that number: directly (LOYALTY), or on the running enrolment."""
    if promotion.offer_type == "LOYALTY":
        return _issue_directly(number, promotion, history, at)
    enrolment = history.running_enrolment(at)
    if enrolment is None or not has_room(promotion, history, "earn", at):
        return None
    new_id = _next_id(number, promotion, history)
    # api-facts §3.4, expiry example: an issue lapses with its enrolment unless days of its own are set.
    expires_at = enrolment.expires_at if promotion.issue_days is None else promotion.expiry(promotion.issue_days, at)
    issued = Issue(new_id, enrolment.id, at, expires_at, new_id)
    return History(history.enrolments, (*history.issues, issued), history.redemptions)


def _issue_directly(number: int, promotion: Promotion, history: History, at: datetime) -> History | None:
    if not has_room(promotion, history, "issual", at):
        return None
    new_id = _next_id(number, promotion, history)
    expires_at = promotion.expiry(promotion.issue_days, at)
    enrolment = Enrolment(new_id, at, expires_at, new_id)
    issued = Issue(new_id + 1, new_id, at, expires_at, new_id)
    return History((*history.enrolments, enrolment), (*history.issues, issued), history.redemptions)


def revoke_issues(history: History, issue_ids: Collection[int], at: datetime) -> History:
    """Those issues revoked at that moment."""
    issues = tuple(replace(each, revoked_at=at) if each.id in issue_ids else each for each in history.issues)
    return History(history.enrolments, issues, history.redemptions)


def revoke_enrolments(history: History, enrolment_ids: Collection[int], at: datetime) -> History:
    """Those enrolments revoked at that moment; what was issued on them stays."""
    enrolments = tuple(
        replace(each, revoked_at=at) if each.id in enrolment_ids else each for each in history.enrolments
    )
    return History(enrolments, history.issues, history.redemptions)


def redeem(promotion: Promotion, history: History, at: datetime, points: Decimal | None = None) -> History | None:
    """The benefit given for an activity: `points`, or what the promotion gives, cut to what the limits leave."""
    running = history.running_issue(at)
    if running is None and promotion.offer_type != "GENERIC":
        return None
    if not has_room(promotion, history, "redemption", at):
        return None
    wanted = promotion.points_per_activity if points is None else points
    given = min([wanted, *_ceilings(promotion, history, at)])
    redemption = Redemption(running.id if running else None, at, given, promotion.alternate_per_activity)
    return History(history.enrolments, history.issues, (*history.redemptions, redemption))


def next_step(number: int, promotion: Promotion, history: History, at: datetime) -> tuple[EffectKind, History] | None:
    """What one activity brings: the benefit, or else the issue that an enrolled customer acted for (api-facts §7.1).

    None where it brings nothing; a direct issue never comes of an activity (api-facts §8, user asks).
    """
    if not promotion.is_running(at):
        return None
    redeemed = redeem(promotion, history, at)
    if redeemed is not None:
        return "redeemed", redeemed
    issued = issue(number, promotion, history, at) if promotion.offer_type == "LOYALTY_EARNING" else None
    return None if issued is None else ("issued", issued)


def _ceilings(promotion: Promotion, history: History, at: datetime) -> list[Decimal]:
    """What the limits leave for one activity: ceilings per activity of any stage, and the room of those used up."""
    points = [r for r in promotion.restrictions if r.measure == "points"]
    per_activity = [Decimal(r.cap) for r in points if r.limit_on == "EVENT" and r.cap is not None]
    left = [room(r, promotion, history, at) for r in points]
    return [*per_activity, *(amount for amount in left if amount is not None)]
