import logging
import os
import pickle
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import diskcache
import pytest

from promo_data.cache import AnswerCache
from promo_data.errors import StoreError

KEY = ("host", "SELF", "919812345678")
TAG = ("50405", "919812345678")
BODY = b'{"customerId": 919812345678}' * 200


class Clock:
    def __init__(self) -> None:
        self.seconds = datetime(2026, 1, 31, 10, tzinfo=UTC).timestamp()

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "cache"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(folder: Path, clock: Clock) -> Iterator[AnswerCache]:
    opened = AnswerCache(folder, 300, now=clock)
    yield opened
    opened.close()


def body(cache: AnswerCache, key: tuple[str, ...] = KEY) -> bytes | None:
    cached = cache.get(key)
    return None if cached is None else cached.body


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_answer_comes_back_with_the_time_it_was_stored(cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cached = cache.get(KEY)
    assert cached is not None
    assert (cached.body, cached.stored_at) == (BODY, datetime(2026, 1, 31, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    "typed", ["", "ü名", "\udcff", "\x00", "x" * 10_000], ids=["empty", "beyond ASCII", "surrogate", "NUL", "long"]
)
def test_any_text_can_be_a_part_of_a_key(cache: AnswerCache, typed: str) -> None:
    cache.put((typed,), BODY, tag=(typed,))
    assert body(cache, (typed,)) == BODY


def test_what_was_never_stored_is_a_miss(cache: AnswerCache) -> None:
    assert cache.get(KEY) is None


def test_an_empty_answer_is_not_a_miss(cache: AnswerCache) -> None:
    cache.put(KEY, b"", tag=TAG)
    assert body(cache) == b""


def test_a_newer_answer_takes_the_place_of_the_older(cache: AnswerCache, clock: Clock) -> None:
    cache.put(KEY, b"old", tag=TAG)
    clock.seconds += 10
    cache.put(KEY, b"new", tag=TAG)
    cached = cache.get(KEY)
    assert cached is not None
    assert (cached.body, cached.stored_at.timestamp()) == (b"new", clock.seconds)


@pytest.mark.parametrize("other", [("host", "SELF"), ("host", "SELF919812345678"), ("hostSELF", "", "919812345678")])
def test_parts_that_only_join_to_the_same_text_are_another_key(cache: AnswerCache, other: tuple[str, ...]) -> None:
    cache.put(KEY, BODY, tag=TAG)
    assert cache.get(other) is None


@pytest.mark.parametrize(("age", "kept"), [(0, True), (299, True), (300, False), (-1, False)])
def test_an_answer_is_kept_for_the_seconds_set(cache: AnswerCache, clock: Clock, age: int, kept: bool) -> None:
    cache.put(KEY, BODY, tag=TAG)
    clock.seconds += age
    assert (cache.get(KEY) is not None) is kept


def test_a_shorter_life_holds_for_answers_stored_before(folder: Path, cache: AnswerCache, clock: Clock) -> None:
    cache.put(KEY, BODY, tag=TAG)
    clock.seconds += 60
    with closing(AnswerCache(folder, 30, now=clock)) as stricter:
        assert stricter.get(KEY) is None


def test_zero_seconds_keep_nothing_and_touch_no_disk(folder: Path) -> None:
    cache = AnswerCache(folder, 0)
    cache.put(KEY, BODY, tag=TAG)
    cache.evict(TAG)
    assert cache.get(KEY) is None
    assert not folder.exists()


def test_evicting_a_customer_leaves_the_others(cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.put(("another page",), BODY, tag=TAG)
    cache.put(("another customer",), BODY, tag=("50405", "1"))
    cache.evict(TAG)
    assert [body(cache, key) for key in (KEY, ("another page",), ("another customer",))] == [None, None, BODY]


def test_an_evicted_answer_is_gone_for_other_processes(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with closing(AnswerCache(folder, 300)) as other:
        other.evict(TAG)
    assert cache.get(KEY) is None


def test_no_key_and_no_tag_can_be_read_on_disk(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, b"nothing personal", tag=TAG)
    cache.close()
    assert b"nothing personal" in on_disk(folder)
    assert b"919812345678" not in on_disk(folder)


def test_only_the_owner_may_read_the_folder_and_its_files(folder: Path, cache: AnswerCache) -> None:
    before = os.umask(0)
    try:
        cache.put(KEY, BODY, tag=TAG)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}
    assert modes.pop("cache") == 0o700
    assert set(modes.values()) == {0o600}
    assert {"cache.db", "secret.key"} <= modes.keys()


def test_a_folder_that_others_could_read_is_closed_to_them(folder: Path, cache: AnswerCache) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    cache.put(KEY, BODY, tag=TAG)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_clearing_leaves_nothing_of_an_answer_on_disk(folder: Path, cache: AnswerCache) -> None:
    for number in range(50):
        cache.put((str(number),), BODY + bytes(100_000), tag=TAG)
    cache.clear()
    assert b"customerId" not in on_disk(folder)
    assert cache.get(("1",)) is None


def test_an_evicted_answer_is_overwritten_on_disk(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.put(("other",), b"kept", tag=("other",))
    cache.evict(TAG)
    assert b"customerId" not in on_disk(folder)


def test_clearing_works_where_nothing_was_ever_stored(folder: Path, cache: AnswerCache) -> None:
    cache.clear()
    assert not folder.exists()


def test_clearing_removes_what_a_lost_database_left_behind(folder: Path, cache: AnswerCache) -> None:
    folder.mkdir(parents=True)
    (folder / "cache.db-journal").write_bytes(BODY)
    cache.clear()
    assert b"customerId" not in on_disk(folder)


def test_clearing_removes_a_damaged_database(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    damage(folder, b"no database, but customerId")
    cache.clear()
    assert b"customerId" not in on_disk(folder)


def test_clearing_a_database_in_use_says_so(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder), pytest.raises(StoreError, match="could not be emptied"):
        cache.clear()


def damage(folder: Path, content: bytes) -> None:
    (folder / "cache.db").write_bytes(content)


class locked:  # noqa: N801 - reads as what it does
    """Holds the database as a writer that never ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        self._connection = sqlite3.connect(self._folder / "cache.db", isolation_level=None)
        self._connection.execute("BEGIN EXCLUSIVE")

    def __exit__(self, *_error: object) -> None:
        self._connection.close()


def test_a_locked_database_is_a_miss_with_a_warning_and_no_long_wait(
    folder: Path, cache: AnswerCache, caplog: pytest.LogCaptureFixture
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder):
        began = perf_counter()
        assert cache.get(KEY) is None
        cache.put(KEY, b"new", tag=TAG)
        cache.evict(TAG)
        assert perf_counter() - began < 5
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 3
    assert body(cache) == BODY


def test_a_database_locked_before_it_was_opened_is_a_miss_with_no_long_wait(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with closing(AnswerCache(folder, 300)) as other, locked(folder):
        began = perf_counter()
        assert other.get(KEY) is None
        assert perf_counter() - began < 5


def halves(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flips(content: bytes) -> bytes:
    flipped = bytearray(content)
    for place in range(100, len(flipped), 997):
        flipped[place] ^= 0xFF
    return bytes(flipped)


@pytest.mark.parametrize(
    "damaged",
    [halves, flips, lambda _content: b"", lambda _content: b"not a database" * 500, lambda content: content[:100]],
    ids=["cut in half", "flipped bytes", "empty", "foreign", "header only"],
)
@pytest.mark.parametrize("is_open", [True, False], ids=["while open", "while closed"])
def test_a_damaged_database_is_never_an_error_and_is_made_again(
    folder: Path, cache: AnswerCache, damaged: object, is_open: bool
) -> None:
    for number in range(20):
        cache.put((str(number),), BODY, tag=TAG)
    if not is_open:
        cache.close()
    damage(folder, damaged((folder / "cache.db").read_bytes()))  # type: ignore[operator] # one of the functions above
    for number in range(20):
        assert body(cache, (str(number),)) in (None, BODY)
        cache.put((str(number),), BODY, tag=TAG)
    cache.put(KEY, b"new", tag=TAG)
    assert body(cache) == b"new"


def test_a_database_of_another_program_is_replaced(folder: Path, cache: AnswerCache) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "cache.db")) as other:
        other.execute("CREATE TABLE Cache (something TEXT)")
        other.execute("CREATE TABLE Settings (key TEXT, value TEXT)")
    cache.put(KEY, BODY, tag=TAG)
    cache.put(KEY, BODY, tag=TAG)
    assert body(cache) == BODY


def test_a_database_removed_under_way_is_made_again(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    (folder / "cache.db").unlink()
    assert cache.get(KEY) is None
    cache.put(KEY, BODY, tag=TAG)
    with closing(AnswerCache(folder, 300)) as other:
        cached = other.get(KEY)
        assert cached is None or cached.body == BODY


def test_a_folder_that_cannot_be_made_is_a_miss_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    cache = AnswerCache(tmp_path / "file" / "cache", 300)
    cache.put(KEY, BODY, tag=TAG)
    assert cache.get(KEY) is None
    assert len(caplog.records) == 2


def test_a_damaged_database_that_cannot_be_removed_is_a_miss(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    (folder / "cache.db-wal").mkdir()
    damage(folder, b"no database" * 1_000)
    assert cache.get(KEY) is None


def test_a_damaged_secret_is_replaced(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.close()
    (folder / "secret.key").write_bytes(b"short")
    assert cache.get(KEY) is None
    cache.put(KEY, BODY, tag=TAG)
    assert body(cache) == BODY


def rows(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "cache.db")) as database:
        database.execute(statement, values)
        database.commit()


class Planted:
    """Says that it was unpickled."""

    ran = False

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return setattr, (Planted, "ran", True)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("UPDATE Cache SET mode = 4, value = ?", pickle.dumps(Planted())),
        ("UPDATE Cache SET raw = 0, mode = 4, value = ?", pickle.dumps(Planted())),
        ("UPDATE Cache SET mode = 2, filename = ?, value = NULL", "../../../../../../etc/hostname"),
        ("UPDATE Cache SET value = ?", b"planted"),
        ("UPDATE Cache SET value = ?", "planted"),
        ("UPDATE Cache SET value = ?", 7),
        ("INSERT INTO Settings VALUES ('get', ?)", "planted"),
        ("INSERT INTO Settings VALUES ('disk_planted', ?)", "planted"),
    ],
    ids=["pickle", "pickled key", "file", "bytes", "text", "number", "method replaced", "setting"],
)
@pytest.mark.parametrize("is_open", [True, False], ids=["while open", "while closed"])
def test_a_planted_row_is_never_believed_nor_run(
    folder: Path, cache: AnswerCache, statement: str, value: object, is_open: bool
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    if not is_open:
        cache.close()
    rows(folder, statement, value)
    assert body(cache) in (None, BODY)
    cache.put(KEY, b"new", tag=TAG)
    assert body(cache) == b"new"
    assert not Planted.ran


def test_the_planted_row_would_run_without_our_disk(tmp_path: Path) -> None:
    with closing(diskcache.Cache(str(tmp_path))) as plain:
        plain.set("key", Planted())
        plain.get("key")
    assert Planted.ran
    Planted.ran = False


def test_an_answer_moved_under_another_key_is_not_believed(folder: Path, cache: AnswerCache) -> None:
    cache.put(KEY, b"mine", tag=TAG)
    cache.put(("theirs",), b"theirs", tag=("theirs",))
    rows(folder, "UPDATE Cache SET value = (SELECT value FROM Cache ORDER BY rowid DESC LIMIT 1)")
    assert cache.get(KEY) is None


def test_threads_and_the_first_opening_do_not_disturb_each_other(folder: Path) -> None:
    cache = AnswerCache(folder, 300, busy_seconds=5)
    found: list[bytes | None] = []

    def use(number: int) -> None:
        cache.put((str(number),), str(number).encode(), tag=TAG)
        found.append(body(cache, (str(number),)))

    threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found, key=str) == [str(number).encode() for number in range(8)]


WRITER = """
import sys
from pathlib import Path
from promo_data.cache import AnswerCache
cache = AnswerCache(Path(sys.argv[1]), 300, busy_seconds=10)
for number in range(100):
    cache.put((sys.argv[2], str(number)), b"x" * 5000, tag=(sys.argv[2],))
print(sum(cache.get((sys.argv[2], str(number))) is not None for number in range(100)))
"""


def test_processes_that_start_together_share_one_secret_and_lose_nothing(folder: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", WRITER, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    processes = [
        subprocess.Popen([*command, name], env=environment, stdout=subprocess.PIPE, text=True) for name in "abc"
    ]
    assert [process.communicate(timeout=60)[0] for process in processes] == ["100\n"] * 3
    with closing(AnswerCache(folder, 300)) as cache:
        assert all(cache.get((name, "99")) is not None for name in "abc")
    assert sorted(path.suffix for path in folder.iterdir()) == [".db", ".db-journal", ".key"]


ENDLESS_WRITER = """
import sys
from pathlib import Path
from promo_data.cache import AnswerCache
cache = AnswerCache(Path(sys.argv[1]), 300, busy_seconds=10)
number = 0
while True:
    cache.put((str(number),), b"customerId" * 10_000, tag=("customer",))
    number += 1
    print(number, flush=True)
"""


def test_nothing_stays_on_disk_of_writers_that_were_killed(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    for _kill in range(5):
        command = [sys.executable, "-c", ENDLESS_WRITER, str(folder)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _line in range(7):
                writer.stdout.readline()
            writer.kill()
    with closing(AnswerCache(folder, 300)) as cache:
        assert body(cache, ("6",)) == b"customerId" * 10_000
        cache.clear()
    assert b"customerId" not in on_disk(folder)
    assert sorted(path.suffix for path in folder.iterdir()) == [".db", ".db-journal", ".key"]


FILLED_DISK = """
import logging, resource, sys
from pathlib import Path
from promo_data.cache import AnswerCache
logging.basicConfig(stream=sys.stdout, format="%(levelname)s")
cache = AnswerCache(Path(sys.argv[1]), 300)
cache.put(("before",), b"kept", tag=("customer",))
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
cache.put(("after",), bytes(300_000), tag=("customer",))
print(cache.get(("before",)).body, cache.get(("after",)))
"""


def test_a_full_disk_is_a_warning_and_what_was_stored_stays(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FILLED_DISK, str(folder)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("WARNING\nb'kept' None\n", "")


def test_no_warning_names_a_person(folder: Path, cache: AnswerCache, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    cache.put(KEY, BODY, tag=TAG)
    with locked(folder):
        cache.get(KEY)
    damage(folder, b"no database" * 1_000)
    cache.close()
    cache.get(KEY)
    assert caplog.records
    assert "919812345678" not in caplog.text
