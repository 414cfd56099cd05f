"""How long the casebook keeps what, and what a person can have removed at once."""

import pytest

from promo_data.casebook import Casebook, forget_customers, forget_looks
from promo_data.store.tables import CASES, LOOKS, REFERENCES
from tests.unit.casebook.books import EMAIL, MOBILE, Book, look

TABLES = (REFERENCES, LOOKS, CASES)


def fill(casebook: Casebook) -> tuple[str, str]:
    """A reference, a look and a case; the references of the first and the last."""
    casebook.keep_look(MOBILE, look())
    return casebook.reference(MOBILE), casebook.open_case(MOBILE, look(), None)


def sizes(book: Book) -> list[int]:
    return [len(book.rows(table)) for table in TABLES]


@pytest.mark.parametrize(("days", "left"), [(6.9, [1, 1, 1]), (7.1, [0, 0, 0])])
def test_what_is_older_than_the_setting_is_removed_at_opening(book: Book, days: float, left: list[int]) -> None:
    fill(book.open())
    book.later(days=days)
    book.open(keep_days=7)
    assert sizes(book) == left


def test_it_is_removed_within_an_hour_of_use(book: Book) -> None:
    casebook = book.open(keep_days=7)
    fill(casebook)
    book.later(days=7.1)
    casebook.referred("A" * 22)
    assert sizes(book) == [0, 0, 0]


def test_it_is_not_looked_for_more_than_once_an_hour(book: Book) -> None:
    casebook = book.open(keep_days=7)
    fill(casebook)
    book.later(days=6.99)
    casebook.referred("A" * 22)
    book.later(minutes=50)
    casebook.referred("A" * 22)
    assert sizes(book) == [1, 1, 1]


def test_a_reference_that_is_used_stays(book: Book) -> None:
    casebook = book.open(keep_days=7)
    reference, _ = fill(casebook)
    for _ in range(3):
        book.later(days=5)
        assert casebook.referred(reference) == MOBILE
    assert sizes(book) == [1, 0, 0]


def test_looking_a_customer_up_uses_the_reference_too(book: Book) -> None:
    casebook = book.open(keep_days=7)
    reference, _ = fill(casebook)
    for _ in range(3):
        book.later(days=5)
        assert casebook.reference(MOBILE) == reference


def test_customers_are_forgotten_and_cases_stay(book: Book) -> None:
    casebook = book.open()
    reference, case = fill(casebook)
    forget_customers(book.engine())
    assert (casebook.referred(reference), casebook.earlier_look(MOBILE, look(1))) == (None, None)
    assert casebook.case(case).customer_masked == MOBILE.masked


def test_looks_alone_can_be_forgotten(book: Book) -> None:
    casebook = book.open()
    reference, _ = fill(casebook)
    casebook.keep_look(EMAIL, look())
    forget_looks(book.engine())
    assert (casebook.referred(reference), sizes(book)) == (MOBILE, [1, 0, 1])
