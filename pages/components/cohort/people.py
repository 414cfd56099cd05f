"""Customers of a snapshot as a table, a page at a time; a row opens the customer's own page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from pages.charts.palette import Palette
from pages.components.bars import bar
from pages.components.cohort.filters import OrgNames, org_words
from pages.components.cohort.promotions import name_of
from pages.components.desk import current_desk
from pages.components.formats import number
from pages.components.opening_table import Open, OpeningTable
from pages.components.places import CUSTOMER
from pages.components.plain import one_line
from pages.components.table_colours import Style, coloured
from pages.components.wording import snapshots as words
from pages.components.wording.limits import marked
from promo_data.errors import InputError
from promo_data.frames.records import Record, records
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import AllowanceState, IdentifierKind, Source

ROWS_A_PAGE = 25
_WIDTHS = {"customer": 110, "promotion": 200, "org": 120, "binding": 290}


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """How rows (``insight.cohort.schema.MEMBERS``) are shown: under which key, and in which columns.

    ``source`` is where the list's customers were found. Without ``names_promotion`` all are about the same one.
    """

    key: str
    source: Source
    org_names: OrgNames
    palette: Palette
    timezone: str
    names_promotion: bool = True

    def show(self, total: int, read: Callable[[int, int], pd.DataFrame]) -> None:
        """``total`` rows a page at a time; ``read`` gives those of a page by their number and the first."""
        place, pages = st.container(), -(-total // ROWS_A_PAGE)
        first = 0
        if pages > 1:
            with st.container(horizontal=True, vertical_alignment="center"):
                page = st.pagination(pages, key=f"{self.key}-page")
                first = (min(page, pages) - 1) * ROWS_A_PAGE
                last = min(first + ROWS_A_PAGE, total)
                shown = words.SHOWING.format(first=number(first + 1), last=number(last), total=number(total))
                st.caption(shown, width="content")
        with place:
            self._show_rows(records(read(ROWS_A_PAGE, first)))

    def _show_rows(self, rows: Sequence[Record]) -> None:
        def open_row(row: int) -> None:
            self._open(rows[row]["customer_id"])

        table = OpeningTable(self.key, longest=ROWS_A_PAGE, row_pixels=31, alt=words.PEOPLE_ALT)
        frame = pd.DataFrame([self._cells(row) for row in rows], columns=self._shown, dtype=object)
        if "lapses" in frame:
            frame["lapses"] = pd.to_datetime(frame["lapses"], utc=True)
        styles: dict[str, list[Style]] = {"binding": [(("color", self.palette.words[row["state"]]),) for row in rows]}
        table.show(st.container(), coloured(frame, self.key, styles), self._columns(table, open_row), open_row)

    def _open(self, customer_id: int | None) -> None:
        """Look the customer up by the vendor's number; a row without one opens nobody."""
        try:
            identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(customer_id), self.source)
        except InputError:
            return
        current_desk().look_up(identifier)

    @property
    def _shown(self) -> list[str]:
        return [name for name in words.PEOPLE_COLUMNS if self.names_promotion or name not in ("promotion", "org")]

    def _cells(self, row: Record) -> dict[str, object]:
        cells = {
            "customer": words.NOT_GIVEN if row["customer_id"] is None else str(row["customer_id"]),
            "promotion": name_of(row),
            "org": org_words(row["org_id"], self.org_names),
            "binding": one_line(f"{bar(row['share_used'])} {binding_words(row)}"),
            "lapses": row["lapses_at"],
            "next": words.OPEN_CUSTOMER,
        }
        return {name: cells[name] for name in self._shown}

    def _columns(self, table: OpeningTable, open_row: Open) -> dict[str, Any]:
        config, names, told = st.column_config, words.PEOPLE_COLUMNS, words.PEOPLE_HELP
        return {
            **{name: config.TextColumn(names[name], help=told.get(name), width=_WIDTHS[name]) for name in _WIDTHS},
            "lapses": config.DatetimeColumn(
                names["lapses"], format="D MMM YYYY, HH:mm", timezone=self.timezone, help=told["lapses"]
            ),
            "next": table.button_column(names["next"], open_row, width=80),
        }


def binding_words(row: Record) -> str:
    """The limit that binds in words, as on the customer's page; its state alone where no limit binds."""
    state = AllowanceState(row["state"])
    if row["cap"] is None or state in (AllowanceState.NO_LIMIT, AllowanceState.UNKNOWN):
        return words.state_words(state)
    return marked(row | {"unknown_reason": None}, row["type"])


def follow_opened() -> None:
    """To the customer's page, where a row was just opened."""
    if current_desk().just_asked:
        st.switch_page(CUSTOMER)
