"""Nothing of the casebook on disk names a customer or says what they have, not even where it was deleted."""

import re

import pytest

from promo_data.casebook import forget_customers
from promo_data.models.customer import CustomerIdentifier
from promo_data.store.tables import LOOKS, REFERENCES
from tests.stores import everything_written
from tests.unit.casebook.books import NAMES, Book, look

TOLD = (b"Award50", b"347297848", b"promotionId", b"NUMBER_OF_TIMES")


def fill(book: Book, identifier: CustomerIdentifier) -> None:
    casebook = book.open()
    casebook.reference(identifier)
    casebook.open_case(identifier, look(), None)
    for hour in range(4):
        casebook.keep_look(identifier, look(hour))


def is_in(content: bytes, text: bytes) -> bool:
    """In the bytes, or in the bytes as a server's rows are printed."""
    return re.search(re.escape(text), content, re.IGNORECASE) is not None


@pytest.mark.parametrize("identifier", NAMES, ids=lambda one: one.kind.value)
def test_no_byte_on_disk_names_the_customer(book: Book, identifier: CustomerIdentifier) -> None:
    fill(book, identifier)
    written = everything_written(book.folder)
    assert len(written) > 1_000
    assert not any(is_in(written, text) for text in (identifier.value.encode(), identifier.masked.encode(), *TOLD))


def test_what_is_no_longer_kept_is_overwritten(book: Book) -> None:
    fill(book, NAMES[0])
    sealed = [row["sealed"] for table in (REFERENCES, LOOKS) for row in book.rows(table)]
    forget_customers(book.engine())
    written = everything_written(book.folder)
    assert len(sealed) == 3
    assert not any(one[12:60] in written for one in sealed)
