"""The limits of one promotion as bars: the rows behind the figure."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.charts.limits import COLUMNS, limits_alt, limits_figure
from pages.charts.palette import Palette
from pages.components.plain import one_line
from pages.components.wording.drawer import LIMITS, NO_LIMITS
from pages.components.wording.limits import limit_name, marked_in_short, stage_title
from promo_data.frames.records import Record

_LONGEST_NAME = 46
_PLAIN_FIGURE = {"displayModeBar": False, "staticPlot": False}


def show_limits(limits: Sequence[Record], promotion_type: str | None, palette: Palette) -> None:
    """Every limit, grouped by what it stops."""
    st.header(LIMITS, anchor=False)
    if not limits:
        st.caption(NO_LIMITS)
        return
    rows = limit_rows(limits, promotion_type)
    st.plotly_chart(limits_figure(rows, palette), config=_PLAIN_FIGURE, alt=limits_alt(rows), key="limits")


def limit_rows(limits: Sequence[Record], promotion_type: str | None) -> pd.DataFrame:
    """Rows of the allowances frame as the figure wants them."""
    rows = [
        {
            "group": stage_title(limit["stage"], promotion_type),
            "name": _short(one_line(limit_name(limit, promotion_type))),
            "words": one_line(marked_in_short(limit)),
            "state": limit["state"],
            "share_used": limit["share_used"],
        }
        for limit in limits
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"share_used": "float64"})


def _short(name: str) -> str:
    """Beside its figures there is room for our own names; one of the vendor's may be longer."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
