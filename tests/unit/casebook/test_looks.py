"""Looks: the one before this one, whenever it is asked for, and never one of something else."""

from dataclasses import replace

import pytest

from promo_data.casebook import Casebook
from promo_data.insight.customer import CustomerView
from promo_data.models.reading import OrgCoverage
from promo_data.scope import Org
from promo_data.store.tables import LOOKS
from promo_data.vocabulary import CoverageState
from tests.factories import AS_OF, OWN_ORG
from tests.unit.casebook.books import EMAIL, MOBILE, Book, look, used_in

FAILED = (OrgCoverage(OWN_ORG, CoverageState.FAILED, message="no answer"),)
ANSWERED = OrgCoverage(OWN_ORG, CoverageState.ANSWERED, as_of=AS_OF)
CHILD = OrgCoverage(Org(50405, "A"), CoverageState.ANSWERED, as_of=AS_OF)


def test_the_first_look_has_none_before_it(casebook: Casebook) -> None:
    assert casebook.earlier_look(MOBILE, look()) is None


def test_a_look_is_there_for_the_next_one(book: Book) -> None:
    book.open().keep_look(MOBILE, look(used=2))
    assert used_in(book.open().earlier_look(MOBILE, look(1, used=3))) == 2


@pytest.mark.parametrize("shown", [1, 2, 5])
def test_a_page_that_is_shown_again_still_has_the_look_before(casebook: Casebook, shown: int) -> None:
    casebook.keep_look(MOBILE, look(used=2))
    for _ in range(shown):
        casebook.keep_look(MOBILE, look(1, used=3))
    assert used_in(casebook.earlier_look(MOBILE, look(1, used=3))) == 2


def test_two_looks_a_customer_are_kept_and_no_more(book: Book) -> None:
    casebook = book.open()
    for hour in range(5):
        casebook.keep_look(MOBILE, look(hour, used=hour))
    assert len(book.rows(LOOKS)) == 2
    assert used_in(casebook.earlier_look(MOBILE, look(5))) == 4


def test_a_look_that_is_kept_already_writes_nothing(book: Book) -> None:
    casebook = book.open()
    casebook.keep_look(MOBILE, look())
    before = book.rows(LOOKS)
    casebook.keep_look(MOBILE, look())
    assert book.rows(LOOKS) == before


def test_a_look_that_no_org_answered_is_not_kept(book: Book) -> None:
    book.open().keep_look(MOBILE, look(coverage=FAILED))
    assert book.rows(LOOKS) == []


def test_a_look_that_no_org_answered_has_none_before_it(casebook: Casebook) -> None:
    casebook.keep_look(MOBILE, look())
    assert casebook.earlier_look(MOBILE, look(1, coverage=FAILED)) is None


def test_reading_one_org_anew_makes_another_look(casebook: Casebook) -> None:
    casebook.keep_look(MOBILE, look(used=2, coverage=(ANSWERED, CHILD)))
    newer = replace(CHILD, as_of=look(1).as_of)
    assert used_in(casebook.earlier_look(MOBILE, look(used=2, coverage=(ANSWERED, newer)))) == 2


OTHERS = {
    "other orgs asked": look(1, coverage=(replace(ANSWERED, as_of=look(1).as_of), CHILD)),
    "points of another unit": look(1, mixed_units=True),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_look_of_another_kind_is_not_the_one_before(casebook: Casebook, other: CustomerView) -> None:
    casebook.keep_look(MOBILE, look())
    assert casebook.earlier_look(MOBILE, other) is None


def test_orgs_that_were_not_asked_make_no_difference(casebook: Casebook) -> None:
    casebook.keep_look(MOBILE, look())
    unasked = OrgCoverage(Org(50405, "A"), CoverageState.NOT_ASKED)
    now = look(1)
    assert casebook.earlier_look(MOBILE, look(1, coverage=(*now.coverage, unasked))) is not None


def test_a_look_at_somebody_else_is_not_the_one_before(book: Book) -> None:
    book.open().keep_look(MOBILE, look())
    assert book.open().earlier_look(EMAIL, look(1)) is None
    assert book.open(backend="https://b.example").earlier_look(MOBILE, look(1)) is None
    assert book.open(key="k" * 32).earlier_look(MOBILE, look(1)) is None


def test_the_look_before_is_judged_by_the_settings_of_today(casebook: Casebook) -> None:
    casebook.keep_look(MOBILE, look(used=4))
    today = look(1)
    today = replace(today, basis=replace(today.basis, near_share=0.9))
    before = casebook.earlier_look(MOBILE, today)
    assert before is not None
    assert before.basis.now == AS_OF
    assert list(before.binding["state"]) == ["open"]


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"\0" * 4_000], ids=["nothing", "short", "zeros"])
def test_a_damaged_look_is_as_none_and_stops_no_further_one(book: Book, damage: bytes) -> None:
    casebook = book.open()
    casebook.keep_look(MOBILE, look())
    book.change(LOOKS, sealed=damage)
    assert casebook.earlier_look(MOBILE, look(1)) is None
    casebook.keep_look(MOBILE, look(1, used=4))
    assert used_in(casebook.earlier_look(MOBILE, look(2))) == 4


def test_a_look_that_was_made_younger_is_as_none(book: Book) -> None:
    casebook = book.open()
    casebook.keep_look(MOBILE, look())
    book.change(LOOKS, seen_at=look(1).as_of)
    assert casebook.earlier_look(MOBILE, look(2)) is None


def test_one_customers_look_cannot_be_put_under_anothers_name(book: Book) -> None:
    casebook = book.open()
    casebook.keep_look(MOBILE, look(used=2))
    casebook.keep_look(EMAIL, look(used=4))
    book.change(LOOKS, sealed=book.rows(LOOKS)[0]["sealed"])
    found = [casebook.earlier_look(one, look(1)) for one in (MOBILE, EMAIL)]
    assert [one is None for one in found].count(True) == 1
