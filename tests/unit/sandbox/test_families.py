"""The second company: a parent with three children, its own credentials, its own customers' ids."""

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.organisations import BOOKSHOP, CINEMA, COFFEE, HOLDING, PARENT, Org
from tests.unit.sandbox.benefits import codes
from tests.unit.sandbox.calls import LIST, LOOKUP, Api, Json, other


@pytest.fixture
def shared(world: World) -> Customer:
    """Someone whom all orgs of the second company know."""
    everywhere = {HOLDING.id, BOOKSHOP.id, COFFEE.id, CINEMA.id}
    return next(c for c in map(world.customer, range(20, 61)) if everywhere <= c.org_ids)


def _asked(customer: Customer, name: str = "email") -> dict[str, str | int]:
    value = next(identifier.value for identifier in customer.identifiers if identifier.name == name)
    return {"identifierName": name, "identifierValue": value, "source": "ALL", "limit": 100}


def _read(api: Api, customer: Customer, org: Org, headers: dict[str, str] | None = None) -> Json:
    answer: Json = api.get(LOOKUP, _asked(customer), org=org, headers=headers).json()
    return answer


def test_a_world_always_has_both_companies(world: World) -> None:
    assert [[org.parent_id for org in family] for family in world.families] == [
        [None, PARENT.id, PARENT.id],
        [None, HOLDING.id, HOLDING.id, HOLDING.id],
    ]
    assert world.orgs == world.families[0]


def test_all_fails_over_three_children(api: Api, shared: Customer) -> None:
    answer = api.get(LOOKUP, _asked(shared), org=HOLDING, headers={"DATA-SCOPE": "ALL"})
    assert (answer.status_code, codes(answer)) == (400, {310141})


def test_all_works_for_a_child_of_three(api: Api, shared: Customer) -> None:
    rows = _read(api, shared, COFFEE, {"DATA-SCOPE": "ALL"})["promotions"]
    assert {row["orgId"] for row in rows} == {HOLDING.id, COFFEE.id}


@pytest.mark.parametrize("child", [BOOKSHOP, COFFEE, CINEMA])
def test_each_child_is_read_by_its_own_parent(api: Api, shared: Customer, child: Org) -> None:
    rows = _read(api, shared, HOLDING, other(child))["promotions"]
    assert {row["orgId"] for row in rows} == {child.id}


@pytest.mark.parametrize(("caller", "child"), [(PARENT, COFFEE), (HOLDING, PARENT)])
def test_no_org_reads_another_companys(api: Api, shared: Customer, caller: Org, child: Org) -> None:
    assert codes(api.get(LOOKUP, _asked(shared), org=caller, headers=other(child))) == {310144}


def test_the_companies_know_a_customer_by_different_ids(api: Api, shared: Customer) -> None:
    first, second = (_read(api, shared, org)["customerId"] for org in (PARENT, HOLDING))
    assert first != second
    by_id = {"identifierName": "id", "identifierValue": first, "source": "ALL"}
    assert codes(api.get(LOOKUP, by_id, org=HOLDING)) == {8015}


def test_the_truth_is_known_there_too(world: World, api: Api, shared: Customer) -> None:
    answer = _read(api, shared, HOLDING)
    truths = world.truth(answer["customerId"], HOLDING.id)
    assert [truth.promotion_id for truth in truths] == [row["promotionId"] for row in answer["promotions"]] != []


def test_each_company_lists_its_own_promotions(api: Api) -> None:
    content = api.get(LIST, {"size": 100}, org=CINEMA).json()["data"]["content"]
    assert {item["metadata"]["orgId"] for item in content} == {CINEMA.id}


def test_some_customers_are_of_the_first_company_only(world: World) -> None:
    known = [HOLDING.id in world.customer(number).org_ids for number in range(20, 61)]
    assert 10 < sum(known) < 31
