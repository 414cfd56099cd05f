"""Narrowing a list of promotions, and the words of it in an address: pure."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.components.desk import PromotionKey
from pages.components.facets import Facet
from pages.components.narrowing import Filters, Order, Property, filters_of, narrowed, values_in
from pages.components.promotion_lines import PromotionLine, promotion_lines
from promo_data.insight.customer import customer_view
from promo_data.vocabulary import AllowanceState, CustomerStatus, Phase
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json


def line(**changes: object) -> PromotionLine:
    view = customer_view(customer_read(promotion_json()), now=AS_OF, near_share=0.8, writable_orgs=[OWN_ORG.id])
    (made,) = promotion_lines(view, {OWN_ORG.id: OWN_ORG.name}, AS_OF)
    return replace(made, **changes)  # type: ignore[arg-type]  # any field of the line


WEEKEND = line(key=PromotionKey(1, 10, 100), name="Weekend double", identifier="wknd", share_used=0.5, ends_at=AS_OF)
MILES = line(
    key=PromotionKey(2, 20, 200),
    name="travel MILES",
    identifier="trvl-7",
    given_type="NEW_TYPE",
    phase=Phase.ENDED,
    binding_state=AllowanceState.OVER,
    share_used=None,
    ends_at=AS_OF - timedelta(days=1),
    listed_as=frozenset([CustomerStatus.EXPIRED]),
)
BOTH = [WEEKEND, MILES]


@pytest.mark.parametrize("text", ["miles", "MILES travel", "trvl", "200", " 200  miles "])
def test_a_promotion_is_found_by_the_words_of_its_name_its_identifier_and_its_id(text: str) -> None:
    assert narrowed(BOTH, Filters(), text) == [MILES]


def test_every_word_has_to_be_there() -> None:
    assert narrowed(BOTH, Filters(), "travel weekend") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (Property.ORG, "2"),
        (Property.PROGRAMME, "20"),
        (Property.TYPE, "NEW_TYPE"),
        (Property.STATE, "ended"),
        (Property.LIMIT, "over"),
        (Property.LISTED_AS, "EXPIRED"),
    ],
)
def test_each_property_narrows_the_list(name: Property, value: str) -> None:
    assert narrowed(BOTH, Filters().with_values(name, [value])) == [MILES]


def test_values_of_one_property_add_up_and_properties_do_not() -> None:
    either = Filters().with_values(Property.ORG, ["1", "2"])
    assert narrowed(BOTH, either) == BOTH
    assert narrowed(BOTH, either.with_values(Property.STATE, ["ended"])) == [MILES]


def test_a_property_without_values_leaves_nothing_out() -> None:
    assert narrowed(BOTH, Filters().with_values(Property.LISTED_AS, [])) == BOTH


def test_the_own_org_without_an_id_can_be_chosen() -> None:
    own = line(key=PromotionKey(None, 1, 1))
    assert narrowed([own, WEEKEND], Filters().with_values(Property.ORG, ["own"])) == [own]


@pytest.mark.parametrize(
    ("order", "first"), [(Order.ENDS, MILES), (Order.USED, WEEKEND), (Order.NAME, MILES), (Order.URGENCY, WEEKEND)]
)
def test_the_list_can_be_ordered(order: Order, first: PromotionLine) -> None:
    assert narrowed(BOTH, Filters(order=order))[0] is first


def test_what_is_not_known_is_never_the_most_used() -> None:
    unused = line(share_used=0.0)
    assert narrowed([MILES, unused], Filters(order=Order.USED)) == [unused, MILES]


WORDS = st.lists(st.text(max_size=8), max_size=3, unique=True)
ANY_FILTERS = st.builds(
    Filters,
    facets=st.lists(st.sampled_from(Facet), unique=True).map(lambda some: tuple(f for f in Facet if f in some)),
    values=st.dictionaries(st.sampled_from(Property), WORDS.filter(bool).map(tuple)),
    order=st.sampled_from(Order),
)


@given(ANY_FILTERS)
def test_an_address_gives_back_the_filters_it_was_made_of(filters: Filters) -> None:
    assert filters_of(filters.parameters) == filters


def test_what_is_not_filtered_is_not_in_the_address() -> None:
    assert Filters().parameters == {}
    assert Filters().with_values(Property.ORG, []).parameters == {}


def test_words_in_an_address_that_are_not_ours_are_passed_over() -> None:
    assert filters_of({"show": ["nonsense", "near"], "order": ["sideways"], "mobile": ["1"]}) == Filters((Facet.NEAR,))


def test_the_values_of_a_list_are_those_that_any_of_its_promotions_has() -> None:
    found = values_in(BOTH)
    assert found[Property.ORG] == {"1", "2"}
    assert found[Property.LISTED_AS] == {"EXPIRED"}
    assert values_in([])[Property.ORG] == frozenset()
