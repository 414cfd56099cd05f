"""One action on its way: chosen, confirmed, sent. Its outcome is in the journal, not here."""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from promo_data.actions import Intent, Preview, Route, Wish, route_for
from promo_data.actions.wish import NEEDING_HEX
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import ENROL_SOURCES, ISSUE_SOURCES, Action, IdentifierKind, Source


@dataclass(slots=True)
class Acting:
    """An action that was chosen; ``token`` is good for one send, ``intent_id`` is there once it was sent.

    ``failure`` is a sentence where it could not even be recorded, ``note`` one where reading it back told nothing;
    ``is_told`` whether the page was read anew since it ended.
    """

    action: Action
    wish: Wish
    token: str = field(default_factory=lambda: uuid4().hex)
    preview: Preview | None = None
    intent_id: UUID | None = None
    failure: str = ""
    note: str = ""
    is_told: bool = False

    @property
    def sources(self) -> list[Source]:
        """The sources the vendor takes for this request (000 and 002, query parameters).

        For bulk requests no list is given: these are the sources that both single ones take.
        """
        taken = ISSUE_SOURCES if self.wish.route is Route.V2_ISSUE else ENROL_SOURCES
        return [source for source in Source if source in taken]

    @property
    def needs_source(self) -> bool:
        """Whether the source of the look-up cannot be written with (design §6)."""
        return self.wish.identifier.source not in self.sources

    @property
    def can_name_hex(self) -> bool:
        """Whether it goes by the promotion's id of 24 hex digits, which is found by its name where nobody gives it."""
        return self.wish.route in NEEDING_HEX

    def go_by(self, route: Route, customer_id: int | None) -> None:
        """Carry it out by that request; one that knows no external ids names the customer by the vendor's number."""
        identifier, is_bulk = self.wish.identifier, route is Route.V2_BULK_EARN
        if is_bulk and identifier.kind is IdentifierKind.EXTERNAL_ID and customer_id is not None:
            identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(customer_id), identifier.source)
        self.wish, self.preview = replace(self.wish, route=route, identifier=identifier), None

    def write_with(self, source: Source) -> None:
        """Name the customer by another source; what was previewed no longer holds."""
        self.wish = replace(self.wish, identifier=replace(self.wish.identifier, source=source))
        self.preview = None

    def name_promotion(self, promotion_hex: str | None) -> None:
        """Give the promotion's id of 24 hex digits, or none; what was previewed with another no longer holds."""
        if (promotion_hex or None) != self.wish.promotion_hex:
            self.wish = replace(self.wish, promotion_hex=promotion_hex or None)
            self.preview = None


def chosen(
    action: Action, identifier: CustomerIdentifier, *, org_id: int | None, program_id: int, promotion_id: int
) -> Acting:
    """An action just chosen, nothing of it confirmed."""
    return Acting(action, Wish(identifier, org_id, program_id, promotion_id, route_for(action, None)))


def followed(intent: Intent, identifier: CustomerIdentifier) -> Acting:
    """An action on record whose end is not known, taken up again to be followed: it is not sent once more."""
    wish = Wish(identifier, intent.org_id, intent.program_id, intent.promotion_id, intent.route)
    return Acting(intent.effect or Action.ENROL, wish, intent_id=intent.id)
