import sqlite3
import stat
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, insert, select, text

from promo_data.errors import InputError, StoreError
from promo_data.store import open_store, reading, store_exists, writing
from promo_data.store.database import FILE_NAME
from promo_data.store.tables import LEASES
from tests.stores import place_for

LEASE = {"name": "worker", "fence": 1, "expires_at": datetime(2026, 3, 2, tzinfo=UTC)}


Open = Callable[..., Engine]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def pragma(engine: Engine, name: str) -> object:
    with reading(engine) as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_new_store_is_for_its_owner_alone(tmp_path: Path, opened: Open) -> None:
    opened(tmp_path / "data")
    assert mode(tmp_path / "data") == 0o700
    assert mode(tmp_path / "data" / FILE_NAME) == 0o600


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path: Path, opened: Open) -> None:
    opened(tmp_path)
    (tmp_path / FILE_NAME).chmod(0o644)
    opened(tmp_path)
    assert mode(tmp_path / FILE_NAME) == 0o600


def test_nothing_but_the_store_is_left_in_the_folder(tmp_path: Path, opened: Open) -> None:
    opened(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {FILE_NAME, f"{FILE_NAME}-journal"}


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "truncate"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_a_committed_row_is_on_disk(tmp_path: Path, opened: Open, name: str, value: object) -> None:
    assert pragma(opened(tmp_path), name) == value


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path, opened: Open) -> None:
    with writing(opened(place_for(tmp_path))) as connection:
        connection.execute(insert(LEASES).values(LEASE))
    with reading(opened(place_for(tmp_path))) as connection:
        assert connection.scalar(select(LEASES.c.name)) == "worker"


def _write_and_fail(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(LEASES).values(LEASE))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))


def test_a_failed_change_leaves_nothing(tmp_path: Path, opened: Open) -> None:
    engine = opened(place_for(tmp_path))
    with pytest.raises(StoreError, match="cannot be written"):
        _write_and_fail(engine)
    with reading(engine) as connection:
        assert connection.scalar(select(LEASES.c.name)) is None


def test_a_writer_holds_the_lock_from_the_start(tmp_path: Path, opened: Open) -> None:
    with (
        writing(opened(tmp_path)),
        closing(sqlite3.connect(tmp_path / FILE_NAME, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_readers_hold_no_lock_against_each_other(tmp_path: Path, opened: Open) -> None:
    engine = opened(place_for(tmp_path))
    with reading(engine) as one, reading(engine) as two:
        assert one.scalar(select(LEASES.c.name)) == two.scalar(select(LEASES.c.name))


def test_many_who_open_a_new_store_at_once_share_one(tmp_path: Path) -> None:
    place = place_for(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        engines = list(threads.map(lambda _: open_store(place), range(8)))
    for number, engine in enumerate(engines):
        with writing(engine) as connection:
            connection.execute(insert(LEASES).values(LEASE | {"name": str(number)}))
    with reading(engines[0]) as connection:
        assert connection.scalar(select(func.count()).select_from(LEASES)) == 8
    for engine in engines:
        engine.dispose()
    assert list(tmp_path.glob("*.new")) == []


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _made_nonsense(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 500)


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _overwritten(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096:12288] = b"\xff" * 8192
    path.write_bytes(whole)


def _of_no_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM schema_version")
        other.commit()


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE cats (name)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE schema_version SET version_num = '0099'")
        other.commit()


@pytest.mark.parametrize(
    "damage",
    [_emptied, _made_nonsense, _cut_short, _overwritten, _foreign, _newer, _of_no_version],
)
def test_a_damaged_store_is_refused_and_left_as_it_is(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    open_store(tmp_path).dispose()
    damage(tmp_path / FILE_NAME)
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreError):
        open_store(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError):
        open_store(tmp_path / "data")


def test_a_store_may_be_named_by_url(tmp_path: Path, opened: Open) -> None:
    opened(f"sqlite:///{tmp_path}/elsewhere/record.sqlite3")
    assert mode(tmp_path / "elsewhere" / "record.sqlite3") == 0o600


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "no url at all"])
def test_what_names_no_lasting_store_is_wrong_input(url: str) -> None:
    with pytest.raises(InputError, match="PROMO_STORE_URL"):
        open_store(url)


def test_a_database_without_its_driver_is_told_without_its_url() -> None:
    with pytest.raises(StoreError, match=r"its driver is missing: pip install") as caught:
        open_store("postgresql+nosuchdriver://user:secret@host/name")
    assert "secret" not in str(caught.value)


def test_another_kind_of_server_is_wrong_input() -> None:
    with pytest.raises(InputError, match="neither a PostgreSQL nor an SQLite"):
        open_store("mysql://user:secret@host/name")


def test_a_server_that_is_not_there_is_told_without_its_url(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_store(f"postgresql://user:secret@/name?host={tmp_path}")
    assert "secret" not in str(caught.value)


def test_a_lock_that_stays_is_waited_for_so_long_and_told(tmp_path: Path, opened: Open) -> None:
    place = place_for(tmp_path)
    waiting = opened(place, patience=0.2)
    with writing(opened(place)) as holder:
        holder.execute(insert(LEASES).values(LEASE))
        started = time.monotonic()
        with (
            pytest.raises(StoreError, match="another process keeps it locked"),
            writing(waiting) as it,
        ):
            it.execute(insert(LEASES).values(LEASE))
        assert 0.1 < time.monotonic() - started < 5


def test_nothing_is_lost_by_having_waited_in_vain(tmp_path: Path, opened: Open) -> None:
    place = place_for(tmp_path)
    waiting = opened(place, patience=0.1)
    with writing(opened(place)) as holder:
        holder.execute(insert(LEASES).values(LEASE))
        with pytest.raises(StoreError), writing(waiting) as it:
            it.execute(insert(LEASES).values(LEASE))
    with writing(waiting) as it:
        assert it.scalar(select(LEASES.c.name)) == "worker"


def test_a_full_disk_is_told_and_what_was_there_can_be_read(tmp_path: Path, opened: Open) -> None:
    engine = opened(tmp_path)
    with writing(engine) as connection:
        connection.execute(insert(LEASES).values(LEASE))
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=1").close())
    with pytest.raises(StoreError, match="the disk is full"), writing(engine) as connection:
        connection.execute(insert(LEASES).values(LEASE | {"name": "x" * 100_000}))
    with reading(engine) as connection:
        assert connection.scalar(select(LEASES.c.name)) == "worker"


def test_damage_that_comes_while_it_is_open_is_told(tmp_path: Path, opened: Open) -> None:
    engine = opened(tmp_path)
    engine.dispose()
    _made_nonsense(tmp_path / FILE_NAME)
    with pytest.raises(StoreError, match="it is damaged"), writing(engine) as connection:
        connection.execute(insert(LEASES).values(LEASE))


@pytest.mark.parametrize(("made", "found"), [(True, True), (False, False)])
def test_whether_there_is_a_store_is_told_without_making_one(tmp_path: Path, *, made: bool, found: bool) -> None:
    if made:
        open_store(tmp_path).dispose()
    assert store_exists(tmp_path) is found
    assert (tmp_path / FILE_NAME).exists() is found


def test_threads_of_one_process_take_turns_and_wait_so_long(tmp_path: Path, opened: Open) -> None:
    engine = opened(tmp_path, patience=0.2)
    with writing(engine), ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(_write_and_fail, engine)
        with pytest.raises(StoreError, match="is busy, so nothing was written"):
            waiting.result()


def test_a_turn_is_given_on_after_a_failure(tmp_path: Path, opened: Open) -> None:
    engine = opened(tmp_path, patience=0.2)
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be written"):
            _write_and_fail(engine)
