"""Opening the database and the two kinds of transaction; whatever fails is told in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from promo_data.errors import InputError, StoreError
from promo_data.store.reasons import reason
from promo_data.store.server import open_server
from promo_data.store.sqlite import READS_ONLY, open_file, turn

FILE_NAME = "journal.sqlite3"
PATIENCE_SECONDS = 10.0
"""How long a lock that another process holds is waited for."""


def open_store(place: Path | str, *, patience: float = PATIENCE_SECONDS, checked: bool = True) -> Engine:
    """The database at ``place``: a URL, or a folder for our SQLite file, with all tables of the present version.

    The file is for its owner alone. One of an earlier version is brought to the present one, a copy kept beside it.
    Raises ``InputError`` for a URL that names no database we know, and ``StoreError`` where the database cannot be
    read, is damaged, newer, or not ours: it is then left as it is. Unless ``checked``, our file is not read from end to
    end for damage: for those who look often and write nothing.
    """
    url = _url(place)
    try:
        if url.get_backend_name() == "sqlite":
            return open_file(_file(url), patience=patience, checked=checked)
        return open_server(url, patience=patience)
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise StoreError(f"The record of actions cannot be opened ({reason(error)}); it was left as is.") from None


def store_exists(place: Path | str) -> bool:
    """Whether opening would find a database there; a server is taken to hold one."""
    url = _url(place)
    return url.get_backend_name() != "sqlite" or _file(url).exists()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, committed on leaving; its write lock is held from the start, so it never fails half way.

    Raises ``StoreError``; breaking a uniqueness rule raises SQLAlchemy's ``IntegrityError``.
    """
    try:
        with turn(engine), engine.begin() as connection:
            yield connection
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise StoreError(f"The record of actions cannot be written ({reason(error)}).") from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads and takes no write lock. Raises ``StoreError``."""
    try:
        with engine.connect().execution_options(**{READS_ONLY: True}) as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"The record of actions cannot be read ({reason(error)}).") from None


def _url(place: Path | str) -> URL:
    if isinstance(place, Path):
        return URL.create("sqlite", database=str(place / FILE_NAME))
    try:
        return make_url(place)
    except ArgumentError:
        raise InputError("PROMO_STORE_URL is no database URL, such as postgresql://host/name.") from None


def _file(url: URL) -> Path:
    if url.database in (None, "", ":memory:"):
        raise InputError("PROMO_STORE_URL names a database in memory, which would forget what was sent.")
    return Path(str(url.database))
