"""What one browser tab does on the cohorts page: held by the server, never in an address."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.components.desk import PromotionKey
from promo_data.cohort.lists import CustomerList, ListFile
from promo_data.vocabulary import AllowanceState, IdentifierKind

_DESK = "cohort-desk"


@dataclass(slots=True)
class ListOnDesk:
    """A list that was opened; ``file`` is ``None`` for a saved cohort, of which nothing is to be recognised.

    ``column``, ``kind`` and ``has_header`` say how it is read; ``customers`` is ``None`` until the first two are known.
    """

    name: str
    file: ListFile | None = None
    customers: CustomerList | None = None
    column: int | None = None
    kind: IdentifierKind | None = None
    has_header: bool = False

    @classmethod
    def opened(cls, file: ListFile, name: str) -> "ListOnDesk":
        """A file, read as recognised."""
        column, kind = file.best or (None, None)
        found = cls(name, file, None, column, kind, file.has_header)
        found.read_as(column, kind, has_header=file.has_header)
        return found

    def read_as(self, column: int | None, kind: IdentifierKind | None, *, has_header: bool) -> None:
        """Take the customers of that column, as soon as both are known."""
        self.column, self.kind, self.has_header = column, kind, has_header
        is_known = self.file is not None and column is not None and kind is not None
        self.customers = self.file.take(column, kind, has_header) if is_known else None  # type: ignore[union-attr, arg-type]  # mypy does not follow `is_known`


@dataclass(frozen=True, slots=True)
class OpenedPromotion:
    """The promotion in the drawer, and the state of those of its customers who are listed; ``None`` for all."""

    key: PromotionKey
    state: AllowanceState | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving a cohort, in a sentence."""

    is_saved: bool
    sentence: str


@dataclass(slots=True)
class CohortDesk:
    """The list being prepared, the promotion in the drawer, and what was worked out for both.

    ``turn`` counts what was begun anew, so that fields start empty; ``moves`` how often the drawer was closed, so that
    a bar can be clicked again. ``failure`` is a sentence where the last press did nothing, ``note`` what came of it.
    """

    list: ListOnDesk | None = None
    opened: OpenedPromotion | None = None
    turn: int = 0
    moves: int = 0
    failure: str = ""
    note: str = ""
    saved: dict[str, Saved] = field(default_factory=dict)
    worked_out: dict[str, tuple[object, Any]] = field(default_factory=dict)

    def put(self, listed: ListOnDesk) -> None:
        """Prepare another list."""
        self.list, self.failure, self.note = listed, "", ""
        self.turn += 1

    def put_away(self) -> None:
        """Prepare none."""
        self.list = None
        self.worked_out.clear()
        self.turn += 1

    def open(self, key: PromotionKey, state: AllowanceState | None = None) -> None:
        """Show a promotion in the drawer."""
        self.opened = OpenedPromotion(key, state)

    def close(self) -> None:
        """Close the drawer."""
        self.opened = None
        self.moves += 1

    def tell(self, *, failure: str = "", note: str = "") -> None:
        """What came of the last press."""
        self.failure, self.note = failure, note


def cohort_desk() -> CohortDesk:
    """The cohort desk of this browser tab."""
    if _DESK not in st.session_state:
        st.session_state[_DESK] = CohortDesk()
    desk: CohortDesk = st.session_state[_DESK]
    return desk
