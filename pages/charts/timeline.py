"""A customer's enrolments in one promotion as lines in time, with what was issued on them."""

from datetime import datetime

import pandas as pd
import plotly.graph_objects as go

from pages.charts.palette import Palette

COLUMNS = ["enrolment", "at", "until", "what", "redeemed"]
"""A row is an enrolment (``what`` is enrolment, from ``at`` until ``until``) or an issue on it (``what`` is issue).

Times are in the zone to be shown; ``redeemed`` is how often an issue was, absent where not given. ``enrolment`` counts
from 1, the oldest first.
"""

_ROW, _FRAME = 34, 44


def timeline_figure(events: pd.DataFrame, palette: Palette, *, now: datetime) -> go.Figure:
    """One line an enrolment, a dot an issue (full once redeemed), and a dotted line for ``now``."""
    figure = go.Figure()
    enrolments = events[events["what"] == "enrolment"]
    for row in enrolments.dropna(subset=["at"]).to_dict("records"):
        until = row["at"] if pd.isna(row["until"]) else row["until"]
        figure.add_scatter(
            x=[row["at"], until],
            y=[row["enrolment"]] * 2,
            mode="lines",
            line={"color": palette.states["open"] if until > now else palette.states["no_limit"], "width": 7},
            hovertemplate="%{x|%-d %b %Y, %H:%M}<extra>enrolment</extra>",
        )
    _add_issues(figure, events[events["what"] == "issue"].dropna(subset=["at"]), palette)
    figure.add_vline(x=now, line={"color": palette.muted, "width": 1, "dash": "dot"})
    return figure.update_layout(_layout(len(enrolments), palette))


def timeline_alt(events: pd.DataFrame) -> str:
    """The figure's main fact: how often the customer was enrolled, issued and rewarded."""
    issues = events[events["what"] == "issue"]
    enrolled = int((events["what"] == "enrolment").sum())
    redeemed = int((issues["redeemed"].fillna(0) > 0).sum())
    return f"{enrolled} enrolments, {len(issues)} issues, of which {redeemed} were redeemed"


def _add_issues(figure: go.Figure, issues: pd.DataFrame, palette: Palette) -> None:
    symbols = ["circle" if count > 0 else "circle-open" for count in issues["redeemed"].fillna(0)]
    figure.add_scatter(
        x=issues["at"],
        y=issues["enrolment"],
        mode="markers",
        marker={"symbol": symbols, "size": 12, "color": palette.text, "line": {"width": 2, "color": palette.text}},
        hovertemplate="%{x|%-d %b %Y, %H:%M}<extra>issue</extra>",
    )


def _layout(enrolments: int, palette: Palette) -> dict[str, object]:
    return {
        "height": _FRAME + _ROW * enrolments,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 24},
        "showlegend": False,
        "xaxis": {"fixedrange": True, "showgrid": False, "tickfont": {"color": palette.muted}, "tickformat": "%-d %b"},
        "yaxis": {"fixedrange": True, "visible": False, "range": [enrolments + 0.6, 0.4]},
        "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)",
    }
