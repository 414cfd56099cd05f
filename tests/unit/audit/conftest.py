import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, UpdateBase

from promo_data.audit import Audit, Entry, Event, Finding, HeadFile, read_key, verify
from promo_data.store import open_store, writing
from promo_data.store.database import FILE_NAME
from tests.stores import begun_store
from tests.unit.actions.vendor import Clock

ENTRY = Entry(
    Event.ENDED,
    "sandbox",
    "agent",
    org_id=50404,
    program_id=469,
    promotion_id=65777,
    customer_id=7,
    action="enrol",
    outcome="confirmed",
    details={"code": None},
)


class Books:
    """A store with its audit, in a folder, and what someone may do to them behind the program's back."""

    def __init__(self, folder: Path, place: Path | str, clock: Clock) -> None:
        self.folder = folder
        self.place = place
        self.clock = clock
        self.engine: Engine = open_store(place)
        self.audit = Audit(self.engine, folder, clock=clock)

    def add(self, rows: int = 1) -> None:
        """That many rows, each in a transaction of its own; the first of all is preceded by the one that began."""
        for _ in range(rows):
            self.add_at_once(1)

    def add_at_once(self, rows: int) -> None:
        """That many rows in one transaction."""
        with writing(self.engine) as connection:
            for _ in range(rows):
                self.audit.append(connection, ENTRY)
        self.audit.keep_head()

    def reopen(self) -> None:
        """Close everything and start again, as a new process would."""
        self.close()
        self.engine = open_store(self.place)
        self.audit = Audit(self.engine, self.folder, clock=self.clock)

    def close(self) -> None:
        self.audit.close()
        self.engine.dispose()

    def verify(self) -> Finding:
        return verify(self.engine, HeadFile(self.folder).read(), lambda: read_key(self.folder))

    def require(self) -> None:
        with writing(self.engine) as connection:
            self.audit.require(connection, backend="sandbox", person="agent")

    def tamper(self, *changes: UpdateBase) -> None:
        """Change rows past the triggers: whoever may change the database may drop them."""
        with writing(self.engine) as connection:
            for statement in self._without_guards():
                connection.exec_driver_sql(statement)
            for change in changes:
                connection.execute(change)

    def _without_guards(self) -> list[str]:
        if self.engine.dialect.name == "postgresql":
            return ["ALTER TABLE audit DISABLE TRIGGER ALL"]
        with closing(sqlite3.connect(self.folder / FILE_NAME)) as connection:
            found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        return [f"DROP TRIGGER {name}" for (name,) in found]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def books(tmp_path: Path, clock: Clock) -> Iterator[Books]:
    made = Books(tmp_path / "data", begun_store(tmp_path / "data"), clock)
    yield made
    made.close()


@pytest.fixture
def file_books(tmp_path: Path, clock: Clock) -> Iterator[Books]:
    """The same in our own file, whatever database the others are in."""
    made = Books(tmp_path / "data", tmp_path / "data", clock)
    yield made
    made.close()
