"""How a database of an earlier version becomes one of the present version, and what is refused."""

import shutil
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select

from promo_data.errors import StoreError
from promo_data.store import open_store, reading
from promo_data.store.database import FILE_NAME
from promo_data.store.tables import INTENTS, METADATA
from promo_data.store.versions import PRESENT, VERSION_TABLE, version_of
from tests.stores import place_for

VERSION_1 = Path(__file__).parent / "version_1.db"
"""Written by the first version: one CONFIRMED intent, one UNKNOWN, one SENT and one PREPARED."""

Open = Callable[..., Engine]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with a database of version 1."""
    shutil.copy(VERSION_1, tmp_path / FILE_NAME)
    return tmp_path


def put(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute(statement)


def rows(path: Path, columns: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT {columns} FROM intents ORDER BY id").fetchall()  # noqa: S608 - our own text


def version_1_columns() -> str:
    with closing(sqlite3.connect(VERSION_1)) as connection:
        return ", ".join(row[1] for row in connection.execute("PRAGMA table_info(intents)"))


def test_the_tables_are_those_that_the_program_knows(tmp_path: Path, opened: Open) -> None:
    with reading(opened(place_for(tmp_path))) as connection:
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, VERSION_TABLE}
        assert version_of(connection) == PRESENT


@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_steps_lead_to_the_tables_that_the_program_knows(tmp_path: Path, opened: Open) -> None:
    options = {"version_table": VERSION_TABLE, "compare_server_default": True}
    with reading(opened(place_for(tmp_path))) as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []


def test_a_database_of_version_1_keeps_every_row(old: Path, opened: Open) -> None:
    columns = version_1_columns()
    opened(old)
    assert rows(old / FILE_NAME, columns) == rows(VERSION_1, columns)


def test_what_version_1_left_unknown_is_due_to_be_read_back(old: Path, opened: Open) -> None:
    with reading(opened(old)) as connection:
        due = connection.execute(select(INTENTS.c.id, INTENTS.c.next_read_at, INTENTS.c.reads)).all()
    assert {row.id.int: (row.next_read_at, row.reads) for row in due} == {
        1: (None, 0),
        2: (datetime(2026, 3, 2, 9, 0, 4, tzinfo=UTC), 0),
        3: (None, 0),
        4: (None, 0),
    }


def test_what_an_earlier_version_sent_and_left_open_has_our_own_time_for_the_vendors(old: Path, opened: Open) -> None:
    with reading(opened(old)) as connection:
        sent = connection.execute(select(INTENTS.c.state, INTENTS.c.sent_at, INTENTS.c.vendor_sent_at)).all()
    assert {row.vendor_sent_at == row.sent_at for row in sent if row.state in ("sent", "unknown")} == {True}
    assert {row.vendor_sent_at for row in sent if row.state not in ("sent", "unknown")} == {None}


def test_a_database_is_copied_before_it_is_changed(old: Path, opened: Open) -> None:
    opened(old)
    copy = old / f"{FILE_NAME}.version-0001"
    assert rows(copy, "*") == rows(VERSION_1, "*")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_one_of_the_present_version_is_not_copied(tmp_path: Path, opened: Open) -> None:
    opened(tmp_path)
    opened(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {FILE_NAME, f"{FILE_NAME}-journal"}


def test_many_who_open_an_old_one_at_once_change_it_once(old: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        for engine in threads.map(lambda _: open_store(old), range(8)):
            engine.dispose()
    assert len(rows(old / FILE_NAME, "*")) == 4
    assert list(old.glob("*.new")) == []


def test_a_step_that_fails_leaves_the_database_as_it_was(old: Path) -> None:
    with closing(sqlite3.connect(old / FILE_NAME)) as connection:
        connection.execute("CREATE TABLE jobs (something INTEGER)")
        connection.commit()
    with pytest.raises(StoreError, match="left as is"):
        open_store(old)
    assert rows(old / FILE_NAME, "*") == rows(VERSION_1, "*")


def test_a_database_of_a_newer_program_is_refused_in_one_sentence(tmp_path: Path, opened: Open) -> None:
    place = place_for(tmp_path)
    with opened(place).begin() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSION_TABLE} SET version_num = '0099'")  # noqa: S608 - our own text
    with pytest.raises(StoreError, match="written by a newer version of this program: use that one"):
        open_store(place)


def test_the_first_program_does_not_open_what_was_changed(old: Path, opened: Open) -> None:
    opened(old)
    with (
        closing(sqlite3.connect(old / FILE_NAME)) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such table: schema"),
    ):
        connection.execute("SELECT max(version) FROM schema")


def test_an_intent_of_version_1_is_still_what_it_was(old: Path, opened: Open) -> None:
    with reading(opened(old)) as connection:
        state = connection.scalar(select(INTENTS.c.state).where(INTENTS.c.id == UUID(int=1)))
    assert state == "confirmed"


@pytest.mark.parametrize(("state", "effect"), [("unknown", "enrol_milestones"), ("not_applied", "enrol")])
def test_open_milestones_are_no_longer_taken_for_an_enrolment(old: Path, opened: Open, state: str, effect: str) -> None:
    first = "(SELECT min(id) FROM intents)"
    changes = f"effect = 'enrol', route = 'v3_enrol_milestones', state = '{state}', promotion_id = 1"
    put(old, f"UPDATE intents SET {changes} WHERE id = {first}")  # noqa: S608 - our own text
    with reading(opened(old)) as connection:
        assert connection.scalar(select(INTENTS.c.effect).where(INTENTS.c.promotion_id == 1)) == effect


@pytest.mark.parametrize(
    "typed",
    ["https://eu.api.capillarytech.com/", "https://EU.api.capillarytech.com", "https://eu.api.capillarytech.com:443"],
)
def test_records_of_a_backend_that_was_spelled_in_another_way_come_over(old: Path, opened: Open, typed: str) -> None:
    put(old, f"UPDATE intents SET backend = '{typed}'")  # noqa: S608 - our own text
    with reading(opened(old)) as connection:
        assert set(connection.scalars(select(INTENTS.c.backend))) == {"https://eu.api.capillarytech.com"}


def test_two_open_ones_of_a_kind_under_two_spellings_both_stay_open_and_one_is_left_to_a_person(
    old: Path, opened: Open
) -> None:
    names = version_1_columns()
    put(old, "UPDATE intents SET backend = 'https://eu.api.capillarytech.com/', form_token = NULL")
    other = {"id": f"'{UUID(int=5).hex}'", "backend": "'https://eu.api.capillarytech.com'"}
    twin = ", ".join(other.get(name, name) for name in names.split(", "))
    put(old, f"INSERT INTO intents ({names}) SELECT {twin} FROM intents WHERE state = 'unknown'")  # noqa: S608 - ours
    with reading(opened(old)) as connection:
        unknown = select(INTENTS.c.id, INTENTS.c.effect).where(INTENTS.c.state == "unknown")
        assert {row.id.int: row.effect for row in connection.execute(unknown)} == {2: None, 5: "enrol"}
