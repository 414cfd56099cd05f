"""Numbers, shares and times as people read them; absent stays absent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeGuard
from zoneinfo import ZoneInfo

import pandas as pd

from promo_data.insight.sentences import local

NOT_GIVEN = "not given"


def is_absent(value: object) -> bool:
    """Whether a cell of a frame is empty: ``None``, NaN, NaT or ``<NA>``."""
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 - NaN alone differs from itself


def number(value: float | None) -> str:
    """``1,250`` or ``12.5``: thousands separated, the decimals it has; ``not given`` where it is absent."""
    if value is None or is_absent(value):
        return NOT_GIVEN
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3f}".rstrip("0")


def counted(count: int, one: str, many: str | None = None) -> str:
    """``1 limit``, ``2 limits``."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def share(part: float) -> str:
    """A share of 1 as whole percent; ``<1 %`` and ``>99 %`` where rounding would say none or all."""
    if 0 < part < 0.01:  # noqa: PLR2004 - one percent
        return "<1 %"
    if 0.99 < part < 1:  # noqa: PLR2004 - one percent short of all
        return ">99 %"
    return f"{part:.0%}".replace("%", " %")


def whole_percent(part: float) -> int:
    """A share of 1 as a number for a bar's label; neither none nor all where some is used and some is left."""
    percent = round(part * 100)
    return percent if part in (0, 1) else max(1, min(percent, 99)) if part < 1 else percent


def moment(at: datetime, zone: ZoneInfo) -> str:
    """``30 Sep 2026, 23:59`` in ``zone``, which the page names once; another zone, as ``local`` has it, is named."""
    there = local(at, zone)
    return f"{there.day} {there:%b %Y, %H:%M}{'' if str(there.tzinfo) == zone.key else f' {there:%Z}'}"


def clock(at: datetime, zone: ZoneInfo) -> str:
    """``10:04`` in ``zone``."""
    return f"{local(at, zone):%H:%M}"


def exact(at: datetime) -> str:
    """``2026-09-30 23:59:00 UTC``."""
    return f"{at.astimezone(ZoneInfo('UTC')):%Y-%m-%d %H:%M:%S} UTC"


def distance(at: datetime, now: datetime) -> str:
    """``in 12 days`` or ``3 hours ago``, in the largest unit that is whole; ``now`` within a minute."""
    away = abs(at - now)
    if away < timedelta(minutes=1):
        return "now"
    words = _length(away)
    return f"in {words}" if at > now else f"{words} ago"


def has_no_end(ends_at: datetime | None, now: datetime) -> TypeGuard[datetime]:
    """Whether a given end is one that nobody means: more than a lifetime away.

    No document of the vendor's names such a date; programs commonly write 9999-12-31 where there is none.
    """
    return ends_at is not None and ends_at - now > _LONGEST_PLANNED


_LONGEST_PLANNED = timedelta(days=100 * 365)
_UNITS: tuple[tuple[timedelta, Callable[[int], str]], ...] = (
    (timedelta(days=730), lambda n: counted(n // 365, "year")),
    (timedelta(days=2), lambda n: counted(n, "day")),
)


def _length(away: timedelta) -> str:
    for least, words in _UNITS:
        if away >= least:
            return words(away.days)
    hours, minutes = divmod(int(away.total_seconds()) // 60, 60)
    return counted(hours, "hour") if hours else counted(minutes, "minute")
