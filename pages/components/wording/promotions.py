"""Promotions in plain words: what kind, where they stand, what can be done."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from pages.components.formats import NOT_GIVEN, distance, has_no_end, is_absent, moment
from promo_data.vocabulary import Action, IdentifierKind, Phase, PromotionType, Source, Verdict

_TYPES = {
    PromotionType.GENERIC: "Applies by itself",
    PromotionType.LOYALTY: "Direct issue",
    PromotionType.LOYALTY_EARNING: "Enrol & issue",
}
TYPE_HELP = (
    "Applies by itself: every customer gets it, nothing has to be done. Direct issue: it is issued to the customer. "
    "Enrol & issue: the customer is enrolled first and then issued it."
)
ACTIONS = {Action.ENROL: "Enrol", Action.ISSUE: "Issue", Action.OPT_IN: "Opt in"}
KINDS = {
    IdentifierKind.MOBILE: "Mobile",
    IdentifierKind.EMAIL: "E-mail",
    IdentifierKind.EXTERNAL_ID: "External id",
    IdentifierKind.CUSTOMER_ID: "Customer id",
}
SOURCES = {
    Source.INSTORE: "In store",
    Source.FACEBOOK: "Facebook",
    Source.WEB_ENGAGE: "WebEngage",
    Source.MARTJACK: "Martjack",
    Source.WECHAT: "WeChat",
    Source.TMALL: "Tmall",
    Source.TAOBAO: "Taobao",
    Source.JD: "JD",
    Source.ECOMMERCE: "E-commerce",
    Source.WEBSITE: "Website",
    Source.LINE: "LINE",
    Source.MOBILE_APP: "Mobile app",
    Source.ALL: "Any source",
}

_ACTIONS_OF = {
    PromotionType.LOYALTY_EARNING: (Action.ENROL, Action.ISSUE, Action.OPT_IN),
    PromotionType.LOYALTY: (Action.ISSUE,),
}
"""Labels follow the type, because the vendor swaps words (design §6). A GENERIC promotion has no action."""


def actions_of(promotion_type: str | None) -> tuple[Action, ...]:
    """The actions that make sense for a type, in the order a customer passes them; none where it is not known."""
    return _ACTIONS_OF[PromotionType(promotion_type)] if promotion_type in _ACTIONS_OF else ()


def type_words(given: str | None) -> str:
    """The type in plain words; one we do not know as it was given."""
    if given is None or is_absent(given):
        return NOT_GIVEN
    return _TYPES[PromotionType(given)] if given in list(PromotionType) else given


PHASES = {
    Phase.RUNNING: "Runs now",
    Phase.UPCOMING: "Starts later",
    Phase.ENDED: "Ended",
    Phase.UNKNOWN: "Dates not given",
}

NO_END = "no end date"
NO_END_GIVEN = "The vendor gives {at} as its end, which is commonly written where there is none."


def standing(phase: Phase, starts_at: datetime | None, ends_at: datetime | None, now: datetime) -> str:
    """``ends in 12 days``, ``starts in 3 days``, ``no end date``: where a promotion stands between its dates."""
    if phase is Phase.UPCOMING and starts_at is not None:
        return f"starts {distance(starts_at, now)}"
    if ends_at is None or phase is Phase.UNKNOWN:
        return "dates not given"
    if has_no_end(ends_at, now):
        return NO_END
    return f"{'ends' if ends_at > now else 'ended'} {distance(ends_at, now)}"


def standing_with_date(
    phase: Phase, starts_at: datetime | None, ends_at: datetime | None, now: datetime, zone: ZoneInfo
) -> str:
    """``ends in 12 days, 2 Dec 2026, 23:59``: the same with the date it speaks of, and where it starts later, both.

    A date that stands for none is not told as one; ``NO_END_GIVEN`` says it.
    """
    said = standing(phase, starts_at, ends_at, now)
    told_end = None if has_no_end(ends_at, now) else ends_at
    if phase is Phase.UPCOMING and starts_at is not None:
        ends = "" if told_end is None else f"; ends {moment(told_end, zone)}"
        return f"{said}, {moment(starts_at, zone)}{ends}"
    return said if told_end is None else f"{said}, {moment(told_end, zone)}"


def can_words(promotion_type: str | None, verdicts: Mapping[Action, Verdict]) -> str:
    """``Enrol · Issue``; what cannot be told, with a question mark, only where nothing is sure; else ``Why not?``."""
    if promotion_type == PromotionType.GENERIC:
        return "Details"
    told = {action: verdicts.get(action) for action in actions_of(promotion_type)}
    sure = [ACTIONS[action] for action, verdict in told.items() if verdict is Verdict.ALLOWED]
    doubtful = [f"{ACTIONS[action]}?" for action, verdict in told.items() if verdict is Verdict.UNKNOWN]
    return " · ".join(sure or doubtful) or "Why not?"
