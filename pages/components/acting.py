"""One action on its way: chosen, confirmed, sent. Its outcome is in the journal, not here."""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from promo_data.actions import Preview, Route, Wish
from promo_data.actions.wish import NEEDING_HEX
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import ENROL_SOURCES, ISSUE_SOURCES, Action, Source

_ROUTES = {Action.ENROL: Route.V2_ISSUE, Action.ISSUE: Route.V2_ISSUE, Action.OPT_IN: Route.V3_OPT_IN}
_SOURCES = {Route.V2_ISSUE: ISSUE_SOURCES, Route.V3_OPT_IN: ENROL_SOURCES}


@dataclass(slots=True)
class Acting:
    """An action that was chosen; ``token`` is good for one send, ``intent_id`` is there once it was sent.

    ``failure`` is a sentence where it could not even be recorded, ``is_told`` whether the page was read anew since it
    ended.
    """

    action: Action
    wish: Wish
    token: str = field(default_factory=lambda: uuid4().hex)
    preview: Preview | None = None
    intent_id: UUID | None = None
    failure: str = ""
    is_told: bool = False

    @property
    def sources(self) -> list[Source]:
        """The sources the vendor takes for this action (000 and 002, query parameters)."""
        return [source for source in Source if source in _SOURCES[self.wish.route]]

    @property
    def needs_source(self) -> bool:
        """Whether the source of the look-up cannot be written with (design §6)."""
        return self.wish.identifier.source not in self.sources

    @property
    def can_name_hex(self) -> bool:
        """Whether it goes by the promotion's id of 24 hex digits, which is found by its name where nobody gives it."""
        return self.wish.route in NEEDING_HEX

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
    return Acting(action, Wish(identifier, org_id, program_id, promotion_id, _ROUTES[action]))
