"""Words of what moved since the last look at a customer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pages.components.formats import NOT_GIVEN, counted, is_absent, moment, number
from pages.components.wording.drawer import QUESTIONS, VERDICTS
from pages.components.wording.limit_names import limit_name
from pages.components.wording.narrowing import limit_state_words
from promo_data.insight.changes import Change
from promo_data.vocabulary import Action, Verdict

NOTHING = "Since {time}: nothing changed"
SOME = "Since {time}: {count}"
CHANGE = "change"
SINCE_HELP = "What moved since this customer was last read here, among the orgs that answered both times."
MORE = "and {count} more"
_FIGURES = {
    Change.ENROLLED: "enrolled",
    Change.ISSUED: "issued",
    Change.TIMES: "benefit for activities",
    Change.POINTS: "points of benefit",
    Change.ENDS: "ends",
    Change.STARTS: "starts",
}
_ARROW = "{what} {before} → {after}"

Row = Mapping[str, Any]


def since_words(time: str, count: int) -> str:
    """``Since 12 Nov 2026, 10:04: 2 changes``."""
    return SOME.format(time=time, count=counted(count, CHANGE)) if count else NOTHING.format(time=time)


def change_words(row: Row, zone: ZoneInfo) -> str:
    """``enrolled 1 → 2``, ``new in the list``, ``can be issued: no → yes``: a row of ``insight.changes``."""
    return _SAID.get(Change(row["what"]), _moved)(row, zone)


def _moved(row: Row, zone: ZoneInfo) -> str:
    before, after = (_figure(row[name], zone) for name in ("before", "after"))
    return _ARROW.format(what=_FIGURES[Change(row["what"])], before=before, after=after)


def _figure(value: object, zone: ZoneInfo) -> str:
    if value is None or is_absent(value):
        return NOT_GIVEN
    if isinstance(value, datetime):
        return moment(value, zone)
    return number(value) if isinstance(value, (int, float)) else str(value).replace("_", " ")


def _verdict(row: Row, _: ZoneInfo) -> str:
    before, after = (VERDICTS[Verdict(row[name])] for name in ("before", "after"))
    return _ARROW.format(what=f"{QUESTIONS[Action(row['action'])].lower()}:", before=before, after=after)


def _state(row: Row, _: ZoneInfo) -> str:
    before, after = (limit_state_words(row[name]) if row[name] else NOT_GIVEN for name in ("before", "after"))
    return _ARROW.format(what="limit that binds:", before=before, after=after)


def _cap(row: Row, zone: ZoneInfo) -> str:
    before, after = (_figure(row[name], zone) for name in ("before", "after"))
    return _ARROW.format(what=f"limit “{limit_name(row, None)}”:", before=before, after=after)


_SAID: Mapping[Change, Callable[[Row, ZoneInfo], str]] = {
    Change.NEW: lambda _row, _zone: "new in the list",
    Change.GONE: lambda _row, _zone: "no longer in the list",
    Change.VERDICT: _verdict,
    Change.STATE: _state,
    Change.CAP: _cap,
}
