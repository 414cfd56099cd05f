"""Our SQLite file: never half made, copied aside before its tables change, as durable as the file system allows."""

import os
import sqlite3
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from threading import Lock
from uuid import uuid4
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from promo_data.errors import StoreError
from promo_data.store.versions import ONE_AT_A_TIME, PRESENT, bring_to_present, version_of

READS_ONLY = "promo_data_reads_only"
"""The execution option of a connection that takes no write lock."""

_PRAGMAS = (
    # A rollback journal: SQLite before 3.51.3 can corrupt a write-ahead log that two processes write (sqlite.org/wal).
    "PRAGMA journal_mode=TRUNCATE",
    # A committed row survives a loss of power: it must be on disk before a request leaves.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # What is no longer kept of a customer is overwritten, not only let go.
    "PRAGMA secure_delete=ON",
)


class _Turns:
    """One thread of this process writes at a time: SQLite gives no turns, and some thread might wait for ever."""

    def __init__(self, patience: float) -> None:
        self._lock = Lock()
        self._patience = patience

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._patience):
            raise StoreError("The record of actions is busy, so nothing was written.")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


_TURNS: WeakKeyDictionary[Engine, _Turns] = WeakKeyDictionary()


def turn(engine: Engine) -> AbstractContextManager[None]:
    """To be held around a transaction that writes; raises ``StoreError`` where others take longer than is waited for.

    A server keeps turns itself.
    """
    return _TURNS.get(engine) or nullcontext()


def open_file(path: Path, *, patience: float, checked: bool = True) -> Engine:
    """The database in that file, its tables of the present version; made where there is no file.

    ``patience`` is for how many seconds a lock is waited for; damage is looked for unless it is not to be ``checked``.
    Raises ``StoreError`` where it is damaged or not ours.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    path.chmod(0o600)
    engine = _engine(path, patience)
    try:
        _require_ours(engine, path, checked=checked)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _create(path: Path) -> None:
    """A whole new file, made aside and put in place at once: a file at ``path`` that is not whole is damaged."""
    aside = _aside(path)
    engine = _engine(aside, patience=0)
    try:
        with ONE_AT_A_TIME, engine.begin() as connection:
            bring_to_present(connection)
        engine.dispose()
        path.hardlink_to(aside)
    except FileExistsError:
        return
    finally:
        engine.dispose()
        for left in (aside, aside.with_name(f"{aside.name}-journal")):
            left.unlink(missing_ok=True)


def _require_ours(engine: Engine, path: Path, *, checked: bool) -> None:
    with engine.connect().execution_options(**{READS_ONLY: True}) as connection:
        whole = not checked or connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
        version = version_of(connection) if whole else None
    if version is None:
        raise StoreError("The record of actions is damaged, or not ours; it was left as it is.")
    if version != PRESENT:
        _migrate(engine, path)


def _migrate(engine: Engine, path: Path) -> None:
    with ONE_AT_A_TIME, engine.begin() as connection:
        version = version_of(connection)
        if version != PRESENT:  # another process may have been first
            _copy(path, path.with_name(f"{path.name}.version-{version}"))
            bring_to_present(connection)


def _copy(path: Path, copy: Path) -> None:
    """The file as it was last committed; SQLite's own copying, because closing a plain one would drop our lock."""
    aside = _aside(copy)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(aside)) as target:
        source.backup(target)
    aside.replace(copy)


def _aside(path: Path) -> Path:
    """An empty file beside ``path``, for its owner alone."""
    aside = path.with_name(f"{path.name}.{uuid4().hex}.new")
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return aside


def _engine(path: Path, patience: float) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": patience})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    _TURNS[engine] = _Turns(patience)
    return engine


def _prepared(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """SQLAlchemy's recipe for transactions under Python's sqlite3: the driver begins none of its own."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()


def _begun(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(READS_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
