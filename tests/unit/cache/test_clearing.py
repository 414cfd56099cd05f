"""What is left on disk of an answer that was evicted, cleared, or has outlived its time."""

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from promo_data.cache import AnswerCache
from promo_data.errors import StoreError
from tests.unit.cache.keeping import BODY, FILES, KEY, PERSONAL, TAG, Clock, body, change, files, locked, on_disk

SEALED = b"\xfa sealed \xfb" * 3_000


def seal_readably(folder: Path) -> None:
    """A body that can be looked for byte by byte, as AES-GCM's cannot."""
    change(folder, "UPDATE Cache SET value = ?", SEALED)
    assert SEALED[:30] in on_disk(folder)


def test_clearing_leaves_no_file(folder: Path, cache: AnswerCache) -> None:
    for number in range(50):
        cache.put((str(number),), BODY + os.urandom(10_000), tag=TAG)
    cache.clear()
    assert files(folder) == []
    assert cache.get(("1",)) is None


def test_a_cleared_cache_can_be_used_again(cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.clear()
    cache.put(KEY, BODY, tag=TAG)
    assert body(cache) == BODY


def test_clearing_overwrites_what_another_process_still_holds_open(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    seal_readably(folder)
    with (folder / "cache.db").open("rb") as held:
        cache.clear()
        assert SEALED[:30] not in held.read()


def test_another_process_goes_on_after_the_cache_was_cleared(folder: Path, cache: AnswerCache, clock: Clock) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with closing(AnswerCache(folder, 300, now=clock)) as other:
        other.clear()
    assert cache.get(KEY) is None
    cache.put(KEY, b"new", tag=TAG)
    assert body(cache) == b"new"


def test_an_evicted_answer_is_overwritten_on_disk(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    seal_readably(folder)
    cache.put(("other",), b"kept", tag=("other",))
    cache.evict(TAG)
    assert SEALED[:30] not in on_disk(folder)
    assert body(cache, ("other",)) == b"kept"


def test_clearing_works_where_nothing_was_ever_stored(folder: Path, cache: AnswerCache) -> None:
    cache.clear()
    assert not folder.exists()


LEFT_BEHIND = [
    "cache.db-journal",
    "cache.db-wal",
    "cache.db-shm",
    "secret.key.new",
    "secret.key.0123456789abcdef",
    "3f/a0/0123456789abcdef0123456789ab.val",
]


@pytest.mark.parametrize("left", LEFT_BEHIND)
def test_clearing_removes_what_killed_processes_and_older_layouts_left(
    folder: Path, cache: AnswerCache, left: str
) -> None:
    (folder / left).parent.mkdir(parents=True)
    (folder / left).write_bytes(BODY)
    cache.clear()
    assert PERSONAL not in on_disk(folder)
    assert list(folder.rglob("*")) == []


@pytest.mark.parametrize("left", LEFT_BEHIND)
def test_the_first_use_removes_what_killed_processes_and_older_layouts_left(
    folder: Path, cache: AnswerCache, left: str
) -> None:
    (folder / left).parent.mkdir(parents=True)
    (folder / left).write_bytes(BODY)
    cache.put(KEY, b"new", tag=TAG)
    assert files(folder) == FILES
    assert PERSONAL not in on_disk(folder)


@pytest.mark.parametrize("foreign", ["notes.txt", "ab/cd/notes.txt", "fonts/ab/cd/x.val"])
def test_what_is_not_of_the_cache_stays(folder: Path, cache: AnswerCache, foreign: str) -> None:
    (folder / foreign).parent.mkdir(parents=True)
    (folder / foreign).write_bytes(b"someone's")
    cache.put(KEY, BODY, tag=TAG)
    cache.clear()
    assert files(folder) == [foreign]


def test_clearing_removes_a_damaged_database(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    (folder / "cache.db").write_bytes(b"no database, but customerId")
    cache.clear()
    assert files(folder) == []


def test_clearing_works_while_another_process_writes(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder):
        cache.clear()
        assert files(folder) == []


def test_a_cache_that_cannot_be_removed_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"a file in the place of the folder")
    with pytest.raises(StoreError, match="could not be removed"):
        AnswerCache(tmp_path / "data" / "cache", 300).clear()


def count(folder: Path) -> int:
    return on_disk(folder).count(SEALED[:30])


def stored_an_hour_ago(folder: Path) -> None:
    seal_readably(folder)
    change(folder, "UPDATE Cache SET store_time = store_time - 3600, expire_time = expire_time - 3600")


def test_answers_whose_time_is_over_leave_the_disk_when_the_cache_is_opened(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    stored_an_hour_ago(folder)
    cache.close()
    with closing(AnswerCache(folder, 300)) as other:
        other.get(("another",))
    assert count(folder) == 0


def test_answers_whose_time_is_over_leave_the_disk_within_a_minute_of_use(
    folder: Path, cache: AnswerCache, seconds: Clock
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    stored_an_hour_ago(folder)
    cache.get(("another",))
    before = count(folder)
    seconds.seconds += 61
    cache.get(("another",))
    assert (before > 0, count(folder)) == (True, 0)


def test_many_old_answers_leave_the_disk_little_by_little(folder: Path, cache: AnswerCache, seconds: Clock) -> None:
    for number in range(550):
        cache.put((str(number),), b"x", tag=TAG)
    change(folder, "UPDATE Cache SET value = ?, store_time = 1, expire_time = 2", SEALED[:30])
    left: list[int] = []
    for _use in range(3):
        seconds.seconds += 61 if not left else 2
        cache.get(("another",))
        left.append(count(folder))
    assert left == [50, 0, 0]


def test_a_shorter_life_removes_answers_that_were_to_stay_longer(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    seal_readably(folder)
    change(folder, "UPDATE Cache SET store_time = store_time - 60")
    with closing(AnswerCache(folder, 30)) as stricter:
        stricter.get(("another",))
    assert count(folder) == 0


def test_answers_of_a_clock_that_went_ahead_leave_the_disk(folder: Path, cache: AnswerCache, seconds: Clock) -> None:
    cache.put(KEY, BODY, tag=TAG)
    seal_readably(folder)
    change(folder, "UPDATE Cache SET store_time = ?, expire_time = ?", time.time() + 9e6, time.time() + 9e7)
    seconds.seconds += 61
    cache.get(("another",))
    assert count(folder) == 0
