"""The one request that carries a wish out, or one for several wishes of a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from promo_data.actions.wish import Route, Undoing, Wish
from promo_data.errors import InputError
from promo_data.models.enrol import EnrolAction, EnrolBody, PromotionReference
from promo_data.models.issue import IssueBody
from promo_data.models.revoke import RevokeBody
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow, bulk_call
from promo_data.protocol.call import Call
from promo_data.protocol.enrol import enrol_call, enrol_customer
from promo_data.protocol.find_promotions import is_hex_id
from promo_data.protocol.issue import issue_call
from promo_data.protocol.revoke import revoke_body, revoke_call

Asked = IssueBody | EnrolBody | RevokeBody | BulkAsk

BULK: Mapping[Route, BulkKind] = {
    Route.V2_BULK_ENROL: BulkKind.ENROL,
    Route.V2_BULK_EARN: BulkKind.EARN,
    Route.V2_DIRECT_EARN: BulkKind.DIRECT_EARN,
    Route.V2_REVOKE_ENROL: BulkKind.REVOKE_ENROL,
    Route.V2_REVOKE_EARN: BulkKind.REVOKE_EARN,
    Route.V2_REVOKE_DIRECT_EARN: BulkKind.REVOKE_DIRECT_EARN,
}
"""The routes whose request has a row for each customer."""

_V3_ACTIONS: Mapping[Route, EnrolAction] = {
    Route.V3_ENROL: EnrolAction.ENROL,
    Route.V3_OPT_IN: EnrolAction.OPT_IN,
    Route.V3_ENROL_MILESTONES: EnrolAction.ENROL_MILESTONES,
}
_REVOKING = frozenset({Route.V2_REVOKE_ENROL, Route.V2_REVOKE_EARN, Route.V2_REVOKE_DIRECT_EARN, Route.V3_REVOKE})
_TO_BE_FOUND = "…"
_NEEDS_HEX = "This needs the promotion's id of 24 hex digits, which only the promotion list shows."


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, to compare the answer with, and the call that asks it."""

    asked: Asked
    call: Call


def request_of(wish: Wish, request_id: UUID, *, customer_id: int | None = None) -> Request:
    """The request that carries the wish out; ``request_id`` travels where the endpoint takes one.

    ``customer_id`` is the number by which the answer to a bulk request names the customer: without it such an answer
    proves nothing. Raises ``InputError`` for what the route does not take (a source, an account) and for an id that is
    missing.
    """
    if wish.lacks_hex:
        raise InputError(_NEEDS_HEX)
    return draft_of(wish, request_id, customer_id=customer_id)


def draft_of(wish: Wish, request_id: UUID, *, customer_id: int | None = None) -> Request:
    """The request as it can be shown before the promotion's id of 24 hex digits is found: "…" stands for that.

    Raises as ``request_of`` does.
    """
    _check(wish)
    if wish.route in BULK:
        return bulk_request([(wish, customer_id)])
    if wish.route is Route.V2_ISSUE:
        issue = IssueBody(program_id=wish.program_id, promotion_id=wish.promotion_id)
        return Request(issue, issue_call(wish.identifier, issue, account_id=wish.account_id))
    if wish.undo is not None:
        revoke = _revoke_body(wish, wish.undo, request_id)
        return Request(revoke, revoke_call(revoke))
    enrol = _enrol_body(wish, request_id)
    return Request(enrol, enrol_call(enrol))


def bulk_request(wishes: Sequence[tuple[Wish, int | None]]) -> Request:
    """One request with a row for each wish, all of one bulk route and promotion, with the customers' numbers.

    Raises as ``protocol.bulk.bulk_call`` does.
    """
    first = wishes[0][0]
    rows = tuple(BulkRow(w.identifier, number, None if w.undo is None else w.undo.vendor_id) for w, number in wishes)
    asked = BulkAsk(BULK[first.route], first.program_id, first.promotion_id, rows)
    return Request(asked, bulk_call(asked))


def _check(wish: Wish) -> None:
    if (wish.route in _REVOKING) != (wish.undo is not None):
        raise InputError("What is to be undone goes with a request that takes something back, and only with that.")
    if wish.account_id is not None and wish.route is not Route.V2_ISSUE:
        raise InputError("An account id is taken only when issuing by v2/promotion/issue.")
    if (wish.route is Route.V3_ENROL_MILESTONES) != (wish.milestone_rule is not None):
        raise InputError("A milestone's target rule id goes with enrolling in milestones, and only with that.")


def _revoke_body(wish: Wish, undo: Undoing, request_id: UUID) -> RevokeBody:
    return revoke_body(
        wish.identifier,
        request_id=str(request_id),
        program_id=wish.program_id,
        promotion_id=wish.promotion_id,
        enrolment_id=undo.vendor_id if undo.of_enrolment else None,
        opt_in_id=None if undo.of_enrolment else undo.vendor_id,
    )


def _enrol_body(wish: Wish, request_id: UUID) -> EnrolBody:
    return EnrolBody(
        request_id=str(request_id),
        action=_V3_ACTIONS[wish.route],
        promotion=PromotionReference(id=_checked_hex(wish), promotion_id=wish.promotion_id),
        customer=enrol_customer(wish.identifier, wish.milestone_rule),
        program_id=wish.program_id,
    )


def _checked_hex(wish: Wish) -> str:
    if wish.promotion_hex is None:
        return _TO_BE_FOUND
    if not is_hex_id(wish.promotion_hex):
        raise InputError(_NEEDS_HEX)
    return wish.promotion_hex
