"""References: opaque, the same while used, and nothing to whoever has no key."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from promo_data.casebook import Casebook
from promo_data.models.customer import CustomerIdentifier
from promo_data.store.tables import REFERENCES
from promo_data.vocabulary import IdentifierKind, Source
from tests.unit.casebook.books import EMAIL, EXTERNAL, MOBILE, NAMES, Book

TYPED = {
    "mobile": MOBILE,
    "e-mail": EMAIL,
    "external id": EXTERNAL,
    "quotes": CustomerIdentifier(IdentifierKind.EXTERNAL_ID, 'a"b\\c é€😀'),
    "long": CustomerIdentifier(IdentifierKind.EXTERNAL_ID, "0" * 255),
    "customer id": CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "347297848", Source.ALL),
}


@pytest.mark.parametrize("identifier", TYPED.values(), ids=TYPED)
def test_a_reference_leads_back_to_its_customer(casebook: Casebook, identifier: CustomerIdentifier) -> None:
    assert casebook.referred(casebook.reference(identifier)) == identifier


def test_a_customer_has_one_reference(book: Book) -> None:
    assert book.open().reference(MOBILE) == book.open().reference(MOBILE)


def test_a_mobile_and_an_external_id_of_the_same_digits_have_two(casebook: Casebook) -> None:
    others = [replace(MOBILE, kind=IdentifierKind.EXTERNAL_ID), replace(MOBILE, source=Source.WECHAT)]
    assert len({casebook.reference(one) for one in (MOBILE, *others)}) == 3


def test_a_reference_is_a_word_that_an_address_can_hold(casebook: Casebook) -> None:
    assert re.fullmatch(r"[\w-]{22}", casebook.reference(MOBILE), re.ASCII)


def test_customers_looked_up_at_once_get_one_reference_each(book: Book) -> None:
    books = [book.open() for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        given = set(threads.map(lambda one: one.reference(MOBILE), books))
    assert len(given) == 1
    assert book.open().referred(given.pop()) == MOBILE


@pytest.mark.parametrize("unknown", ["", "x", "A" * 22, "\0", "é" * 5_000])
def test_an_unknown_reference_leads_nowhere(casebook: Casebook, unknown: str) -> None:
    assert casebook.referred(unknown) is None


def test_a_reference_of_another_backend_leads_nowhere(book: Book) -> None:
    assert book.open(backend="https://b.example").referred(book.open().reference(MOBILE)) is None


def test_with_another_key_it_leads_nowhere_and_another_is_made(book: Book) -> None:
    reference = book.open(key="a" * 32).reference(MOBILE)
    stranger = book.open(key="b" * 32)
    assert stranger.referred(reference) is None
    assert stranger.referred(stranger.reference(MOBILE)) == MOBILE
    assert book.open(key="a" * 32).referred(reference) == MOBILE


@pytest.mark.parametrize("damage", [b"", b"\0" * 11, b"\0" * 200], ids=["nothing", "too short", "zeros"])
def test_a_damaged_reference_leads_nowhere_and_another_takes_its_place(book: Book, damage: bytes) -> None:
    casebook = book.open()
    reference = casebook.reference(MOBILE)
    book.change(REFERENCES, sealed=damage)
    assert casebook.referred(reference) is None
    assert casebook.referred(casebook.reference(MOBILE)) == MOBILE


def test_what_was_sealed_for_one_reference_cannot_be_put_under_another(book: Book) -> None:
    casebook = book.open()
    references = [casebook.reference(one) for one in NAMES]
    book.change(REFERENCES, sealed=book.rows(REFERENCES)[0]["sealed"])
    assert [casebook.referred(one) for one in references].count(None) == len(NAMES) - 1
