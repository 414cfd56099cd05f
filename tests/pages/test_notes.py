"""What is odd about the vendor's answers: told once, under the names people know."""

from pages.components.notes import told_once
from promo_data.models.reading import Problem

MERGED = "The customer's record was merged into another."
NAMES = {"own org": "Merrowfield Group", "org 50405": "Larkhill Grocers", "org 50406": "Tarnwater Outdoor"}


def note(where: str, what: str = MERGED) -> Problem:
    return Problem(where, what, is_loss=False)


def test_equal_notes_are_one_that_names_the_orgs() -> None:
    notes = [note("own org, page 0"), note("org 50405, page 0"), note("org 50405, page 1")]
    assert told_once(notes, NAMES) == [("Merrowfield Group, Larkhill Grocers", MERGED)]


def test_different_notes_stay_apart_in_their_order() -> None:
    notes = [note("org 50406"), note("customer", "Two ids."), note("org 50405")]
    assert told_once(notes, NAMES) == [("Tarnwater Outdoor, Larkhill Grocers", MERGED), ("customer", "Two ids.")]


def test_a_note_on_one_promotion_names_it() -> None:
    assert told_once([note("org 50405, promotion 7")], NAMES) == [("Larkhill Grocers, promotion 7", MERGED)]


def test_orgs_asked_together_are_all_named_and_one_nobody_knows_keeps_its_number() -> None:
    (told,) = told_once([note("org 50405 and org 9")], NAMES)
    assert told[0] == "Larkhill Grocers and org 9"
