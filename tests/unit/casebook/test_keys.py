"""The casebook's key is the audit's, and never a new one where that was used."""

from pathlib import Path

import pytest

from promo_data.audit import Audit, Entry, Event
from promo_data.audit.key import FILE_NAME
from promo_data.casebook import root_key
from promo_data.casebook.keys import derived
from promo_data.errors import StoreError
from promo_data.store import writing
from tests.factories import AS_OF
from tests.unit.casebook.books import MOBILE, Book, look


def audited(book: Book) -> Audit:
    """An audit with rows."""
    engine = book.engine()
    audit = Audit(engine, book.folder, clock=lambda: AS_OF)
    with writing(engine) as connection:
        audit.require(connection, backend="b", person="kim")
        audit.append(connection, Entry(Event.RECOVERED, "b", "kim"))
    audit.keep_head(now=True)
    return audit


def test_a_key_is_made_where_none_was_used(book: Book) -> None:
    key = root_key(book.engine(), book.folder, None)
    assert key == root_key(book.engine(), book.folder, None)
    assert (book.folder / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_the_audit_goes_on_with_the_key_that_the_casebook_made(book: Book) -> None:
    casebook = book.open()
    reference = casebook.reference(MOBILE)
    audited(book)
    assert book.open().referred(reference) == MOBILE


def test_the_casebook_takes_the_key_that_the_audit_made(book: Book) -> None:
    audited(book)
    assert root_key(book.engine(), book.folder, None) == (book.folder / FILE_NAME).read_bytes()


@pytest.mark.parametrize("heads", [True, False], ids=["with heads", "without heads"])
def test_a_key_that_was_used_and_is_missing_is_said_and_no_other_made(book: Book, *, heads: bool) -> None:
    audited(book)
    (book.folder / FILE_NAME).unlink()
    if not heads:
        remove_heads(book.folder)
    with pytest.raises(StoreError, match="is missing, so nothing can be recorded"):
        root_key(book.engine(), book.folder, None)
    assert not (book.folder / FILE_NAME).exists()


def test_a_configured_key_needs_no_file(book: Book) -> None:
    assert root_key(book.engine(), book.folder, "k" * 32) == b"k" * 32
    assert not (book.folder / FILE_NAME).exists()


def test_replicas_with_one_configured_key_share_what_is_kept(book: Book) -> None:
    reference = book.open(key="k" * 32).reference(MOBILE)
    book.open(key="k" * 32).keep_look(MOBILE, look())
    other = book.open(key="k" * 32)
    assert other.referred(reference) == MOBILE
    assert other.earlier_look(MOBILE, look(1)) is not None


def test_each_purpose_has_a_secret_of_its_own() -> None:
    names = {derived(b"k" * 32, purpose).name("customer", ("a",)) for purpose in ("references", "looks", "cases")}
    assert len(names) == 3


def remove_heads(folder: Path) -> None:
    for path in folder.glob("*head*"):
        path.unlink()
