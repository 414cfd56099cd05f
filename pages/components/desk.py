"""What one browser tab is working on: held by the server, never in an address or a shared cache."""

from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from pages.components.acting import Acting, chosen
from pages.components.browser_steps import Place
from pages.components.looked_up import NotTold, Reading, Scope
from promo_data.insight.customer import CustomerView
from promo_data.models.benefits import BenefitSummary
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import Action

_DESK = "desk"
_MOST_RECENT = 4


class PromotionKey(NamedTuple):
    """Names one promotion among those of a customer; the own org's id may not be known."""

    org_id: int | None
    program_id: int
    promotion_id: int


@dataclass(slots=True)
class Desk:
    """The customer looked up, what was read of them, which promotion is open in the drawer, and what is being done.

    ``just_asked`` holds until the customer's page is shown; ``turn`` counts customers. ``reference`` is what this one
    is called in the page's address, once that is known: ``link_is_due`` while the address still names another,
    ``was_away`` after another page was shown. ``revealed``: the identifier is shown in full. ``earlier`` has the look
    kept before this customer came on the desk, for each scope that was read.

    ``second_opinion``: the vendor's own filters are asked too, whenever this customer is read. ``acting`` has one
    action a promotion of this customer, kept when the drawer closes; ``benefits`` what they got from a promotion as of
    this reading, ``None`` where that is still to be asked. ``place`` is where one goes on in the drawer, ``moves``
    counts how often that changed.
    """

    asked: CustomerIdentifier | None = None
    just_asked: bool = False
    turn: int = 0
    reference: str | None = None
    link_is_due: bool = False
    was_away: bool = False
    revealed: bool = False
    earlier: dict[Scope, CustomerView | None] = field(default_factory=dict)
    reading: Reading | None = None
    read_again: bool = False
    second_opinion: bool = False
    opened: PromotionKey | None = None
    recent: list[CustomerIdentifier] = field(default_factory=list)
    acting: dict[PromotionKey, Acting] = field(default_factory=dict)
    benefits: dict[PromotionKey, BenefitSummary | NotTold | None] = field(default_factory=dict)
    place: Place = Place.ANSWERS
    moves: int = 0

    def look_up(self, identifier: CustomerIdentifier, reference: str | None = None) -> None:
        """Take up a customer; what was open of another is put away. ``reference``: how the address names this one."""
        if identifier != self.asked:
            self.put_away()
            self.link_is_due, self.reference = reference is None, reference
        self.asked, self.opened, self.just_asked = identifier, None, True
        self.recent = [identifier, *(known for known in self.recent if known != identifier)][:_MOST_RECENT]

    def put_away(self) -> None:
        """Leave no customer on the desk; actions that were sent are in the journal."""
        self.asked, self.reading, self.opened = None, None, None
        self.reference, self.link_is_due = None, False
        self.acting, self.earlier, self.second_opinion, self.revealed = {}, {}, False, False
        self.turn += 1

    def reveal(self) -> None:
        """Show the identifier in full, or masked again."""
        self.revealed = not self.revealed

    def open(self, key: PromotionKey) -> None:
        """Show a promotion in the drawer."""
        self.opened = key
        self.go_on(Place.ANSWERS)

    def go_on(self, place: Place) -> None:
        """Have the keyboard's focus go there next."""
        self.place, self.moves = place, self.moves + 1

    def close(self) -> None:
        """Close the drawer; an action whose end was told there is put away, any other stays."""
        if self.opened in self.acting and self.acting[self.opened].is_told:
            self.drop(self.opened)
        self.opened = None

    def ask_again(self) -> None:
        """Have the customer read anew, past the cache."""
        self.read_again = True

    def ask_second_opinion(self) -> None:
        """Have the vendor's own filters asked too, for as long as this customer is on the desk."""
        self.second_opinion = True
        self.go_on(Place.OPINION)

    def want_benefits(self, key: PromotionKey) -> None:
        """Have the vendor asked what the customer got from that promotion."""
        self.benefits[key] = None
        self.go_on(Place.BENEFITS)

    def hold(self, reading: Reading) -> None:
        """Take what was read; benefits told beside an older reading are put away with it."""
        self.reading, self.benefits = reading, {}

    def choose(self, key: PromotionKey, action: Action) -> None:
        """Begin an action with that promotion: it is to be confirmed next."""
        if self.asked is not None:
            self.acting[key] = chosen(action, self.asked, **key._asdict())
            self.go_on(Place.CONFIRMATION)

    def drop(self, key: PromotionKey) -> None:
        """Put an action away: one that was not sent is not sent, one that was is in the journal."""
        self.acting.pop(key, None)
        self.go_on(Place.ANSWERS)

    def needs_reading(self, scope: Scope) -> bool:
        """Whether what is held answers what was asked."""
        held, wanted = self.reading, (self.asked, scope, self.second_opinion)
        return self.read_again or held is None or (held.identifier, held.scope, held.second_opinion) != wanted


def current_desk() -> Desk:
    """The desk of this browser tab."""
    if _DESK not in st.session_state:
        st.session_state[_DESK] = Desk()
    desk: Desk = st.session_state[_DESK]
    return desk
