"""Cases: what was seen, for a colleague, without whom it was about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from promo_data.casebook import Casebook
from promo_data.errors import InputError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import Problem
from promo_data.store.tables import CASES
from tests.factories import AS_OF, OWN_ORG, customer_read, promotion_json
from tests.unit.casebook.books import EMAIL, EXTERNAL, MOBILE, NAMES, OURS, Book, look, used_in, view_of_read

ABOUT = (OWN_ORG.id, 1147, 1122938)


def test_a_colleague_sees_what_was_seen(book: Book) -> None:
    reference = book.open().open_case(MOBILE, look(used=3), ABOUT)
    book.later(days=30)
    case = book.open().case(reference)
    assert (used_in(case.view), case.view.as_of, case.view.basis.now) == (3, AS_OF, AS_OF)


def test_a_case_says_whose_it_is_and_what_it_is_about(book: Book) -> None:
    book.later(minutes=5)
    casebook = book.open()
    case = casebook.case(casebook.open_case(MOBILE, look(), ABOUT))
    assert (case.customer_masked, case.about, case.person) == ("9174•••033", ABOUT, "kim")
    assert (case.opened_at, case.is_of_another_version) == (AS_OF + timedelta(minutes=5), False)


def test_a_case_may_be_about_the_customer_as_a_whole(casebook: Casebook) -> None:
    assert casebook.case(casebook.open_case(MOBILE, look(), None)).about is None


def test_each_opening_makes_a_case_of_its_own(casebook: Casebook) -> None:
    assert casebook.open_case(MOBILE, look(), None) != casebook.open_case(MOBILE, look(), None)


@pytest.mark.parametrize("identifier", NAMES, ids=lambda one: one.kind.value)
def test_words_of_the_vendors_that_name_the_customer_are_masked(
    casebook: Casebook, identifier: CustomerIdentifier
) -> None:
    said = f"For {identifier.value} alone"
    given = promotion_json(
        promotionName=said, description=said, promotionMetadata=[{"key": "for", "value": identifier.value}]
    )
    read = replace(customer_read(given), problems=(Problem("org", said),))

    view = casebook.case(casebook.open_case(identifier, view_of_read(read), None)).view

    seen = str([view.promotions.to_dict("records"), view.problems, view.basis])
    assert identifier.value not in seen
    assert seen.count(identifier.masked) > 4


def test_a_short_name_leaves_dates_and_ids_as_they_were(casebook: Casebook) -> None:
    for name in ("2026", "1147", "CUSTOMER", "null"):
        identifier = replace(EXTERNAL, value=name)
        case = casebook.case(casebook.open_case(identifier, look(used=3), None))
        assert case.view.basis == look(used=3).basis


@pytest.mark.parametrize("reference", ["", "x", "A" * 22, "\0", "../" * 9])
def test_where_there_is_no_case_one_sentence_says_so(casebook: Casebook, reference: str) -> None:
    with pytest.raises(InputError, match="There is no case under this link"):
        casebook.case(reference)


@pytest.mark.parametrize(("backend", "key"), [("https://b.example", None), (OURS, "k" * 32)], ids=["backend", "key"])
def test_a_case_is_not_shown_with_another(book: Book, backend: str, key: str | None) -> None:
    reference = book.open().open_case(MOBILE, look(), None)
    with pytest.raises(InputError, match="There is no case under this link"):
        book.open(backend=backend, key=key).case(reference)


@pytest.mark.parametrize("damage", [b"", b"\0" * 4_000], ids=["nothing", "zeros"])
def test_a_damaged_case_is_as_none(book: Book, damage: bytes) -> None:
    casebook = book.open()
    reference = casebook.open_case(MOBILE, look(), None)
    book.change(CASES, sealed=damage)
    with pytest.raises(InputError, match="There is no case under this link"):
        casebook.case(reference)


def test_a_case_cannot_be_put_under_anothers_link(book: Book) -> None:
    casebook = book.open()
    references = [casebook.open_case(one, look(), None) for one in (MOBILE, EMAIL)]
    book.change(CASES, sealed=book.rows(CASES)[0]["sealed"])
    shown = 0
    for reference in references:
        try:
            casebook.case(reference)
            shown += 1
        except InputError:
            pass
    assert shown == 1
