import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text

from promo_data.errors import InputError, StoreError
from promo_data.store import open_store, reading, writing
from promo_data.store.database import FILE_NAME
from promo_data.store.tables import METADATA, SCHEMA, SCHEMA_VERSION


@pytest.fixture
def opened() -> Iterator[Callable[[Path | str], Engine]]:
    engines: list[Engine] = []

    def open_one(place: Path | str) -> Engine:
        engines.append(open_store(place))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()


Open = Callable[[Path | str], Engine]


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


def test_all_tables_and_the_version_are_there(tmp_path: Path, opened: Open) -> None:
    with reading(opened(tmp_path)) as connection:
        assert connection.scalar(select(SCHEMA.c.version)) == SCHEMA_VERSION
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    assert names == set(METADATA.tables)


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path, opened: Open) -> None:
    with writing(opened(tmp_path)) as connection:
        connection.execute(insert(SCHEMA).values(version=0))
    with reading(opened(tmp_path)) as connection:
        assert set(connection.scalars(select(SCHEMA.c.version))) == {0, SCHEMA_VERSION}


def _write_and_fail(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(insert(SCHEMA).values(version=2))
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))


def test_a_failed_change_leaves_nothing(tmp_path: Path, opened: Open) -> None:
    engine = opened(tmp_path)
    with pytest.raises(StoreError, match="cannot be written"):
        _write_and_fail(engine)
    with reading(engine) as connection:
        assert list(connection.scalars(select(SCHEMA.c.version))) == [SCHEMA_VERSION]


def test_a_writer_holds_the_lock_from_the_start(tmp_path: Path, opened: Open) -> None:
    with (
        writing(opened(tmp_path)),
        closing(sqlite3.connect(tmp_path / FILE_NAME, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN IMMEDIATE")


def test_readers_hold_no_lock_against_each_other(tmp_path: Path, opened: Open) -> None:
    engine = opened(tmp_path)
    with reading(engine) as one, reading(engine) as two:
        assert one.scalar(select(SCHEMA.c.version)) == two.scalar(select(SCHEMA.c.version))


def test_many_who_open_a_new_store_at_once_share_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        engines = list(threads.map(lambda _: open_store(tmp_path), range(8)))
    for version, engine in enumerate(engines, start=2):
        with writing(engine) as connection:
            connection.execute(insert(SCHEMA).values(version=version))
        engine.dispose()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("SELECT count(*) FROM schema").fetchone() == (9,)
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


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE cats (name)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE schema SET version = 99")
        other.commit()


@pytest.mark.parametrize(
    "damage",
    [_emptied, _made_nonsense, _cut_short, _overwritten, _foreign, _newer],
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
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+nosuchdriver://user:secret@host/name")
    assert "secret" not in str(caught.value)
