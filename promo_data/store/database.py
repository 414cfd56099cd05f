"""Opening the database: never half made, never silently made anew, and as durable as the file system allows."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, insert, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from promo_data.errors import InputError, StoreError
from promo_data.store.tables import METADATA, SCHEMA, SCHEMA_VERSION

FILE_NAME = "journal.sqlite3"
_BUSY_SECONDS = 10
_READS_ONLY = "promo_data_reads_only"
_PRAGMAS = (
    # A rollback journal: SQLite before 3.51.3 can corrupt a write-ahead log that two processes write (sqlite.org/wal).
    "PRAGMA journal_mode=TRUNCATE",
    # A committed row survives a loss of power: it must be on disk before a request leaves.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)


def open_store(place: Path | str) -> Engine:
    """The database at ``place``: a URL, or a folder for our SQLite file, with all tables in it.

    The file is for its owner alone. Raises ``InputError`` for a URL that names no database, and ``StoreError`` where
    the database cannot be read, is damaged, or is not ours: it is then left as it is.
    """
    url = _url(place)
    try:
        return _open_file(_file(url)) if url.get_backend_name() == "sqlite" else _open_server(url)
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise StoreError(
            f"The record of actions cannot be opened ({type(error).__name__}); it was left as is."
        ) from None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, committed on leaving; its write lock is held from the start, so it never fails half way.

    Raises ``StoreError``; breaking a uniqueness rule raises SQLAlchemy's ``IntegrityError``.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise StoreError(f"The record of actions cannot be written ({type(error).__name__}).") from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads and takes no write lock. Raises ``StoreError``."""
    try:
        with engine.connect().execution_options(**{_READS_ONLY: True}) as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"The record of actions cannot be read ({type(error).__name__}).") from None


def _url(place: Path | str) -> URL:
    if isinstance(place, Path):
        return URL.create("sqlite", database=str(place / FILE_NAME))
    try:
        return make_url(place)
    except ArgumentError:
        raise InputError("PROMO_STORE_URL is no database URL, such as postgresql+psycopg://host/name.") from None


def _file(url: URL) -> Path:
    if url.database in (None, "", ":memory:"):
        raise InputError("PROMO_STORE_URL names a database in memory, which would forget what was sent.")
    return Path(str(url.database))


def _open_server(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True)
    _make(engine)
    return _checked(engine)


def _open_file(path: Path) -> Engine:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    path.chmod(0o600)
    return _checked(_sqlite_engine(path))


def _create(path: Path) -> None:
    """A whole new file, made aside and put in place at once: a file at ``path`` that is not whole is damaged."""
    aside = path.with_name(f"{path.name}.{uuid4().hex}.new")
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    engine = _sqlite_engine(aside)
    try:
        _make(engine)
        engine.dispose()
        path.hardlink_to(aside)
    except FileExistsError:
        return
    finally:
        engine.dispose()
        for left in (aside, aside.with_name(f"{aside.name}-journal")):
            left.unlink(missing_ok=True)


def _make(engine: Engine) -> None:
    with engine.begin() as connection:
        METADATA.create_all(connection)
        if connection.scalar(select(func.max(SCHEMA.c.version))) is None:
            connection.execute(insert(SCHEMA).values(version=SCHEMA_VERSION))


def _checked(engine: Engine) -> Engine:
    try:
        _check(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check(engine: Engine) -> None:
    with reading(engine) as connection:
        whole = engine.dialect.name != "sqlite" or _is_whole(connection)
        version = connection.scalar(select(func.max(SCHEMA.c.version))) if whole else None
    if version != SCHEMA_VERSION:
        raise StoreError("The record of actions is damaged, or of another version; it was left as it is.")


def _is_whole(connection: Connection) -> bool:
    return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"


def _sqlite_engine(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    return engine


def _prepared(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """SQLAlchemy's recipe for transactions under Python's sqlite3: the driver begins none of its own."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()


def _begun(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(_READS_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
