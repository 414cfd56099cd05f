"""Every limit of one promotion as a bar of its own: what is allowed, what is used, grouped by what it stops."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import isnan
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from pages.charts.palette import Palette
from pages.charts.text import chart_text

COLUMNS = ["group", "name", "words", "used", "state", "share_used"]
"""A row says what the limit stops, what it is, what is left, what is used, in which state, and the share used.

The share is 0 to 1, more where it is over, or absent.
"""

Row = Mapping[Any, Any]

_ROW, _HEADING, _TOP, _BOTTOM = 56, 26, 14, 22
_THICKNESS, _BELOW = 9, 22
_HEADING_LOWER = 20
_SIZE, _SMALL = 12.5, 11.5
_CLEAR = "rgba(0,0,0,0)"


class _Placed(NamedTuple):
    """A limit, how far below the top its bar is, and the heading that stands above it where it is its group's first."""

    row: Row
    place: int
    heading: str | None


def limits_figure(limits: pd.DataFrame, palette: Palette) -> go.Figure:
    """One bar a row of ``limits`` (``COLUMNS``), in its order; rows of a group stand together under its heading.

    Two traces and one list of texts, given at once: each that is added to a figure has Plotly check all before it anew.
    """
    placed = list(_placed(limits))
    height = (placed[-1].place if placed else 0) + _BOTTOM
    texts = [text for one in placed for text in _texts(one, palette)]
    return go.Figure([_tracks(placed, palette), _bars(placed, palette)], _layout(height, texts))


def limits_alt(limits: pd.DataFrame) -> str:
    """The figure's main fact: how many limits there are, and the one most used."""
    if limits.empty:
        return "No limits were given"
    count = f"{len(limits)} limits" if len(limits) > 1 else "1 limit"
    used = limits.dropna(subset=["share_used"]).sort_values("share_used", ascending=False, kind="stable")
    if used.empty:
        return f"{count}, none of which is used up bit by bit"
    most = used.iloc[0]
    return f"{count}; most used is {most['name']}: {most['used']}, {most['words']}"


def _placed(limits: pd.DataFrame) -> Iterator[_Placed]:
    place = _TOP - _HEADING
    for group, rows in groupby(limits.to_dict("records"), key=lambda row: row["group"]):
        heading: str | None = group
        place += _HEADING
        for row in rows:
            place += _ROW
            yield _Placed(row, place, heading)
            heading = None


def _texts(one: _Placed, palette: Palette) -> Iterator[dict[str, object]]:
    row, place, heading = one
    if heading is not None:
        yield _text(f"<b>{chart_text(heading)}</b>", place - _ROW + _HEADING_LOWER, palette.text, "left")
    yield _text(chart_text(row["name"]), place - _THICKNESS, palette.text, "left")
    yield _text(chart_text(row["words"]), place - _THICKNESS, palette.words[row["state"]], "right")
    yield _text(chart_text(row["used"]), place + _BELOW, palette.muted, "left", size=_SMALL)


def _tracks(placed: Sequence[_Placed], palette: Palette) -> dict[str, object]:
    return _trace(placed, [1.0] * len(placed), {"color": palette.track}) | {"hoverinfo": "skip"}


def _bars(placed: Sequence[_Placed], palette: Palette) -> dict[str, object]:
    words = [chart_text(one.row["words"]) for one in placed]
    marker = _marker([one.row["state"] for one in placed], palette)
    return _trace(placed, [_length(one.row) for one in placed], marker) | {"hovertext": words, "hoverinfo": "text"}


def _length(row: Row) -> float:
    """The share used; a limit that is not used up bit by bit fills its track."""
    share = float(row["share_used"])
    return 1.0 if isnan(share) else min(share, 1.0)


def _marker(states: Sequence[str], palette: Palette) -> dict[str, object]:
    """Hatched where it cannot be told, an outline where it is a ceiling only, else full."""
    colours = [palette.states[state] for state in states]
    is_full = [state not in ("unknown", "cap_only") for state in states]
    return {
        "color": [colour if full else _CLEAR for colour, full in zip(colours, is_full, strict=True)],
        "line": {"color": colours, "width": [1.5 if state == "cap_only" else 0 for state in states]},
        "pattern": {
            "shape": ["/" if state == "unknown" else "" for state in states],
            "fgcolor": colours,
            "size": 5,
            "solidity": 0.35,
        },
    }


def _trace(placed: Sequence[_Placed], lengths: Sequence[float], marker: dict[str, object]) -> dict[str, object]:
    return {
        "type": "bar",
        "x": lengths,
        "y": [one.place for one in placed],
        "orientation": "h",
        "width": _THICKNESS,
        "marker": marker,
        "showlegend": False,
    }


def _text(text: str, place: float, colour: str, side: str, size: float = _SIZE) -> dict[str, object]:
    return {
        "text": text,
        "x": 0 if side == "left" else 1,
        "y": place - _THICKNESS,
        "xref": "paper",
        "xanchor": side,
        "yanchor": "middle",
        "showarrow": False,
        "align": side,
        "font": {"color": colour, "size": size},
    }


def _layout(height: int, texts: Sequence[dict[str, object]]) -> dict[str, object]:
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "barmode": "overlay",
        "bargap": 0,
        "annotations": texts,
        "xaxis": {"range": [0, 1], "visible": False, "fixedrange": True},
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "plot_bgcolor": _CLEAR,
        "paper_bgcolor": _CLEAR,
    }
