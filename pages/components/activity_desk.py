"""What one browser tab does on the activity page: held by the server, never in an address."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import streamlit as st

from pages.components.activity_filters import Filters
from promo_data.actions import Preview, Undoing, Wish

_DESK = "activity-desk"


@dataclass(slots=True)
class Undo:
    """An undoing that was chosen and is to be confirmed; ``token`` is good for one send."""

    wish: Wish
    taken_back: Undoing
    preview: Preview | None = None
    token: str = field(default_factory=lambda: uuid4().hex)


@dataclass(slots=True)
class ActivityDesk:
    """Where the list stands, which action is open in the drawer, and what is being asked about it.

    ``turned`` has the last action of each page before the one on show. ``decision`` is what a person is about to put
    on record, ``failure`` a sentence where the last press did nothing, ``note`` one where it changed nothing yet.
    """

    filters: Filters = field(default_factory=Filters)
    turned: list[UUID] = field(default_factory=list)
    opened: UUID | None = None
    decision: bool | None = None
    undo: Undo | None = None
    failure: str = ""
    note: str = ""

    def narrow(self, filters: Filters) -> None:
        """Show what fits other filters, from the newest on."""
        if filters != self.filters:
            self.filters, self.turned = filters, []

    def older(self, last: UUID) -> None:
        """Turn to the page after ``last``."""
        self.turned.append(last)

    def newer(self) -> None:
        """Turn back one page."""
        del self.turned[-1:]

    def open(self, intent_id: UUID) -> None:
        """Show an action in the drawer, nothing asked about it yet."""
        self.opened = intent_id
        self.drop()

    def close(self) -> None:
        """Close the drawer; what was not confirmed is not done."""
        self.opened = None
        self.drop()

    def drop(self) -> None:
        """Put away what was asked and not confirmed."""
        self.decision, self.undo, self.failure, self.note = None, None, "", ""

    def ask_decision(self, carried_out: bool) -> None:  # noqa: FBT001 - callbacks get their arguments in order
        """Ask for confirmation of a decision."""
        self.drop()
        self.decision = carried_out


def activity_desk() -> ActivityDesk:
    """The activity desk of this browser tab."""
    if _DESK not in st.session_state:
        st.session_state[_DESK] = ActivityDesk()
    desk: ActivityDesk = st.session_state[_DESK]
    return desk
