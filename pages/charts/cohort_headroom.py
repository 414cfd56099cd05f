"""How much is left of one limit, for how many customers."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.charts.palette import Palette
from pages.charts.text import chart_text

COLUMNS = ["left", "customers", "state"]
"""A row is a bin in the order of what is left: that in words, how many customers, and the state whose colour it has."""

Row = Mapping[Any, Any]

_HEIGHT, _BOTTOM = 200, 48
_SMALL = 11.5
_MOST_NAMED = 9
_LEAST_ROOM = 10
"""Columns for which there is room: a single one is no wall."""

_CLEAR = "rgba(0,0,0,0)"


def headroom_figure(bins: pd.DataFrame, palette: Palette, *, unit: str) -> go.Figure:
    """One column a row of ``bins`` (``COLUMNS``), in its order; ``unit`` names below what is left."""
    rows = bins.to_dict("records")
    return go.Figure([_trace(rows, palette)], _layout(rows, palette, unit))


def headroom_alt(bins: pd.DataFrame, *, unit: str) -> str:
    """The figure's main fact: of how many customers it tells, and how much is left for most of them."""
    told = int(bins["customers"].sum())
    if not told:
        return f"Of no customer is it known how many {unit} are left"
    most = bins.iloc[int(bins["customers"].to_numpy().argmax())]
    return f"{unit} left for {told:,} customers; most, {most['customers']:,}, have {most['left']} left"


def _trace(rows: Sequence[Row], palette: Palette) -> dict[str, object]:
    return {
        "type": "bar",
        "x": list(range(len(rows))),
        "y": [int(row["customers"]) for row in rows],
        "customdata": [[place] for place in range(len(rows))],
        "marker": {"color": [palette.states[row["state"]] for row in rows], "line": {"width": 0}},
        "hovertext": [f"{row['customers']:,} with {chart_text(row['left'])} left" for row in rows],
        "hoverinfo": "text",
        "showlegend": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _layout(rows: Sequence[Row], palette: Palette, unit: str) -> dict[str, object]:
    small = {"color": palette.muted, "size": _SMALL}
    step = max(-(-len(rows) // _MOST_NAMED), 1)
    named = range(0, len(rows), step)
    return {
        "height": _HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 8, "b": _BOTTOM},
        "bargap": 0.15,
        "clickmode": "event+select",
        "dragmode": False,
        "xaxis": {
            "fixedrange": True,
            "range": [-0.5, max(len(rows), _LEAST_ROOM) - 0.5],
            "showgrid": False,
            "zeroline": False,
            "tickvals": list(named),
            "ticktext": [chart_text(rows[place]["left"]) for place in named],
            "tickfont": small,
            "tickangle": 0,
            "title": {"text": chart_text(f"{unit} left"), "font": small, "standoff": 10},
        },
        "yaxis": {
            "fixedrange": True,
            "zeroline": False,
            "showgrid": True,
            "gridcolor": palette.track,
            "tickformat": ",d",
            "nticks": 4,
            "tickfont": small,
            "automargin": True,
        },
        "plot_bgcolor": _CLEAR,
        "paper_bgcolor": _CLEAR,
    }
