"""What a person wants done, and the one request that does it."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.enrol import EnrolAction, EnrolBody, PromotionReference
from promo_data.models.issue import IssueBody
from promo_data.protocol.call import Call
from promo_data.protocol.enrol import enrol_call, enrol_customer
from promo_data.protocol.find_promotions import is_hex_id
from promo_data.protocol.issue import issue_call
from promo_data.vocabulary import Action, PromotionType


class Route(StrEnum):
    """By which of the vendor's requests a wish is carried out."""

    V2_ISSUE = "v2_issue"
    V3_ENROL = "v3_enrol"
    V3_OPT_IN = "v3_opt_in"
    V3_ENROL_MILESTONES = "v3_enrol_milestones"


_V3_ACTIONS = {
    Route.V3_ENROL: EnrolAction.ENROL,
    Route.V3_OPT_IN: EnrolAction.OPT_IN,
    Route.V3_ENROL_MILESTONES: EnrolAction.ENROL_MILESTONES,
}
_TO_BE_FOUND = "…"
_NEEDS_HEX = "This needs the promotion's id of 24 hex digits, which only the promotion list shows."
_BY_TYPE = frozenset({Route.V2_ISSUE, Route.V3_ENROL})


@dataclass(frozen=True, slots=True)
class Wish:
    """One action for one customer and promotion; ``org_id`` is ``None`` for an own org whose number is not configured.

    ``promotion_hex`` goes with every v3 route; ``None`` there means that it is still to be found by the promotion's
    name. ``milestone_rule`` is needed by ``V3_ENROL_MILESTONES``; ``account_id`` is for ``V2_ISSUE`` and sources with
    several accounts (api-facts §3.2).
    """

    identifier: CustomerIdentifier
    org_id: int | None
    program_id: int
    promotion_id: int
    route: Route
    account_id: str | None = field(default=None, repr=False)
    promotion_hex: str | None = None
    milestone_rule: int | None = None

    @property
    def lacks_hex(self) -> bool:
        """Whether the promotion's id of 24 hex digits has to be found before this can be sent."""
        return self.route in _V3_ACTIONS and self.promotion_hex is None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, to compare the answer with, and the call that asks it."""

    asked: IssueBody | EnrolBody
    call: Call


def effect_of(route: Route, promotion_type: str | None) -> Action:
    """What a route does to a promotion of that type: issuing and enrolling follow the type (api-facts §4.1).

    A type without an effect (GENERIC) or an unknown one counts as enrolling: availability then refuses or doubts it.
    """
    if route is Route.V3_OPT_IN:
        return Action.OPT_IN
    return Action.ISSUE if route in _BY_TYPE and promotion_type == PromotionType.LOYALTY else Action.ENROL


def request_of(wish: Wish, request_id: UUID) -> Request:
    """The request that carries the wish out; ``request_id`` travels where the endpoint takes one.

    Raises ``InputError`` for what the route does not take (a source, an account) and for an id that is missing.
    """
    if wish.lacks_hex:
        raise InputError(_NEEDS_HEX)
    return draft_of(wish, request_id)


def draft_of(wish: Wish, request_id: UUID) -> Request:
    """The request as it can be shown before the promotion's id of 24 hex digits is found: "…" stands for that.

    Raises as ``request_of`` does.
    """
    if wish.route is Route.V2_ISSUE:
        issue = IssueBody(program_id=wish.program_id, promotion_id=wish.promotion_id)
        return Request(issue, issue_call(wish.identifier, issue, account_id=wish.account_id))
    enrol = _enrol_body(wish, request_id)
    return Request(enrol, enrol_call(enrol))


def _enrol_body(wish: Wish, request_id: UUID) -> EnrolBody:
    if wish.account_id is not None:
        raise InputError("An account id is taken only when issuing.")
    return EnrolBody(
        request_id=str(request_id),
        action=_V3_ACTIONS[wish.route],
        promotion=PromotionReference(id=_checked_hex(wish), promotion_id=wish.promotion_id),
        customer=enrol_customer(wish.identifier, _checked_rule(wish)),
        program_id=wish.program_id,
    )


def _checked_hex(wish: Wish) -> str:
    if wish.promotion_hex is None:
        return _TO_BE_FOUND
    if not is_hex_id(wish.promotion_hex):
        raise InputError(_NEEDS_HEX)
    return wish.promotion_hex


def _checked_rule(wish: Wish) -> int | None:
    if (wish.route is Route.V3_ENROL_MILESTONES) != (wish.milestone_rule is not None):
        raise InputError("A milestone's target rule id goes with enrolling in milestones, and only with that.")
    return wish.milestone_rule
