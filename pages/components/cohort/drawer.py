"""The drawer of one promotion of a snapshot: how its customers stand, what is left, and who they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.cohort.desk import CohortDesk, OpenedPromotion
from pages.components.cohort.export import ShownPeople
from pages.components.cohort.figures import Figures
from pages.components.cohort.headroom import show_headroom
from pages.components.cohort.lists import show_actions
from pages.components.cohort.narrowing import Narrowing
from pages.components.cohort.people import PeopleTable, follow_opened
from pages.components.cohort.promotions import name_of
from pages.components.facts import show_standing
from pages.components.formats import number
from pages.components.plain import plain
from pages.components.records import key_of
from pages.components.wording import snapshots as words
from promo_data.frames.records import Record, records
from promo_data.insight.cohort import CohortFilters, Selection
from promo_data.insight.cohort.asked import STATES
from promo_data.opening import PromoData
from promo_data.vocabulary import AllowanceState

_STATE = "cohort-drawer-state"


@dataclass(frozen=True, slots=True)
class Drawer:
    """What the drawer is made of; ``figures`` are those of the page, whose filters hold in it too."""

    data: PromoData
    desk: CohortDesk
    figures: Figures
    narrowing: Narrowing
    table: PeopleTable
    now: datetime

    def show(self) -> None:
        """The promotion that is open on the desk, if one is."""
        row = self._row()
        if row is None:
            return
        title = plain(name_of(row))
        st.dialog(title, width="large", position="right", on_dismiss=self.desk.close)(self._show_opened)()

    def _row(self) -> Record | None:
        """The promotion, whatever states the page is narrowed to; ``None`` where other filters leave it out."""
        if self.desk.opened is None:
            return None
        wanted = self.desk.opened.key
        of_this = replace(self.figures.filters, states=frozenset(), promotions=frozenset({wanted}))
        rows = records(self.figures.insight.promotions(of_this))
        return next((row for row in rows if key_of(row) == wanted), None)

    def _show_opened(self) -> None:
        """The drawer's body; Streamlit runs it alone when something in it is used."""
        follow_opened()
        row = self._row()
        if row is None or self.desk.opened is None:
            return
        opened, insight = self.desk.opened, self.figures.insight
        with st.container(key="drawer"):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                show_standing(row, self._org(row), ZoneInfo(self.data.settings.timezone), self.now)
            st.caption(_rests_on(row))
            everybody = _filters(OpenedPromotion(opened.key), self.figures.filters)
            show_headroom(insight, opened.key, row, everybody, self.table.palette, self.desk)
            self._show_people(row, _filters(opened, self.figures.filters))

    def _org(self, row: Record) -> str:
        return self.table.org_names.get(row["org_id"]) or f"Org {row['org_id']}"

    def _show_people(self, row: Record, filters: CohortFilters) -> None:
        st.header(words.BEHIND, anchor=False)
        _show_states(self.desk, row)
        selection, insight = Selection(filters), self.figures.insight
        customers = insight.count(selection)
        if not customers:
            st.caption(words.NOBODY_BEHIND)
            return
        state = self.desk.opened.state if self.desk.opened else None
        what = name_of(row) if state is None else f"{name_of(row)}, {words.STATE_NAMES[state]}"
        rows = insight.rows(selection)
        shown = ShownPeople(insight, selection, self.narrowing, self.table.org_names, what, rows, customers)
        show_actions(self.data, shown, self.table.key)
        self.table.show(customers, lambda most, first: insight.customers(selection, most, first))


def _filters(opened: OpenedPromotion, filters: CohortFilters) -> CohortFilters:
    states = frozenset() if opened.state is None else frozenset({opened.state})
    return replace(filters, states=states, promotions=frozenset({opened.key}))


def _rests_on(row: Record) -> str:
    """``812 of 9,812 customers``: those who have it, of those for whom its org answered."""
    customers = number(row["customers"])
    if row["answered"] is None:
        return words.ABOUT_BAR.format(customers=customers)
    return words.OF_ANSWERED.format(customers=customers, answered=number(row["answered"]))


def _show_states(desk: CohortDesk, row: Record) -> None:
    """The states that occur, with how many are in each; one narrows what stands below."""
    opened = desk.opened
    counts: Mapping[AllowanceState | None, int] = {None: row["customers"]} | {
        state: row[state.value] for state in STATES if row[state.value] or (opened and opened.state is state)
    }
    st.session_state[_STATE] = opened.state if opened else None
    st.pills(
        words.STATES_FILTER,
        list(counts),
        required=True,
        format_func=lambda state: (
            f"{words.EVERYBODY if state is None else words.state_words(state)} {number(counts[state])}"
        ),
        key=_STATE,
        on_change=_keep_state,
        args=(desk,),
        wrap=True,
    )


def _keep_state(desk: CohortDesk) -> None:
    if desk.opened is not None:
        desk.open(desk.opened.key, st.session_state[_STATE])
