import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from promo_data.cohort.lists import DUPLICATE, CustomerList, Refusal
from promo_data.vocabulary import IdentifierKind

ONE, TWO = "917406400033", "917406400034"
MESSY = ["", ONE, "+91 7406 400033", "jane@example.com", TWO, "917406400033.0", "9.17E+11"]


def listed(cells: list[str | None], header: str | None = None) -> CustomerList:
    return CustomerList.of(IdentifierKind.MOBILE, pa.array(cells, pa.string()), header)


def test_customers_stand_once_each_in_the_order_of_their_first_rows() -> None:
    customers = listed([TWO, ONE, TWO, ONE])
    assert customers.identifiers.to_pylist() == [TWO, ONE]
    assert customers.rows.tolist() == [1, 2]
    assert (customers.duplicates.rows.tolist(), customers.duplicates.first_rows.tolist()) == ([3, 4], [1, 2])


def test_spellings_of_one_mobile_are_one_customer() -> None:
    customers = listed([*MESSY])
    assert customers.identifiers.to_pylist() == [ONE, TWO]
    assert customers.duplicates.rows.tolist() == [3, 6]


def test_what_is_refused_is_told_by_row_and_reason() -> None:
    refused = listed([*MESSY]).refused
    assert [(row, code) for row, code, _ in refused] == [
        (1, Refusal.BLANK),
        (4, Refusal.WRONG_KIND),
        (7, Refusal.SCIENTIFIC),
    ]
    assert refused.counts == dict.fromkeys((Refusal.BLANK, Refusal.WRONG_KIND, Refusal.SCIENTIFIC), 1)


def test_problems_are_the_first_ones_whatever_they_are() -> None:
    problems = listed([*MESSY]).problems(4)
    assert [(problem.row, problem.code) for problem in problems] == [
        (1, Refusal.BLANK),
        (3, DUPLICATE),
        (4, Refusal.WRONG_KIND),
        (6, DUPLICATE),
    ]
    assert problems[1].message == "The same customer as in row 2: asked once."


def test_problems_show_nobody() -> None:
    customers = listed([*MESSY])
    shown = f"{customers!r}{customers.problems(10)!r}"
    assert not any(secret in shown for secret in (ONE, "jane@example.com"))
    assert customers.problems(10)[2].text == "jane•••com"


def test_numbers_are_read_as_texts() -> None:
    customers = CustomerList.of(IdentifierKind.CUSTOMER_ID, pa.chunked_array([[1, 2], [2, None]]))
    assert customers.identifiers.to_pylist() == ["1", "2"]
    assert [code for _, code, _ in customers.refused] == [Refusal.BLANK]


def test_a_list_of_nobody_is_empty() -> None:
    customers = listed([])
    assert (len(customers), len(customers.refused), len(customers.duplicates)) == (0, 0, 0)


def test_a_row_that_repeats_the_header_is_none() -> None:
    customers = CustomerList.of(IdentifierKind.EXTERNAL_ID, pa.array(["code", "A1"]), "code")
    assert [(row, code) for row, code, _ in customers.refused] == [(1, Refusal.HEADER_AGAIN)]


@given(st.lists(st.sampled_from(["", ONE, TWO, "+" + ONE, "x", "9E+11", "7406400"]), max_size=40))
def test_every_row_is_asked_refused_or_a_duplicate(cells: list[str]) -> None:
    customers = listed([*cells])
    rows = [*customers.rows.tolist(), *customers.refused.rows.tolist(), *customers.duplicates.rows.tolist()]
    assert sorted(rows) == list(range(1, len(cells) + 1))
    assert len(set(customers.identifiers.to_pylist())) == len(customers)
