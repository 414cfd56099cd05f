import logging
import os
import re
import resource
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from promo_data.transport.grant_book import Lease, Wait
from promo_data.transport.shared_book import SharedBook
from tests.unit.transport.senders import Clock

Damage = Callable[[Path], object]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rate" / "a1b2.sqlite"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_book(file: Path, clock: Clock) -> Iterator[Callable[[], SharedBook]]:
    books = []

    def opened() -> SharedBook:
        books.append(SharedBook(file, per_period=4, clock=clock))
        return books[-1]

    yield opened
    for book in books:
        book.close()


OpenBook = Callable[[], SharedBook]


def goes(book: SharedBook) -> bool:
    return isinstance(book.take(background=False), Lease)


def test_what_one_takes_another_does_not_get(open_book: OpenBook) -> None:
    first, second = open_book(), open_book()
    assert (goes(first), goes(second), goes(first)) == (True, False, False)


def test_what_one_is_told_all_obey(open_book: OpenBook) -> None:
    first, second = open_book(), open_book()
    first.slow_down(2)
    assert second.take(background=False) == Wait(2, "the vendor asked for a pause")


def test_folder_and_file_are_the_owners_alone(open_book: OpenBook, file: Path) -> None:
    file.parent.mkdir(mode=0o755)
    goes(open_book())
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in file.parent.iterdir()} == {0o600}


def test_it_goes_on_with_what_it_counted_after_it_was_closed(open_book: OpenBook) -> None:
    book = open_book()
    assert goes(book)
    book.close()
    assert not goes(book)


def garbage(file: Path) -> None:
    file.write_bytes(b"not a database at all" * 500)


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[20:120] = os.urandom(100)
    file.write_bytes(content)


def another_kind(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE lease (something_else TEXT)")
    database.close()


def emptied(file: Path) -> None:
    os.truncate(file, 0)


def cut_short(file: Path) -> None:
    os.truncate(file, 700)


@pytest.mark.parametrize("damage", [garbage, flip, another_kind, Path.unlink, emptied, cut_short])
def test_a_damaged_or_lost_file_is_made_anew_and_calls_go_on(
    open_book: OpenBook, file: Path, clock: Clock, damage: Damage
) -> None:
    first, second = open_book(), open_book()
    goes(first)
    damage(file)
    clock.seconds += 16
    assert goes(first)
    clock.seconds += 16
    assert goes(first)
    assert not goes(second)


def in_the_way(file: Path) -> None:
    file.parent.write_text("a file where the folder should be")


def folder_in_the_way(file: Path) -> None:
    file.mkdir(parents=True)


@pytest.mark.parametrize("trouble", [in_the_way, folder_in_the_way])
def test_where_there_can_be_no_file_it_keeps_to_the_rate_by_itself(
    open_book: OpenBook, file: Path, clock: Clock, trouble: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    trouble(file)
    book = open_book()
    took = []
    for _ in range(20):
        took.append(goes(book))
        clock.seconds += 5
    assert sum(took) == 5
    (warning,) = (record.message for record in caplog.records if record.levelno == logging.WARNING)
    assert re.fullmatch(
        r"The rate cannot be shared with other processes \(\w+Error\): each keeps to it by itself\.", warning
    )


@contextmanager
def full_disk() -> Iterator[None]:
    """While it lasts, this process can write to no file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("was_used_before", [False, True])
def test_a_full_disk_does_not_stop_calls(open_book: OpenBook, clock: Clock, was_used_before: bool) -> None:
    book = open_book()
    if was_used_before:
        goes(book)
        clock.seconds += 16
    with full_disk():
        took = (goes(book), goes(book))
    assert took == (True, False)


def test_one_who_keeps_the_file_locked_does_not_stop_calls(open_book: OpenBook, file: Path, clock: Clock) -> None:
    book = open_book()
    goes(book)
    clock.seconds += 16
    stopped = sqlite3.connect(file, isolation_level=None)
    stopped.execute("BEGIN EXCLUSIVE")
    assert (goes(book), goes(book)) == (True, False)
    stopped.close()


def test_the_file_is_used_again_when_the_trouble_is_over(open_book: OpenBook, file: Path, clock: Clock) -> None:
    file.parent.write_text("in the way")
    first, second = open_book(), open_book()
    assert (goes(first), goes(second)) == (True, True)
    file.parent.unlink()
    clock.seconds += 16
    assert (goes(first), goes(second)) == (True, False)
