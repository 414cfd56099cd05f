"""What a snapshot is narrowed to, in the page's address and back."""

from hypothesis import given
from hypothesis import strategies as st

from pages.components.cohort.narrowing import NOT_GIVEN, Narrowing, Property, View, narrowing_of
from pages.components.cohort.promotions import key_spelled, spelled
from pages.components.desk import PromotionKey
from promo_data.insight.cohort.asked import ACTIONS, STATES, VERDICTS
from promo_data.vocabulary import AllowanceState

NUMBERS = st.integers(0, 10**17).map(str)
WORDS = st.text(min_size=1, max_size=20)
OF_PROPERTY = {Property.ORG: NUMBERS | st.just(NOT_GIVEN), Property.PROGRAMME: NUMBERS}
NARROWINGS = st.builds(
    Narrowing,
    st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(OF_PROPERTY.get(name, WORDS), min_size=1, max_size=3, unique=True).map(tuple)
            for name in Property
        },
    ),
    st.sets(st.sampled_from(STATES)).map(lambda chosen: tuple(state for state in STATES if state in chosen)),
    st.sampled_from(View),
    st.integers(1, 3650),
    st.sampled_from(ACTIONS),
    st.sampled_from(VERDICTS),
)


@given(NARROWINGS)
def test_what_an_address_was_given_comes_back(narrowing: Narrowing) -> None:
    assert narrowing_of(narrowing.parameters) == narrowing


@given(
    st.dictionaries(
        st.sampled_from(["org", "programme", "state", "view", "days", "action", "verdict"]), st.lists(WORDS)
    )
)
def test_any_address_is_some_narrowing(parameters: dict[str, list[str]]) -> None:
    assert narrowing_of(parameters).filters is not None


def test_nothing_narrowed_is_nothing_in_the_address() -> None:
    assert Narrowing().parameters == {}


def test_what_the_vendor_did_not_give_is_asked_for_as_absent() -> None:
    filters = narrowing_of({"org": ["50405", NOT_GIVEN], "event": [NOT_GIVEN], "state": ["near"]}).filters
    assert filters.orgs == frozenset({50405, None})
    assert filters.events == frozenset({None})
    assert filters.states == frozenset({AllowanceState.NEAR})


@given(st.builds(PromotionKey, st.none() | st.integers(1, 2**62), st.integers(0, 2**62), st.integers(0, 2**62)))
def test_a_promotion_comes_back_from_the_browser(key: PromotionKey) -> None:
    assert key_spelled(spelled(key)) == key
