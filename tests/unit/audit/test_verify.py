"""Whatever is done to the audit behind the program's back is found, and the first bad row named (S40)."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Delete, Insert, Update, UpdateBase, delete, insert, literal, select, update

from promo_data.audit import HeadFile, read_key, verify
from promo_data.audit.heads import FILE_NAME as HEADS_FILE
from promo_data.audit.key import FILE_NAME as KEY_FILE
from promo_data.errors import StoreError
from promo_data.store.database import FILE_NAME
from promo_data.store.tables import AUDIT
from tests.unit.actions.vendor import START, Clock
from tests.unit.audit.conftest import Books


@pytest.fixture
def seven(books: Books) -> Books:
    """An audit of seven rows, with heads for the second and the last."""
    books.add(6)
    books.reopen()
    return books


def test_an_audit_as_it_was_written_is_whole(seven: Books) -> None:
    found = seven.verify()
    assert (found.rows, found.heads, found.fault, found.journal, found.doubts) == (7, 2, None, (), ())
    assert found.is_whole


def test_an_empty_audit_is_whole(books: Books) -> None:
    assert books.verify().is_whole


def test_without_a_database_nothing_is_wrong(books: Books) -> None:
    assert verify(None, HeadFile(books.folder).read(), lambda: read_key(books.folder)).is_whole


EDITS: dict[str, object] = {
    "at": START + timedelta(microseconds=1),
    "event": "settled",
    "backend": "elsewhere",
    "person": "another",
    "org_id": 50405,
    "program_id": 1,
    "promotion_id": None,
    "customer_id": 8,
    "action": "issue",
    "intent_id": UUID(int=1),
    "outcome": "refused",
    "details": "{}",
    "previous": "0" * 64,
    "mac": "0" * 64,
}


def test_every_column_is_edited_here() -> None:
    assert {*EDITS, "sequence"} == {column.name for column in AUDIT.c}


@pytest.mark.parametrize("column", EDITS)
def test_an_edited_row_is_the_first_bad_one(seven: Books, column: str) -> None:
    seven.tamper(edited(4, **{column: EDITS[column]}))
    found = seven.verify()
    assert (found.rows, found.fault and found.fault.sequence, found.is_whole) == (3, 4, False)


def edited(place: int, **values: object) -> Update:
    return update(AUDIT).where(AUDIT.c.sequence == place).values(values)


def deleted(place: int) -> Delete:
    return delete(AUDIT).where(AUDIT.c.sequence == place)


def moved(place: int, to: int) -> Update:
    return edited(place, sequence=to)


def copied(place: int, to: int) -> Insert:
    others = [column for column in AUDIT.c if column.name != "sequence"]
    row = select(literal(to), *others).where(AUDIT.c.sequence == place)
    return insert(AUDIT).from_select(["sequence", *(column.name for column in others)], row)


CASES: dict[str, tuple[list[UpdateBase], int]] = {
    "a row deleted": ([deleted(4)], 4),
    "the first row deleted": ([deleted(1)], 1),
    "a row deleted and the gap closed": ([deleted(4), moved(5, 4), moved(6, 5), moved(7, 6)], 4),
    "a row inserted between": ([moved(7, 8), moved(6, 7), moved(5, 6), copied(4, 5)], 5),
    "a row added at the end": ([copied(7, 8)], 8),
    "two rows exchanged": ([moved(4, 99), moved(5, 4), moved(99, 5)], 4),
    "the tail cut": ([delete(AUDIT).where(AUDIT.c.sequence > 5)], 6),
    "everything gone": ([delete(AUDIT)], 1),
}


@pytest.mark.parametrize(("changes", "first_bad"), CASES.values(), ids=CASES)
def test_the_first_bad_row_is_named(seven: Books, changes: list[UpdateBase], first_bad: int) -> None:
    seven.tamper(*changes)
    found = seven.verify()
    assert found.fault is not None
    assert (found.fault.sequence, found.is_whole) == (first_bad, False)


def test_of_several_bad_rows_the_first_is_named(seven: Books) -> None:
    seven.tamper(deleted(6), edited(3, person="another"))
    found = seven.verify()
    assert found.fault is not None
    assert found.fault.sequence == 3


def test_an_older_copy_of_the_whole_file_is_found(file_books: Books) -> None:
    books = file_books
    books.add(3)
    books.reopen()
    copy = shutil.copy(books.folder / FILE_NAME, books.folder / "copy")
    books.add(3)
    books.close()
    shutil.copy(copy, books.folder / FILE_NAME)
    books.reopen()
    found = books.verify()
    assert found.fault is not None
    assert found.fault.sequence == 5
    assert "with all up to 7, which was there on 2026-03-02 09:00:00 UTC" in found.fault.sentence


def go_another_way(books: Books, clock: Clock) -> None:
    """An older copy is put in place, the heads that would show it are hidden for a while, and it goes on from there."""
    books.add(3)
    books.reopen()
    copy = shutil.copy(books.folder / FILE_NAME, books.folder / "copy")
    kept = shutil.copy(books.folder / HEADS_FILE, books.folder / "kept")
    books.add(3)
    books.close()
    first_way = (books.folder / HEADS_FILE).read_bytes()
    shutil.copy(copy, books.folder / FILE_NAME)
    shutil.copy(kept, books.folder / HEADS_FILE)
    clock.move(minutes=1)
    books.reopen()
    books.add(3)
    books.reopen()
    second_way = (books.folder / HEADS_FILE).read_bytes()
    (books.folder / HEADS_FILE).write_bytes(first_way + second_way)


def test_two_ways_on_from_one_copy_are_found(file_books: Books, clock: Clock) -> None:
    go_another_way(file_books, clock)
    found = file_books.verify()
    assert found.fault is not None
    assert found.fault.sequence == 7
    assert "another row was here: an older copy was put in place since" in found.fault.sentence


def test_another_key_makes_the_first_row_bad(seven: Books) -> None:
    (seven.folder / KEY_FILE).write_text("another key of 32 characters or more")
    found = seven.verify()
    assert found.fault is not None
    assert (found.fault.sequence, "sealed with another key" in found.fault.sentence) == (1, True)


def test_without_the_key_nothing_can_be_said(seven: Books) -> None:
    (seven.folder / KEY_FILE).unlink()
    with pytest.raises(StoreError, match="missing"):
        seven.verify()


def hide(books: Books) -> None:
    (books.folder / HEADS_FILE).unlink()


def cut_a_line_short(books: Books) -> None:
    whole = (books.folder / HEADS_FILE).read_bytes()
    (books.folder / HEADS_FILE).write_bytes(whole[:-20])


@pytest.mark.parametrize(("harm", "doubt"), [(hide, "No head of it is kept"), (cut_a_line_short, "cannot be read: 1")])
def test_what_heads_can_no_longer_show_is_a_doubt(seven: Books, harm: Callable[[Books], None], doubt: str) -> None:
    harm(seven)
    found = seven.verify()
    assert (found.fault, found.is_whole) == (None, False)
    assert doubt in found.doubts[0]


def test_a_line_that_was_cut_short_does_not_spoil_the_next(seven: Books) -> None:
    cut_a_line_short(seven)
    seven.add()
    seven.reopen()
    assert [head.link.sequence for head in HeadFile(seven.folder).read().kept] == [2, 8]
