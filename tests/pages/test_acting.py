"""An action on its way: by which request it goes, and how that names the customer."""

import pytest

from pages.components.acting import chosen, followed
from promo_data.actions import Route
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import Action, IdentifierKind, Source
from tests.pages.test_moved import INTENT

MOBILE = CustomerIdentifier(IdentifierKind.MOBILE, "18767431754")
CARD = CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "000003873354", Source.WEBSITE)
PROMOTION = {"org_id": 50404, "program_id": 469, "promotion_id": 65777}


@pytest.mark.parametrize(
    ("route", "missing"),
    [
        (Route.V2_ISSUE, {Source.WECHAT, Source.ALL}),
        (Route.V2_BULK_EARN, {Source.WECHAT, Source.ALL, Source.MOBILE_APP}),
        (Route.V3_OPT_IN, {Source.WECHAT, Source.ALL, Source.MOBILE_APP}),
    ],
)
def test_each_request_takes_its_own_sources(route: Route, missing: set[Source]) -> None:
    acting = chosen(Action.ISSUE, MOBILE, **PROMOTION)
    acting.go_by(route, 7)
    assert set(Source) - set(acting.sources) == missing


def test_a_request_that_knows_no_external_ids_names_the_customer_by_number() -> None:
    acting = chosen(Action.ISSUE, CARD, **PROMOTION)
    acting.go_by(Route.V2_BULK_EARN, 347297848)
    named = acting.wish.identifier
    assert (named.kind, named.value, named.source) == (IdentifierKind.CUSTOMER_ID, "347297848", Source.WEBSITE)


@pytest.mark.parametrize(("route", "customer_id"), [(Route.V2_ISSUE, 347297848), (Route.V2_BULK_EARN, None)])
def test_any_other_names_the_customer_as_they_were_looked_up(route: Route, customer_id: int | None) -> None:
    acting = chosen(Action.ENROL, CARD, **PROMOTION)
    acting.go_by(route, customer_id)
    assert acting.wish.identifier == CARD


def test_an_action_on_record_is_followed_and_not_sent_again() -> None:
    assert followed(INTENT, MOBILE).intent_id == INTENT.id
