import json
from dataclasses import replace
from uuid import UUID

import pytest

from promo_data.actions.requests import draft_of, request_of
from promo_data.actions.wish import Route, Undoing, Wish, effect_of, route_for
from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.bulk import BulkAsk, BulkKind, BulkRow
from promo_data.vocabulary import Action, Endpoint, IdentifierKind

REQUEST_ID = UUID("12345678-1234-4234-8234-123456789abc")
HEX = "68c3f64bbd0a8a0aa705c793"
WISH = Wish(CustomerIdentifier(IdentifierKind.MOBILE, "18767431754"), 50404, 469, 65777, Route.V2_ISSUE)
V3 = replace(WISH, route=Route.V3_ENROL, promotion_hex=HEX)
EARN = replace(WISH, route=Route.V2_BULK_EARN)
UNDO = Undoing(REQUEST_ID, Action.REVOKE_ISSUE, "764", of_enrolment=False)
MILESTONES = replace(V3, route=Route.V3_ENROL_MILESTONES, milestone_rule=151359)


@pytest.mark.parametrize(
    ("route", "promotion_type", "effect"),
    [
        (Route.V2_ISSUE, "LOYALTY_EARNING", Action.ENROL),
        (Route.V3_ENROL, "LOYALTY_EARNING", Action.ENROL),
        (Route.V2_ISSUE, "LOYALTY", Action.ISSUE),
        (Route.V3_ENROL, "LOYALTY", Action.ISSUE),
        (Route.V3_OPT_IN, "LOYALTY_EARNING", Action.OPT_IN),
        (Route.V3_OPT_IN, "LOYALTY", Action.OPT_IN),
        (Route.V3_ENROL_MILESTONES, "LOYALTY", Action.ENROL_MILESTONES),
        (Route.V2_ISSUE, "GENERIC", Action.ENROL),
        (Route.V2_ISSUE, "BRAND_NEW", Action.ENROL),
        (Route.V2_ISSUE, None, Action.ENROL),
        (Route.V2_BULK_ENROL, "LOYALTY_EARNING", Action.ENROL),
        (Route.V2_BULK_EARN, "LOYALTY_EARNING", Action.ISSUE),
        (Route.V2_BULK_EARN, "LOYALTY", Action.ISSUE),
        (Route.V2_DIRECT_EARN, "LOYALTY", Action.ISSUE),
        (Route.V2_REVOKE_ENROL, "LOYALTY_EARNING", Action.REVOKE_ENROL),
        (Route.V2_REVOKE_EARN, "LOYALTY_EARNING", Action.REVOKE_ISSUE),
        (Route.V2_REVOKE_DIRECT_EARN, "LOYALTY", Action.REVOKE_ISSUE),
    ],
)
def test_the_effect_follows_route_and_type(route: Route, promotion_type: str | None, effect: Action) -> None:
    assert effect_of(route, promotion_type) is effect


@pytest.mark.parametrize(
    ("action", "promotion_type", "route"),
    [
        (Action.ENROL, "LOYALTY_EARNING", Route.V2_ISSUE),
        (Action.ISSUE, "LOYALTY_EARNING", Route.V2_BULK_EARN),
        (Action.ISSUE, "LOYALTY", Route.V2_ISSUE),
        (Action.ISSUE, None, Route.V2_BULK_EARN),
        (Action.OPT_IN, "LOYALTY_EARNING", Route.V3_OPT_IN),
    ],
)
def test_the_route_of_an_action_has_that_effect(action: Action, promotion_type: str | None, route: Route) -> None:
    assert route_for(action, promotion_type) is route
    assert effect_of(route, promotion_type) is action


def test_issuing_goes_to_v2() -> None:
    request = request_of(WISH, REQUEST_ID)
    assert request.call.endpoint is Endpoint.ISSUE
    assert json.loads(request.call.body or b"") == {"programId": 469, "promotionId": 65777}


@pytest.mark.parametrize(
    ("wish", "action"),
    [(V3, "ENROL"), (replace(V3, route=Route.V3_OPT_IN), "OPT_IN"), (MILESTONES, "ENROL_MILESTONES")],
)
def test_v3_carries_the_intents_id_as_request_id(wish: Wish, action: str) -> None:
    body = json.loads(request_of(wish, REQUEST_ID).call.body or b"")
    assert (body["requestId"], body["action"]) == (str(REQUEST_ID), action)
    assert body["promotion"] == {"id": HEX, "promotionId": 65777}


@pytest.mark.parametrize(
    "wish",
    [
        replace(V3, promotion_hex="65777"),
        replace(V3, account_id="A1"),
        replace(V3, milestone_rule=151359),
        replace(MILESTONES, milestone_rule=None),
        replace(EARN, account_id="A1"),
        replace(EARN, milestone_rule=151359),
        replace(EARN, undo=UNDO),
        replace(EARN, route=Route.V2_REVOKE_EARN),
        replace(EARN, route=Route.V3_REVOKE),
        replace(EARN, identifier=CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "000123")),
    ],
)
def test_what_the_route_does_not_take_is_refused_before_anything_is_sent(wish: Wish) -> None:
    with pytest.raises(InputError):
        draft_of(wish, REQUEST_ID)


def test_a_bulk_route_sends_one_row_that_expects_the_customer_who_was_read() -> None:
    request = request_of(EARN, REQUEST_ID, customer_id=388369579)
    assert request.call.path == "/v2/promotion/bulk/enrolAndEarn"
    assert request.asked == BulkAsk(BulkKind.EARN, 469, 65777, (BulkRow(WISH.identifier, 388369579),))


@pytest.mark.parametrize("route", [Route.V2_REVOKE_EARN, Route.V2_REVOKE_DIRECT_EARN])
def test_v2_takes_an_issue_back_by_its_id(route: Route) -> None:
    body = json.loads(request_of(replace(WISH, route=route, undo=UNDO), REQUEST_ID).call.body or b"")
    assert body["customers"][0]["earnIds"] == [764]


def test_v3_takes_an_opt_in_back_with_the_intents_id_as_request_id() -> None:
    wish = replace(WISH, route=Route.V3_REVOKE, undo=UNDO)
    assert not wish.lacks_hex
    assert wish.undoes == REQUEST_ID
    body = json.loads(request_of(wish, REQUEST_ID).call.body or b"")
    assert (body["requestId"], body["customers"][0]["optInIds"]) == (str(REQUEST_ID), [764])


def test_v3_takes_an_enrolment_back_by_its_own_id() -> None:
    undo = replace(UNDO, effect=Action.REVOKE_ENROL, of_enrolment=True)
    body = json.loads(request_of(replace(WISH, route=Route.V3_REVOKE, undo=undo), REQUEST_ID).call.body or b"")
    assert (body["action"], body["customers"][0]["enrollmentIds"]) == ("REVOKE_ENROLL", [764])


def test_an_id_that_is_still_to_be_found_cannot_be_sent() -> None:
    wish = replace(V3, promotion_hex=None)
    assert wish.lacks_hex
    with pytest.raises(InputError, match="24 hex digits"):
        request_of(wish, REQUEST_ID)


def test_an_id_that_is_still_to_be_found_is_shown_as_dots() -> None:
    body = json.loads(draft_of(replace(V3, promotion_hex=None), REQUEST_ID).call.body or b"")
    assert body["promotion"] == {"id": "…", "promotionId": 65777}


def test_a_draft_of_a_whole_wish_is_what_will_be_sent() -> None:
    assert draft_of(V3, REQUEST_ID) == request_of(V3, REQUEST_ID)


def test_issuing_lacks_no_id() -> None:
    assert not WISH.lacks_hex


def test_neither_identifier_nor_account_shows() -> None:
    shown = repr(replace(WISH, account_id="account-77"))
    assert "18767431754" not in shown
    assert "account-77" not in shown
