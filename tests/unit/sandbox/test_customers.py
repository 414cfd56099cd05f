import pytest
from hypothesis import given
from hypothesis import strategies as st

from promo_data.sandbox import World
from promo_data.sandbox.customers import Customer, account, make_customer, number_of
from promo_data.sandbox.organisations import GROCER, HOLDING, PARENT, families, programmes

_SEEDS = st.integers(0, 10_000)
_NUMBERS = st.integers(1, 1_000_000)


def _customers() -> list[Customer]:
    orgs = [org for family in families(2) for org in family]
    return [make_customer(1, number, orgs, programmes(orgs)) for number in range(10, 210)]


@given(_SEEDS, _NUMBERS)
def test_every_identifier_leads_back_to_its_customer(seed: int, number: int) -> None:
    assert {number_of(seed, identifier.name, identifier.value) for identifier in account(seed, number, "INSTORE")} == {
        number
    }


@given(_SEEDS, st.lists(_NUMBERS, min_size=2, max_size=2, unique=True))
def test_no_two_customers_share_an_identifier(seed: int, numbers: list[int]) -> None:
    first, second = (set(account(seed, number, "INSTORE")) for number in numbers)
    assert not first & second


@given(st.sampled_from(["mobile", "email", "externalid"]), st.text(max_size=40))
def test_any_text_is_an_identifier_of_someone_or_nobody(name: str, value: str) -> None:
    number = number_of(1, name, value)
    assert number is None or isinstance(number, int)


def test_an_external_id_begins_with_zeros() -> None:
    assert all(
        identifier.value.startswith("0000") and len(identifier.value) == 12
        for number in range(1, 200)
        for identifier in account(1, number, "INSTORE")
        if identifier.name == "externalid"
    )


def test_a_leading_zero_more_or_less_is_another_identifier(world: World) -> None:
    value = next(i.value for i in world.customer(5).identifiers if i.name == "externalid")
    assert world.find("externalid", value, "INSTORE") is not None
    assert world.find("externalid", value.lstrip("0"), "INSTORE") is None


def test_some_customers_are_known_in_some_orgs_only() -> None:
    customers = _customers()
    assert all(PARENT.id in customer.org_ids for customer in customers)
    assert 100 < sum(GROCER.id in customer.org_ids for customer in customers) < 190


def test_whoever_is_known_to_a_child_of_the_other_company_is_known_to_its_parent() -> None:
    elsewhere = [customer for customer in _customers() if any(org_id > HOLDING.id for org_id in customer.org_ids)]
    assert 50 < len(elsewhere) < 150
    assert all(HOLDING.id in customer.org_ids for customer in elsewhere)


@pytest.mark.parametrize("source", ["INSTORE", "ALL"])
def test_most_customers_have_an_account_in_the_shops_but_not_all(source: str) -> None:
    customers = _customers()
    found = sum(customer.answers_to("id", str(customer.id), source) for customer in customers)
    assert found == 200 if source == "ALL" else 150 < found < 200
