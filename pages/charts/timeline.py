"""A customer's enrolments in one promotion and its issues as lines in time, each from its begin to its expiry."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.charts.palette import Palette
from pages.charts.text import chart_text

COLUMNS = ["what", "at", "until", "begun", "expires", "benefit", "redeemed"]
"""A row is an enrolment or an issue (``what``) from ``at`` until its expiry ``until``, either absent where not given.

Times are in the zone to be shown. ``begun``, ``expires`` and ``benefit`` say in words when it began, when it expires,
and whether it brought a benefit; ``redeemed`` is how often, absent where not given.
"""

_ROW, _TOP, _AXIS = 60, 20, 46
_ABOVE, _BELOW = 16, 16
_SIZE, _SMALL = 12.5, 11.5
_MARGIN_OF_TIME = 0.02
_CLEAR = "rgba(0,0,0,0)"
_HALF_A_DAY = timedelta(hours=12)
_FAR = timedelta(days=3 * 365)
"""Some brands write 9999 for "never": beyond this a line leaves the figure, so that the rest can be told apart."""

Row = Mapping[Any, Any]


def timeline_figure(events: pd.DataFrame, palette: Palette, *, now: datetime, zone_name: str) -> go.Figure:
    """One line a row of ``events`` (``COLUMNS``), in its order, with its words; a dotted line is ``now``.

    A dot is where it began: full for an issue that was redeemed. A bar across is where it expires.
    """
    placed = [(row, _TOP + _ROW * place + _ROW // 2) for place, row in enumerate(events.to_dict("records"))]
    lines = [_line(row, place, palette, now) for row, place in placed if not pd.isna(row["at"])]
    texts = [text for row, place in placed for text in _words(row, place, palette)]
    texts.append(_text("now", 8, palette.muted, x=now, xref="x", xanchor="center", size=_SMALL))
    marks = {"annotations": texts, "shapes": [_now_line(now, palette)]}
    return go.Figure(lines, _layout(events, palette, now, zone_name) | marks)  # all at once: see charts.limits


def timeline_alt(events: pd.DataFrame) -> str:
    """The figure's main fact: how often the customer was enrolled, issued and rewarded, and what expires last."""
    issues = events[events["what"] == "issue"]
    enrolled = int((events["what"] == "enrolment").sum())
    redeemed = int((issues["redeemed"].fillna(0) > 0).sum())
    counts = f"{_counted(enrolled, 'enrolment')}, {_counted(len(issues), 'issue')}, {redeemed} of them redeemed"
    expiring = events.dropna(subset=["until"]).sort_values("until", kind="stable")
    if expiring.empty:
        return counts
    last = expiring.iloc[-1]
    return f"{counts}; the last to expire is the {last['what']}: {last['expires']}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _words(row: Row, place: int, palette: Palette) -> Iterator[dict[str, Any]]:
    yield _text(row["begun"], place - _ABOVE, palette.text)
    yield _text(row["expires"], place + _BELOW, palette.muted, size=_SMALL)
    yield _text(row["benefit"], place + _BELOW, palette.muted, x=1, xanchor="right", size=_SMALL)


def _now_line(now: datetime, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.muted, "width": 1, "dash": "dot"}
    ends = {"x0": now, "x1": now, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "line": line, "layer": "below", "opacity": 0.6, **ends}


def _line(row: Row, place: int, palette: Palette, now: datetime) -> dict[str, Any]:
    """From its begin to its expiry; only its begin where no expiry was given."""
    until: datetime | None = row["until"] if isinstance(row["until"], datetime) and not pd.isna(row["until"]) else None
    colour = palette.states["open" if until is None or until > now else "no_limit"]
    times: list[datetime] = [row["at"], *([until] if until else [])]
    begin = "circle" if row["redeemed"] > 0 else "circle-open"
    return {
        "type": "scatter",
        "x": times,
        "y": [place] * len(times),
        "mode": "lines+markers",
        "line": {"color": colour, "width": 5 if row["what"] == "enrolment" else 2},
        "marker": {"symbol": [begin, "line-ns-open"][: len(times)], "size": 11, "color": colour, "line": {"width": 2}},
        "text": [row["begun"], row["expires"]][: len(times)],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _text(
    text: str,
    place: float,
    colour: str,
    *,
    x: datetime | int = 0,
    xref: str = "paper",
    xanchor: str = "left",
    size: float = _SIZE,
) -> dict[str, Any]:
    return {
        "text": chart_text(text),
        "x": x,
        "y": place,
        "xref": xref,
        "xanchor": xanchor,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"color": colour, "size": size},
    }


def _layout(events: pd.DataFrame, palette: Palette, now: datetime, zone_name: str) -> dict[str, Any]:
    height = _TOP + _ROW * len(events)
    return {
        "height": height + _AXIS,
        "margin": {"l": 0, "r": 0, "t": 0, "b": _AXIS},
        "xaxis": {
            "range": _range(events, now),
            "title": {"text": chart_text(zone_name), "font": {"color": palette.muted, "size": _SMALL}, "standoff": 6},
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"color": palette.muted},
            "tickformat": "%-d %b\n%Y",
            "nticks": 6,
        },
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "plot_bgcolor": _CLEAR,
        "paper_bgcolor": _CLEAR,
    }


def _range(events: pd.DataFrame, now: datetime) -> list[datetime]:
    """From the first begin to the last expiry, today among them, with room for the marks at both ends."""
    times = [time for column in ("at", "until") for time in events[column].dropna()]
    first, last = max(min([now, *times]), now - _FAR), min(max([now, *times]), now + _FAR)
    room = max((last - first) * _MARGIN_OF_TIME, _HALF_A_DAY)
    return [first - room, last + room]
