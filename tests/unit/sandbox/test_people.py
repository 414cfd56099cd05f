"""Customers who are not as others: merged, many-named, marked, or no part of the loyalty programme."""

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.stories import STORIES
from tests.unit.sandbox.benefits import codes, org_of
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, Api, asked, named, rows, titled

MERGED = "Merged with another customer"
SURVIVOR = "Active with both brands"


def _named(title: str) -> dict[str, str | int]:
    """The query parameters for the customer of a story, also of one that is no demo."""
    number = next(number for number, story in enumerate(STORIES, start=1) if story.title == title)
    return {"identifierName": "id", "identifierValue": customer_id(number), "source": "INSTORE"}


def test_a_merged_customer_is_answered_for_by_the_survivor(api: Api, world: World) -> None:
    answer = api.get(LOOKUP, asked(titled(world, MERGED), limit=100)).json()
    survivors = api.get(LOOKUP, asked(titled(world, SURVIVOR), limit=100)).json()
    assert answer["warnings"] == [{"status": False, "code": 8069, "message": "Merged customer found"}]
    assert answer | {"warnings": []} == survivors


def test_the_merge_shows_by_any_of_the_old_names(api: Api, world: World) -> None:
    for identifier in world.customer(15).identifiers:
        params = {"identifierName": identifier.name, "identifierValue": identifier.value, "source": identifier.source}
        assert api.get(LOOKUP, params).json()["customerId"] == customer_id(5)
    assert api.get(LOOKUP, _named(MERGED)).json()["customerId"] == customer_id(5)


def test_several_customers_are_merged(api: Api) -> None:
    assert api.get(LOOKUP, _named("Merged too")).json()["customerId"] == customer_id(2)


def test_what_is_issued_to_a_merged_customer_is_the_survivors(api: Api, world: World) -> None:
    wanted = named(world, "Refer a friend")
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    assert api.post(ISSUE, body, asked(titled(world, MERGED))).json()["sideEffects"] != []
    assert world.ledger.effects[-1].customer_id == customer_id(5)


@pytest.mark.parametrize("source", ["INSTORE", "ECOMMERCE", "WEBSITE", "WECHAT", "LINE", "ALL"])
def test_one_customer_is_known_in_many_sources(api: Api, world: World, source: str) -> None:
    for identifier in ("mobile", "email", "externalid"):
        value = next(i.value for i in world.customer(14).identifiers if i.name == identifier)
        params = {"identifierName": identifier, "identifierValue": value, "source": source}
        assert api.get(LOOKUP, params).json()["customerId"] == customer_id(14)


@pytest.mark.parametrize(("title", "code"), [("Not registered for loyalty", 8089), ("Non-loyalty", 8121)])
def test_a_customer_without_loyalty_is_refused(api: Api, title: str, code: int) -> None:
    assert codes(api.get(LOOKUP, _named(title))) == {code}


def test_someone_marked_as_fraud_can_be_read(api: Api, world: World) -> None:
    assert rows(api.get(LOOKUP, asked(titled(world, "Marked as fraud")))) != {}


def test_nothing_is_issued_to_someone_marked_as_fraud(api: Api, world: World) -> None:
    wanted = named(world, "Refer a friend")
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    assert codes(api.post(ISSUE, body, asked(titled(world, "Marked as fraud")))) == {618}
    assert world.ledger.effects == []


def test_someone_marked_as_fraud_is_not_enrolled(api: Api, world: World) -> None:
    wanted = named(world, "Summit challenge")
    body = {
        "action": "ENROL",
        "promotion": {"id": wanted.hex_id, "promotionId": wanted.id},
        "customer": asked(titled(world, "Marked as fraud")),
        "programId": wanted.programme_id,
    }
    assert codes(api.post(ENROL, body, org=org_of(world, "Summit challenge"))) == {618}
