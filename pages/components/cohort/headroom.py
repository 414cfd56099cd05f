"""What is left of a promotion's limit, for how many of its customers."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.charts.cohort_headroom import COLUMNS, headroom_alt, headroom_figure
from pages.charts.palette import Palette
from pages.components.cohort.desk import CohortDesk
from pages.components.desk import PromotionKey
from pages.components.formats import number
from pages.components.plain import one_line
from pages.components.wording import snapshots as words
from pages.components.wording.limit_names import counted_things, limit_name
from promo_data.frames.records import Record, records
from promo_data.insight.cohort import CohortFilters, CohortInsight, LimitKey
from promo_data.insight.cohort.asked import STATES
from promo_data.vocabulary import CONSUMABLE_STATES, AllowanceState

_LIMIT = "cohort-limit"


def show_headroom(
    insight: CohortInsight,
    key: PromotionKey,
    promotion: Record,
    filters: CohortFilters,
    palette: Palette,
    desk: CohortDesk,
) -> None:
    """The limit that binds most, or another that is chosen, as columns; in words of whom nothing can be said."""
    limits = _consumable(records(insight.limits(key)))
    if not limits:
        return
    st.header(words.LEFT, anchor=False)
    limit = _chosen(limits, promotion, desk)
    rows = records(insight.headroom(key, limit_key(limit), filters))
    bins = bin_rows(rows)
    unit = one_line(counted_things(limit, promotion["type"]))
    if bins.empty:
        st.caption(words.NOTHING_LEFT_TOLD)
    else:
        st.plotly_chart(
            headroom_figure(bins, palette, unit=unit),
            key="cohort-headroom",
            config={"displayModeBar": False},
            alt=headroom_alt(bins, unit=unit),
        )
    if told := apart_words(rows):
        st.caption(words.LEFT_UNKNOWN.format(parts=told))


def _consumable(limits: Sequence[Record]) -> list[Record]:
    """Those that are used up bit by bit for anybody, the one that binds most first."""
    counts = [sum(row[state.value] for state in STATES if state in CONSUMABLE_STATES) for row in limits]
    order = sorted(range(len(limits)), key=lambda place: (-limits[place]["exhausted"], -limits[place]["near"]))
    return [limits[place] for place in order if counts[place]]


def _chosen(limits: Sequence[Record], promotion: Record, desk: CohortDesk) -> Record:
    if len(limits) == 1:
        st.caption(one_line(limit_name(limits[0], promotion["type"])))
        return limits[0]
    place = st.selectbox(
        words.LEFT_LIMIT,
        range(len(limits)),
        format_func=lambda place: one_line(limit_name(limits[place], promotion["type"])),
        key=f"{_LIMIT}-{desk.moves}",
        label_visibility="collapsed",
    )
    return limits[place]


def limit_key(limit: Record) -> LimitKey:
    """The limit as a snapshot is asked for it."""
    return LimitKey(*(limit[name] for name in LimitKey._fields))


def bin_rows(rows: Sequence[Record]) -> pd.DataFrame:
    """Bins of ``CohortInsight.headroom`` as the figure wants them, in the order of what is left."""
    return pd.DataFrame([_bin(row) for row in rows if row["state"] is None], columns=COLUMNS)


def _bin(row: Record) -> dict[str, object]:
    low, high = row["lowest"], row["highest"]
    left = number(high) if low == high else f"{number(round(low, 1))}–{number(round(high, 1))}"
    state = AllowanceState.EXHAUSTED if high == 0 else AllowanceState.OPEN
    return {"left": left, "customers": row["customers"], "state": state.value}


def apart_words(rows: Sequence[Record]) -> str:
    """``12 no limit, 3 not known``: those of whom nothing can be said."""
    apart = [(row["state"], row["customers"]) for row in rows if row["state"] is not None and row["customers"]]
    return ", ".join(f"{number(count)} {words.STATE_NAMES[AllowanceState(state)]}" for state, count in apart)
