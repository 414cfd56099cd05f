"""Lists of a snapshot: who is near a cap, whose room lapses, and for whom something can be done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.components.cohort.address import keep_narrowing
from pages.components.cohort.export import ShownPeople, show_export
from pages.components.cohort.figures import Figures
from pages.components.cohort.narrowing import Narrowing, View
from pages.components.cohort.people import PeopleTable
from pages.components.cohort.save import save_as_cohort
from pages.components.plain import one_line
from pages.components.wording import snapshots as words
from promo_data.insight.cohort import CohortFilters, Selection
from promo_data.insight.cohort.asked import ACTIONS, VERDICTS
from promo_data.opening import PromoData
from promo_data.vocabulary import AllowanceState

_NEAR = frozenset({AllowanceState.NEAR})


@dataclass(frozen=True, slots=True)
class Lists:
    """What the lists of one snapshot are made of."""

    data: PromoData
    figures: Figures
    narrowing: Narrowing
    table: PeopleTable

    def show(self) -> None:
        """The list of the view that is on show."""
        match self.narrowing.view:
            case View.NEAR:
                self._show_near()
            case View.LAPSING:
                self._show_lapsing()
            case _:
                self._show_can()

    def _show_near(self) -> None:
        filters = near_filters(self.figures.filters)
        if filters is None:
            st.caption(words.NONE_NEAR)
            return
        selection, insight = Selection(filters), self.figures.insight
        if self._show_above(selection, words.NONE_NEAR):
            self.table.show(insight.near_count(filters), lambda most, first: insight.near_caps(filters, most, first))

    def _show_lapsing(self) -> None:
        days = self.narrowing.days
        _choose(self.narrowing, "days", words.WITHIN, {n: f"{n} days" for n in sorted({*words.WITHIN_DAYS, days})})
        filters, insight = self.figures.filters, self.figures.insight
        if rows := self._show_above(Selection(filters, lapsing_within=days), words.NONE_LAPSING):
            self.table.show(rows, lambda most, first: insight.lapsing(days, filters, most, first))

    def _show_can(self) -> None:
        chosen = self.narrowing
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            _choose(chosen, "action", words.ACTION, {action: words.ACTIONS[action] for action in ACTIONS})
            names = {verdict: words.VERDICTS[verdict] for verdict in VERDICTS}
            _choose(chosen, "verdict", words.VERDICT, names, help_text=words.VERDICT_HELP)
        selection = Selection(self.figures.filters, action=chosen.action, verdict=chosen.verdict)
        if rows := self._show_above(selection, words.NONE_CAN):
            self.table.show(rows, self._that_can)

    def _that_can(self, most: int, first: int) -> pd.DataFrame:
        chosen = self.narrowing
        return self.figures.insight.actionable(chosen.action, self.figures.filters, most, first, verdict=chosen.verdict)

    def _show_above(self, selection: Selection, nobody: str) -> int:
        """How many there are, and what can be done with all of them; how many rows."""
        rows, customers = self.figures.insight.rows(selection), self.figures.insight.count(selection)
        if not rows:
            st.caption(nobody)
            return 0
        what = words.VIEWS[self.narrowing.view]
        shown = ShownPeople(
            self.figures.insight, selection, self.narrowing, self.table.org_names, what, rows, customers
        )
        show_actions(self.data, shown, self.table.key)
        return rows


def _choose(
    chosen: Narrowing, name: str, label: str, names: Mapping[Any, str], *, help_text: str | None = None
) -> None:
    """One of several, kept in the address."""
    key = f"cohort-{name}"
    st.session_state[key] = getattr(chosen, name)
    st.segmented_control(
        label,
        list(names),
        format_func=lambda choice: names[choice],
        required=True,
        key=key,
        help=help_text,
        on_change=lambda: keep_narrowing(replace(chosen, **{name: st.session_state[key] or getattr(chosen, name)})),
        wrap=True,
    )


def show_actions(data: PromoData, shown: ShownPeople, key: str) -> None:
    """How many customers, and the ways to keep or take them."""
    source = f"{one_line(shown.insight.manifest.name or '')}: {shown.what}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{words.pairs_words(shown.rows, shown.customers)}**", width="content")
        st.space("stretch")
        ids = partial(shown.insight.customer_ids, shown.selection)
        save_as_cohort(data, ids, count=shown.customers, source=source, key=key)
        show_export(data, shown, key)


def near_filters(filters: CohortFilters) -> CohortFilters | None:
    """The same for those near a cap alone; ``None`` where others were wanted."""
    return None if filters.states and not filters.states & _NEAR else replace(filters, states=_NEAR)
