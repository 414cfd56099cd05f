from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from promo_data.cohort.lists import Refusal
from promo_data.cohort.lists.cells import FINE, judged
from promo_data.cohort.lists.refusals import REFUSALS, sentence
from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier, identified
from promo_data.vocabulary import IdentifierKind

DIGITS = st.text("0123456789+ ()-.", max_size=24)
MARKS = st.text("09+-.@eE'\"=/ aZé\u00a0\u200b", max_size=12)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = st.one_of(DIGITS, MARKS, ANY, st.emails(), st.dates().map(str), st.floats().map(str))


def asked(cells: Sequence[str | None], kind: IdentifierKind) -> list[str | None]:
    return list(judged(pa.array(cells, pa.string()), kind).values.to_pylist())


@given(st.lists(CELLS, min_size=1, max_size=20), st.sampled_from(IdentifierKind))
def test_what_is_accepted_can_be_asked_as_it_is(cells: list[str], kind: IdentifierKind) -> None:
    for value in asked(cells, kind):
        if value is not None:
            assert CustomerIdentifier(kind, value).value == value


@given(st.lists(CELLS, min_size=1, max_size=20), st.sampled_from(IdentifierKind))
def test_what_is_accepted_stays_the_same_when_it_is_read_again(cells: list[str], kind: IdentifierKind) -> None:
    once = [value for value in asked(cells, kind) if value is not None]
    assert asked(once, kind) == once


@given(st.lists(DIGITS | st.emails(), min_size=1, max_size=20), st.sampled_from(IdentifierKind))
def test_a_cell_without_marks_of_spreadsheets_is_spelled_as_if_it_was_typed(
    cells: list[str], kind: IdentifierKind
) -> None:
    for cell, value in zip(cells, asked(cells, kind), strict=True):
        if value is not None and not cell.strip().endswith(".0"):
            assert value == identified(cell, kind).value


@given(st.lists(st.text("0123456789", max_size=18), min_size=1, max_size=20))
def test_what_cannot_be_typed_as_a_mobile_is_not_read_as_one(cells: list[str]) -> None:
    for cell, value in zip(cells, asked(cells, IdentifierKind.MOBILE), strict=True):
        if value is None:
            with pytest.raises(InputError):
                identified(cell, IdentifierKind.MOBILE)


@given(st.lists(CELLS, max_size=20), st.sampled_from(IdentifierKind))
def test_each_cell_is_judged_by_itself(cells: list[str], kind: IdentifierKind) -> None:
    together = judged(pa.array(cells, pa.string()), kind)
    alone = [judged(pa.array([cell], pa.string()), kind) for cell in cells]
    assert together.codes.tolist() == [int(one.codes[0]) for one in alone]
    assert together.values.to_pylist() == [one.values[0].as_py() for one in alone]


@given(st.lists(CELLS, max_size=20), st.sampled_from(IdentifierKind))
def test_a_cell_has_either_an_identifier_or_a_reason(cells: list[str], kind: IdentifierKind) -> None:
    found = judged(pa.array(cells, pa.string()), kind)
    assert [value is not None for value in found.values.to_pylist()] == (found.codes == FINE).tolist()


def test_an_apostrophe_within_an_external_id_is_part_of_it() -> None:
    assert asked(["O'5", "'5"], IdentifierKind.EXTERNAL_ID) == ["O'5", "5"]


@pytest.mark.parametrize("kind", IdentifierKind)
@pytest.mark.parametrize("refusal", Refusal)
def test_each_reason_is_one_sentence(refusal: Refusal, kind: IdentifierKind) -> None:
    assert sentence(refusal, kind).endswith(".")
    assert REFUSALS.index(refusal) != FINE
