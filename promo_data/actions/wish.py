"""What a person wants done for one customer and promotion, and what it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import Action, PromotionType


class Route(StrEnum):
    """By which of the vendor's requests a wish is carried out."""

    V2_ISSUE = "v2_issue"
    V2_BULK_ENROL = "v2_bulk_enrol"
    V2_BULK_EARN = "v2_bulk_earn"
    V2_DIRECT_EARN = "v2_direct_earn"
    V2_REVOKE_ENROL = "v2_revoke_enrol"
    V2_REVOKE_EARN = "v2_revoke_earn"
    V2_REVOKE_DIRECT_EARN = "v2_revoke_direct_earn"
    V3_ENROL = "v3_enrol"
    V3_OPT_IN = "v3_opt_in"
    V3_ENROL_MILESTONES = "v3_enrol_milestones"
    V3_REVOKE = "v3_revoke"


NEEDING_HEX = frozenset({Route.V3_ENROL, Route.V3_OPT_IN, Route.V3_ENROL_MILESTONES})
"""Routes that name a promotion by its 24 hex digits too (002)."""

_EFFECTS: Mapping[Route, Action] = {
    Route.V2_BULK_EARN: Action.ISSUE,
    Route.V2_DIRECT_EARN: Action.ISSUE,
    Route.V2_REVOKE_ENROL: Action.REVOKE_ENROL,
    Route.V2_REVOKE_EARN: Action.REVOKE_ISSUE,
    Route.V2_REVOKE_DIRECT_EARN: Action.REVOKE_ISSUE,
    Route.V3_OPT_IN: Action.OPT_IN,
    Route.V3_ENROL_MILESTONES: Action.ENROL_MILESTONES,
    Route.V3_REVOKE: Action.REVOKE_ENROL,
}
_BY_TYPE = frozenset({Route.V2_ISSUE, Route.V3_ENROL})


@dataclass(frozen=True, slots=True)
class Undoing:
    """What is taken back: an action on record, by the vendor's id of what it did.

    ``of_enrolment`` says whether that id names an enrolment, or else an issue or opt-in. ``effect`` is that of taking
    it back, ``REVOKE_…``. ``is_told``: the vendor's answer had that id; else it was found by reading, and may be of
    what another channel did.
    """

    intent_id: UUID
    effect: Action
    vendor_id: str
    of_enrolment: bool
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """One action for one customer and promotion; ``org_id`` is ``None`` for an own org whose number is not configured.

    ``promotion_hex`` goes with every route ``NEEDING_HEX``; ``None`` there means that it is still to be found by the
    promotion's name. ``milestone_rule`` is needed by ``V3_ENROL_MILESTONES``, ``undo`` by every route that revokes
    (``undo_wish`` makes such a wish); ``account_id`` is for ``V2_ISSUE`` and sources with several accounts (api-facts
    §3.2). ``seen_at`` is when the customer was read for the preview that was confirmed: what was done since then nobody
    had seen.
    """

    identifier: CustomerIdentifier
    org_id: int | None
    program_id: int
    promotion_id: int
    route: Route
    account_id: str | None = field(default=None, repr=False)
    promotion_hex: str | None = None
    milestone_rule: int | None = None
    undo: Undoing | None = None
    seen_at: datetime | None = None

    @property
    def lacks_hex(self) -> bool:
        """Whether the promotion's id of 24 hex digits has to be found before this can be sent."""
        return self.route in NEEDING_HEX and self.promotion_hex is None

    @property
    def undoes(self) -> UUID | None:
        """The action on record that this takes back."""
        return None if self.undo is None else self.undo.intent_id


def effect_of(route: Route, promotion_type: str | None) -> Action:
    """What a route does to a promotion of that type: issuing and enrolling follow the type (api-facts §4.1).

    A type without an effect (GENERIC) or an unknown one counts as enrolling: availability then refuses or doubts it.
    What ``V3_REVOKE`` does depends on what it takes back: a wish with an ``undo`` says it there.
    """
    if route in _BY_TYPE and promotion_type == PromotionType.LOYALTY:
        return Action.ISSUE
    return _EFFECTS.get(route, Action.ENROL)


def route_for(action: Action, promotion_type: str | None) -> Route:
    """How a person's ``action`` is carried out for one customer and a promotion of that type (design §6).

    An enrol & issue promotion is issued by the bulk request with one row: the single one would enrol again.
    """
    if action is Action.OPT_IN:
        return Route.V3_OPT_IN
    issues_to_enrolled = action is Action.ISSUE and promotion_type != PromotionType.LOYALTY
    return Route.V2_BULK_EARN if issues_to_enrolled else Route.V2_ISSUE
