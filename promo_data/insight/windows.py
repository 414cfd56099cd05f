"""Limits that count over a period: what the vendor's words for it mean, and when room frees (004; api-facts §7.3)."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

from promo_data.frames.kinds import MOVING
from promo_data.insight.facts import Limit
from promo_data.insight.sentences import moment
from promo_data.vocabulary import LimitOn, Measure, PromotionType

FIXED = frozenset({"FIXED_WINDOW", "FIXED_CALENDAR_WINDOW"})
_NAMES = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month"}
_BACK = {"DAILY": "the last day", "WEEKLY": "the last 7 days", "MONTHLY": "the last month"}
_LENGTHS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(days=7)}
"""Whether a month is 30 days or a calendar month, no document says (api-facts §7.3)."""

Timeline = Sequence[dict[str, Any]]
"""Enrolments with their issues, as the promotions frame has them."""


def window_words(limit: Limit) -> str | None:
    """Over which time the limit counts, as a sentence; ``None`` where it counts over the whole promotion."""
    if limit.period is None and limit.window is None:
        return None
    if limit.window == MOVING:
        back = _BACK.get(limit.period or "", f"back over {_named(limit)}")
        return f"Counts {back} and moves on with time: what is older no longer counts."
    if limit.window in FIXED:
        return f"Counts within {_named(limit)} and then starts anew; the vendor does not say when that is."
    kind = "and does not say how it moves" if limit.window is None else f"and names its kind “{limit.window}”"
    return f"The vendor counts this within {_named(limit)} {kind}; what that means is not documented."


def what_makes_room(
    limit: Limit, promotion_type: str | None, timeline: Timeline | None, *, as_of: datetime, now: datetime, zone: tzinfo
) -> str:
    """What has to happen before a used-up limit has room, and when, as far as that can be told.

    What counts within one issue starts again with the next (api-facts §7.2).
    """
    if limit.measure == Measure.REDEMPTIONS_PER_EARN:
        return "The next issue has room of its own."
    if limit.period is None and limit.window is None:
        return "The brand would have to raise the limit."
    at = frees_at(limit, uses_made(limit, promotion_type, timeline), as_of)
    if at is not None and at > now:
        return f"As far as the timeline shows, room frees about {moment(at, zone)}, when {_moves_on(limit)}."
    if limit.window == MOVING:
        return f"Room frees when {_moves_on(limit)}; the vendor does not say when."
    if limit.window in FIXED:
        return f"Room comes back when {_named(limit, 'the next')} begins; the vendor does not say when."
    return "Room may come back with time; the vendor does not say when."


def frees_at(limit: Limit, made_at: Sequence[datetime | None] | None, as_of: datetime) -> datetime | None:
    """When enough uses have left a moving window for one more, or the oldest where there is room still.

    Only where the limit is the customer's own, the window's length is documented, and the uses dated in ``made_at``
    are all that were counted at ``as_of``; else ``None``, because something that nobody dated is counted too.
    """
    length = _LENGTHS.get(limit.period or "")
    is_dated = made_at is not None and None not in made_at
    if length is None or limit.window != MOVING or limit.limit_on != LimitOn.CUSTOMER or not is_dated:
        return None
    within = sorted(at for at in made_at or () if at is not None and at > as_of - length)
    if not within or limit.used != len(within):
        return None
    too_many = 0 if limit.cap is None else max(int(limit.used - limit.cap), 0)
    return _later(within[too_many], length) if too_many < len(within) else None


def _later(at: datetime, length: timedelta) -> datetime | None:
    try:
        return at + length
    except OverflowError:  # dated on one of the last days that can be written
        return None


def uses_made(limit: Limit, promotion_type: str | None, timeline: Timeline | None) -> list[datetime | None] | None:
    """When each use that the limit counts was made; ``None`` where the vendor dates none of that kind.

    Enrolments and issues are dated, benefits are not (api-facts §3.4); an issual of a LOYALTY promotion is an issue
    (api-facts §7.1).
    """
    if timeline is None or limit.measure not in (Measure.ISSUALS, Measure.EARNS):
        return None
    if limit.measure == Measure.ISSUALS and promotion_type != PromotionType.LOYALTY:
        return [enrolment["enrolled_at"] for enrolment in timeline]
    return [issue["issued_at"] for enrolment in timeline for issue in enrolment["issues"]]


def _named(limit: Limit, which: str = "a") -> str:
    if limit.period is None:
        return f"{which} period"
    return f"{which} {_NAMES[limit.period]}" if limit.period in _NAMES else f"{which} period named “{limit.period}”"


def _moves_on(limit: Limit) -> str:
    name = _NAMES.get(limit.period or "")
    return f"the {name}'s window moves on" if name else "the window moves on"
