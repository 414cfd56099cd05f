"""What the disk may do to the cache: it is a miss and a warning, never an error, and the cache is made anew."""

import logging
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from promo_data.cache import AnswerCache
from tests.unit.cache.keeping import BODY, KEY, PERSONAL, TAG, Clock, body, locked

PLACES = 20


def fill(cache: AnswerCache) -> None:
    for number in range(20):
        cache.put((str(number),), BODY, tag=TAG)


def check_mended(cache: AnswerCache) -> None:
    """Every answer is whole or not there, new ones can be kept and evicted, and all of it takes no second."""
    began = perf_counter()
    for number in range(20):
        assert body(cache, (str(number),)) in (None, BODY)
        cache.put((str(number),), BODY, tag=TAG)
    cache.put(KEY, b"new", tag=TAG)
    assert body(cache) == b"new"
    cache.evict(TAG)
    assert cache.get_many([KEY, *((str(number),) for number in range(20))]) == {}
    assert perf_counter() - began < 1


def overwritten(place: int, new: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content[:place] + new + content[place + len(new) :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut in half": lambda content: content[: len(content) // 2],
    "cut by a page": lambda content: content[:-4_096],
    "cut by a byte": lambda content: content[:-1],
    "header only": lambda content: content[:100],
    "empty": lambda _content: b"",
    "foreign": lambda _content: b"not a database" * 500,
    "zeros": lambda content: bytes(len(content)),
    "longer": lambda content: content + b"more" * 10_000,
    "magic": overwritten(0, b"SQLite format 4\0"),
    "page size": overwritten(16, b"\x02\x00"),
    "write-ahead log": overwritten(18, b"\x02\x02"),
    "a format to come": overwritten(18, b"\x09\x09"),
    "no pages": overwritten(28, bytes(4)),
    "free pages": overwritten(32, b"\x00\x00\x00\x07\x00\x00\x00\x07"),
    "schema format": overwritten(44, b"\x00\x00\x00\x09"),
    "text encoding": overwritten(56, b"\x00\x00\x00\x02"),
    "our version": overwritten(60, b"\x00\x00\x00\x01"),
    "schema": lambda content: content.replace(b"CREATE TABLE", b"CREATE TABEL"),
    "column": lambda content: content.replace(b"expire_time", b"aspire_time"),
    "settings": lambda content: content.replace(b"sqlite_", b"squite_"),
}


@pytest.mark.parametrize("damaged", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("is_open", [True, False], ids=["while open", "while closed"])
def test_a_damaged_database_is_made_again(
    folder: Path, cache: AnswerCache, damaged: Callable[[bytes], bytes], is_open: bool
) -> None:
    fill(cache)
    if not is_open:
        cache.close()
    file = folder / "cache.db"
    file.write_bytes(damaged(file.read_bytes()))
    check_mended(cache)


@pytest.mark.parametrize("page", range(PLACES))
@pytest.mark.parametrize("is_open", [True, False], ids=["while open", "while closed"])
def test_flipped_bytes_anywhere_in_a_page_are_never_an_error_nor_a_wrong_answer(
    folder: Path, cache: AnswerCache, page: int, is_open: bool
) -> None:
    fill(cache)
    if not is_open:
        cache.close()
    file = folder / "cache.db"
    content = bytearray(file.read_bytes())
    chance = random.Random(page)  # noqa: S311 - guards nothing
    begin = page * len(content) // PLACES
    for place in (begin, begin + 3, *(chance.randrange(begin, begin + len(content) // PLACES) for _ in range(18))):
        content[place] ^= 0xFF
    file.write_bytes(content)
    check_mended(cache)


def test_a_database_of_another_program_is_replaced(folder: Path, cache: AnswerCache) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "cache.db")) as other:
        other.execute("CREATE TABLE Cache (something TEXT)")
        other.execute("CREATE TABLE Settings (key TEXT, value TEXT)")
    check_mended(cache)


@pytest.mark.parametrize("name", ["cache.db", "cache.db-journal", "secret.key"])
def test_a_folder_in_the_place_of_a_file_is_removed(folder: Path, cache: AnswerCache, name: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "something").write_bytes(b"in the way")
    check_mended(cache)


@pytest.mark.parametrize("name", ["cache.db", "secret.key"])
def test_a_file_nobody_may_read_is_opened_to_its_owner(folder: Path, cache: AnswerCache, name: str) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    (folder / name).chmod(0)
    assert body(cache) == BODY


@pytest.mark.parametrize("removed", [["cache.db"], ["cache.db-journal"], ["secret.key"], ["cache.db", "secret.key"]])
def test_files_removed_under_way_are_made_again(folder: Path, cache: AnswerCache, removed: list[str]) -> None:
    fill(cache)
    for name in removed:
        (folder / name).unlink()
    check_mended(cache)


def test_two_caches_never_disagree_about_an_eviction_after_the_secret_was_lost(
    folder: Path, cache: AnswerCache, clock: Clock
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    (folder / "secret.key").unlink()
    with closing(AnswerCache(folder, 300, now=clock)) as other:
        other.evict(TAG)
    assert cache.get(KEY) is None


def test_a_folder_that_cannot_be_made_is_a_miss_with_one_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    cache = AnswerCache(tmp_path / "file" / "cache", 300)
    cache.put(KEY, BODY, tag=TAG)
    assert cache.get(KEY) is None
    assert [record.getMessage() for record in caplog.records] == [
        "The cache could not be used (it cannot be read or written); answers are read from the vendor."
    ]


def test_a_locked_database_is_waited_for_once_and_then_left_alone_for_a_second(
    folder: Path, cache: AnswerCache, seconds: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder):
        began = perf_counter()
        for _use in range(1_000):
            assert cache.get(KEY) is None
            cache.put(KEY, b"new", tag=TAG)
        assert perf_counter() - began < 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    seconds.seconds += 1
    assert body(cache) == BODY


def test_a_database_locked_before_it_was_opened_is_a_miss_with_no_long_wait(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with closing(AnswerCache(folder, 300)) as other, locked(folder):
        began = perf_counter()
        assert other.get(KEY) is None
        assert perf_counter() - began < 1


def test_one_warning_a_minute_is_enough(
    folder: Path, cache: AnswerCache, seconds: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder):
        for _use in range(12):
            cache.get(KEY)
            seconds.seconds += 10
    assert len(caplog.records) == 2


def test_no_warning_names_a_person(folder: Path, cache: AnswerCache, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder):
        cache.get(KEY)
    cache.close()
    (folder / "cache.db").write_bytes(b"no database" * 1_000)
    cache.evict(TAG)
    assert caplog.records
    assert PERSONAL.decode() not in caplog.text
