"""What is frozen of a look is all of it: the view that is made again is the same, cell by cell."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from promo_data.casebook.frozen import freeze, nameless_frozen, thaw
from promo_data.insight.changes import changes
from promo_data.insight.customer import CustomerView, customer_view, view_of
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import (
    CustomerRead,
    FilterCoverage,
    OrgCoverage,
    Problem,
    PromotionKey,
    SecondOpinion,
)
from promo_data.scope import Org
from promo_data.vocabulary import CoverageState, CustomerStatus, IdentifierKind
from tests.factories import AS_OF, Json, customer_read
from tests.property.test_frames import RECORDS

NAME = CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "CARD-JOHN-SMITH")
SAID = st.none() | st.text(max_size=8) | st.just(f"for {NAME.value}")
COVERAGE = st.builds(
    OrgCoverage,
    st.builds(Org, st.none() | st.integers(1, 3), st.text(max_size=5)),
    st.sampled_from(CoverageState),
    st.none() | st.integers(),
    SAID,
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.booleans(),
)
PROBLEMS = st.builds(Problem, st.text(max_size=5), SAID.map(str), st.booleans())
FILTERS = st.builds(
    FilterCoverage, st.just(Org(1, "A")), st.sampled_from(CustomerStatus), answered=st.booleans(), message=SAID
)
LISTED = st.dictionaries(st.sampled_from(CustomerStatus), st.booleans())


@st.composite
def reads(draw: st.DrawFn) -> CustomerRead:
    """Anything that a look-up may bring."""
    read = customer_read(*draw(st.lists(RECORDS, max_size=2, unique_by=lambda one: one["promotionId"])))
    listed: dict[PromotionKey, dict[CustomerStatus, bool]] = {row.key: draw(LISTED) for row in read.rows}
    opinion = SecondOpinion(tuple(draw(st.lists(FILTERS, max_size=2))), listed)
    return replace(
        read,
        coverage=tuple(draw(st.lists(COVERAGE, max_size=3))),
        problems=tuple(draw(st.lists(PROBLEMS, max_size=2))),
        mixed_units=draw(st.booleans()),
        second_opinion=draw(st.sampled_from([None, opinion])),
    )


VIEWS = st.builds(
    customer_view,
    reads(),
    now=st.sampled_from([AS_OF, AS_OF + timedelta(days=400)]),
    near_share=st.floats(0.1, 1),
    writable_orgs=st.lists(st.none() | st.integers(1, 3), max_size=2),
    zone=st.sampled_from([UTC, ZoneInfo("UTC")]),
)


def assert_same(one: CustomerView, other: CustomerView) -> None:
    for field in fields(CustomerView):
        value, again = getattr(one, field.name), getattr(other, field.name)
        if isinstance(value, pd.DataFrame):
            assert_frame_equal(value, again)
        elif field.name != "basis":
            assert value == again


@given(view=VIEWS)
def test_a_view_made_again_of_what_was_frozen_is_the_same(view: CustomerView) -> None:
    thawed = thaw(freeze(view.basis))

    assert_same(view, view_of(thawed))
    assert thawed.read == view.basis.read
    assert str(thawed.zone) == str(view.basis.zone)


@given(view=VIEWS)
def test_without_the_customers_name_only_the_words_that_held_it_differ(view: CustomerView) -> None:
    frozen = freeze(view.basis)

    nameless = nameless_frozen(frozen, NAME)

    assert nameless == frozen.replace(NAME.value.encode(), NAME.masked.encode())


@given(view=VIEWS)
def test_nothing_changed_between_a_look_and_itself(view: CustomerView) -> None:
    assert changes(view, view_of(thaw(freeze(view.basis)))).empty


@given(read=reads(), listed=st.lists(RECORDS, max_size=1))
def test_asking_the_filters_too_is_no_change(read: CustomerRead, listed: Sequence[Json]) -> None:
    """The filters may bring a promotion of their own."""
    extra = tuple(row for row in customer_read(*listed).rows if row.key not in {each.key for each in read.rows})
    everything = {row.key: {CustomerStatus.AVAILABLE_TO_ENROL: True} for row in (*read.rows, *extra)}
    opinion = SecondOpinion(
        (FilterCoverage(Org(1, "A"), CustomerStatus.AVAILABLE_TO_ENROL, answered=True),), everything
    )
    plain = view_at(replace(read, second_opinion=None))
    asked = view_at(replace(read, rows=(*read.rows, *extra), second_opinion=opinion))

    assert changes(plain, asked).empty
    assert changes(asked, plain).empty


@given(reads=st.tuples(reads(), reads()))
def test_each_change_is_told_once_and_differs(reads: tuple[CustomerRead, CustomerRead]) -> None:
    found = changes(*map(view_at, reads))

    seen = found.drop(columns=["before", "after"]).astype(str)
    assert not seen[found["what"] != "cap"].duplicated().any()
    for _, row in found[~found["what"].isin(["new", "gone"])].iterrows():
        assert row["before"] != row["after"]


def view_at(read: CustomerRead) -> CustomerView:
    return customer_view(read, now=AS_OF, near_share=0.8, writable_orgs=[1])
