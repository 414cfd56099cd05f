"""How the customers of each promotion stand: one bar a promotion, cut where one state ends and the next begins."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.charts.palette import Palette
from pages.charts.text import chart_text

STATES = ("exhausted", "near", "open", "no_limit", "cap_only", "unknown")
"""In the order of the bar: what stops customers stands first."""

COLUMNS = ["key", "name", "about", *STATES]
"""A row is a promotion: what it is called, what stands beside that, and how many customers are in each state.

``key`` comes back when its bar is clicked.
"""

Row = Mapping[Any, Any]

_ROW, _TOP, _BOTTOM = 46, 4, 22
_THICKNESS, _ABOVE = 15, 20
_SIZE, _SMALL = 12.5, 11.5
_CLEAR = "rgba(0,0,0,0)"


def states_figure(promotions: pd.DataFrame, words: Mapping[str, str], palette: Palette) -> go.Figure:
    """One bar a row of ``promotions`` (``COLUMNS``), in its order; ``words`` says what each state is called.

    One trace a state. A piece carries its promotion's key and its state, so that a click on it can be understood.
    """
    rows = promotions.to_dict("records")
    texts = [text for place, row in enumerate(rows) for text in _texts(row, _middle(place), palette)]
    height = _TOP + _ROW * len(rows) + _BOTTOM
    traces = [_trace(rows, state, words[state], palette) for state in STATES if any(row[state] for row in rows)]
    return go.Figure(traces, _layout(height, texts, palette))


def states_alt(promotions: pd.DataFrame, words: Mapping[str, str]) -> str:
    """The figure's main fact: how many promotions, and the one of which most customers have used up everything."""
    if promotions.empty:
        return "No promotion"
    count = f"{len(promotions)} promotions" if len(promotions) > 1 else "1 promotion"
    worst = promotions.iloc[int(promotions["exhausted"].to_numpy().argmax())]
    if not worst["exhausted"]:
        return f"{count}; no customer has anything {words['exhausted']}"
    return f"{count}; most customers with it {words['exhausted']} has {worst['name']}: {worst['exhausted']:,}"


def _middle(place: int) -> int:
    return _TOP + _ROW * place + _ABOVE + _THICKNESS // 2 + 4


def _texts(row: Row, place: int, palette: Palette) -> Sequence[dict[str, object]]:
    above = place - _THICKNESS // 2 - 11
    return (
        _text(chart_text(row["name"]), above, palette.text, "left"),
        _text(chart_text(row["about"]), above, palette.muted, "right", size=_SMALL),
    )


def _trace(rows: Sequence[Row], state: str, words: str, palette: Palette) -> dict[str, object]:
    return {
        "type": "bar",
        "name": words,
        "orientation": "h",
        "x": [int(row[state]) for row in rows],
        "y": [_middle(place) for place in range(len(rows))],
        "customdata": [[row["key"], state] for row in rows],
        "width": _THICKNESS,
        "marker": _marker(state, palette),
        "hovertemplate": f"%{{x:,}} {chart_text(words)}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _marker(state: str, palette: Palette) -> dict[str, object]:
    """Hatched where it cannot be told, an outline where it is a ceiling only, else full."""
    colour = palette.states[state]
    line = {"color": colour, "width": 1.5 if state == "cap_only" else 0}
    if state == "unknown":
        return {
            "color": _CLEAR,
            "line": line,
            "pattern": {"shape": "/", "fgcolor": colour, "size": 5, "solidity": 0.35},
        }
    return {"color": _CLEAR if state == "cap_only" else colour, "line": line}


def _text(text: str, place: float, colour: str, side: str, size: float = _SIZE) -> dict[str, object]:
    return {
        "text": text,
        "x": 0 if side == "left" else 1,
        "y": place,
        "xref": "paper",
        "xanchor": side,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"color": colour, "size": size},
    }


def _layout(height: int, texts: Sequence[dict[str, object]], palette: Palette) -> dict[str, object]:
    return {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": _BOTTOM},
        "barmode": "stack",
        "bargap": 0,
        "annotations": texts,
        "showlegend": False,
        "clickmode": "event+select",
        "dragmode": False,
        "xaxis": {
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
            "tickformat": ",d",
            "nticks": 6,
            "tickfont": {"color": palette.muted, "size": _SMALL},
        },
        "yaxis": {"range": [height - _BOTTOM, 0], "visible": False, "fixedrange": True},
        "plot_bgcolor": _CLEAR,
        "paper_bgcolor": _CLEAR,
    }
