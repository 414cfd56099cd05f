"""What one browser tab is working on: held by the server, never in an address or a shared cache."""

from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from pages.components.acting import Acting, chosen
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import Action

_DESK = "desk"
_MOST_RECENT = 4


class PromotionKey(NamedTuple):
    """Names one promotion among those of a customer; the own org's id may not be known."""

    org_id: int | None
    program_id: int
    promotion_id: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Which orgs are asked."""

    choice: ScopeChoice = ScopeChoice.EACH
    only: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A look-up as it was made, and what came of it."""

    identifier: CustomerIdentifier
    scope: Scope
    view: CustomerView


@dataclass(slots=True)
class Desk:
    """The customer looked up, what was read of them, which promotion is open in the drawer, and what is being done.

    ``just_asked`` holds until the customer's page is shown. ``acting`` has one action a promotion of this customer,
    kept when the drawer closes.
    """

    asked: CustomerIdentifier | None = None
    just_asked: bool = False
    reading: Reading | None = None
    read_again: bool = False
    opened: PromotionKey | None = None
    recent: list[CustomerIdentifier] = field(default_factory=list)
    acting: dict[PromotionKey, Acting] = field(default_factory=dict)

    def look_up(self, identifier: CustomerIdentifier) -> None:
        """Take up a customer; what was open of another is put away."""
        if identifier != self.asked:
            self.acting = {}
        self.asked, self.opened, self.just_asked = identifier, None, True
        self.recent = [identifier, *(known for known in self.recent if known != identifier)][:_MOST_RECENT]

    def open(self, key: PromotionKey) -> None:
        """Show a promotion in the drawer."""
        self.opened = key

    def close(self) -> None:
        """Close the drawer; an action whose end was told there is put away, any other stays."""
        if self.opened in self.acting and self.acting[self.opened].is_told:
            self.drop(self.opened)
        self.opened = None

    def ask_again(self) -> None:
        """Have the customer read anew, past the cache."""
        self.read_again = True

    def choose(self, key: PromotionKey, action: Action) -> None:
        """Begin an action with that promotion: it is to be confirmed next."""
        if self.asked is not None:
            self.acting[key] = chosen(action, self.asked, **key._asdict())

    def drop(self, key: PromotionKey) -> None:
        """Put an action away: one that was not sent is not sent, one that was is in the journal."""
        self.acting.pop(key, None)

    def needs_reading(self, scope: Scope) -> bool:
        """Whether what is held answers what was asked."""
        held = self.reading
        return self.read_again or held is None or (held.identifier, held.scope) != (self.asked, scope)


def current_desk() -> Desk:
    """The desk of this browser tab."""
    if _DESK not in st.session_state:
        st.session_state[_DESK] = Desk()
    desk: Desk = st.session_state[_DESK]
    return desk
