"""Every limit of one promotion as a bar of its own: what is allowed, what is used, grouped by what it stops."""

from collections.abc import Mapping
from itertools import groupby
from math import isnan
from typing import Any

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


def limits_figure(limits: pd.DataFrame, palette: Palette) -> go.Figure:
    """One bar a row of ``limits`` (``COLUMNS``), in its order; rows of a group stand together under its heading."""
    figure = go.Figure()
    place = _TOP - _HEADING
    for group, rows in groupby(limits.to_dict("records"), key=lambda row: row["group"]):
        place += _HEADING
        figure.add_annotation(_text(f"<b>{chart_text(group)}</b>", place + _HEADING_LOWER, palette.text, "left"))
        for row in rows:
            place += _ROW
            _add_limit(figure, row, place, palette)
    return figure.update_layout(_layout(place + _BOTTOM))


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


def _add_limit(figure: go.Figure, row: Row, place: int, palette: Palette) -> None:
    colour = palette.states[row["state"]]
    words = chart_text(row["words"])
    figure.add_annotation(_text(chart_text(row["name"]), place - _THICKNESS, palette.text, "left"))
    figure.add_annotation(_text(words, place - _THICKNESS, colour, "right"))
    figure.add_annotation(_text(chart_text(row["used"]), place + _BELOW, palette.muted, "left", size=_SMALL))
    figure.add_bar(**_bar(1, place, {"color": palette.track}), hoverinfo="skip")
    figure.add_bar(**_bar(_length(row), place, _marker(row["state"], colour)), hovertext=words, hoverinfo="text")


def _length(row: Row) -> float:
    """The share used; a limit that is not used up bit by bit fills its track."""
    share = float(row["share_used"])
    return 1.0 if isnan(share) else min(share, 1.0)


def _marker(state: str, colour: str) -> dict[str, object]:
    """Hatched where it cannot be told, an outline where it is a ceiling only, else full."""
    if state == "unknown":
        return {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": colour, "size": 5, "solidity": 0.35}}
    if state == "cap_only":
        return {"color": "rgba(0,0,0,0)", "line": {"color": colour, "width": 1.5}}
    return {"color": colour}


def _bar(length: float, place: int, marker: dict[str, object]) -> dict[str, object]:
    return {"x": [length], "y": [place], "orientation": "h", "width": _THICKNESS, "marker": marker, "showlegend": False}


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


def _layout(height: int) -> dict[str, object]:
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "barmode": "overlay",
        "bargap": 0,
        "xaxis": {"range": [0, 1], "visible": False, "fixedrange": True},
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)",
    }
