"""The database of the cache: opened when needed, removed and made again when damaged."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TypeVar

import diskcache

from promo_data.cache.disk import SETTINGS, BytesDisk
from promo_data.cache.secret import Secret, read_or_make_secret
from promo_data.errors import StoreError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

_FILE = diskcache.core.DBNAME
_TROUBLE = (sqlite3.Error, OSError, diskcache.Timeout, TypeError, ValueError)
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})


@dataclass(frozen=True, slots=True)
class Opened:
    """The entries, and the secret they are named and sealed with."""

    entries: diskcache.Cache
    secret: Secret
    file: tuple[int, int]


class Database:
    """One SQLite file and its secret in ``folder``, for its owner's eyes alone; threads and processes may share it.

    A writer that is kept waiting for more than ``busy_seconds`` gives up.
    """

    def __init__(self, folder: Path, *, busy_seconds: float) -> None:
        self._folder = folder
        self._busy_seconds = busy_seconds
        self._lock = RLock()
        self._opened: Opened | None = None

    def attempt(self, action: Callable[[Opened], Result]) -> Result | None:
        """What ``action`` returns, or ``None`` and a warning where the disk made trouble.

        A damaged file is removed, so that the next attempt finds an empty one.
        """
        try:
            return action(self._open())
        except _TROUBLE as error:
            logger.warning("The cache could not be used (%s); answers are read from the vendor.", type(error).__name__)
            if _is_damage(error):
                self._remove_if_possible()
            return None

    def empty(self) -> None:
        """Leaves no entry on disk. Raises ``StoreError`` where that cannot be done."""
        try:
            self._empty()
        except _TROUBLE:
            raise StoreError("The cache could not be emptied: it is in use or cannot be written. Try again.") from None

    def close(self) -> None:
        """Lets go of the file; the next use opens it again."""
        with self._lock:
            if self._opened is not None:
                self._opened.entries.close()
            self._opened = None

    def _empty(self) -> None:
        if not (self._folder / _FILE).exists():
            self._remove()
            return
        try:
            self._open().entries.clear()
        except _TROUBLE as error:
            if not _is_damage(error):
                raise
            self._remove()

    def _open(self) -> Opened:
        """The database that lies in the folder now: another process may have removed the one we had."""
        with self._lock:
            if self._opened is None or self._opened.file != _identity(self._folder / _FILE):
                self.close()
                self._opened = self._newly_opened()
            return self._opened

    def _newly_opened(self) -> Opened:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        file = self._folder / _FILE
        file.touch(mode=0o600)
        _check_not_locked(file, self._busy_seconds)
        entries = diskcache.Cache(str(self._folder), timeout=self._busy_seconds, disk=BytesDisk, **SETTINGS)
        entries.expire()
        return Opened(entries, read_or_make_secret(self._folder), _identity(file))

    def _remove_if_possible(self) -> None:
        try:
            self._remove()
        except OSError as error:
            logger.warning("The damaged cache could not be removed (%s).", type(error).__name__)

    def _remove(self) -> None:
        """Takes the file and its journals away, and sets nothing aside: they hold answers about people."""
        with self._lock:
            self.close()
            for name in (_FILE, f"{_FILE}-journal", f"{_FILE}-wal", f"{_FILE}-shm"):
                (self._folder / name).unlink(missing_ok=True)


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, (TypeError, ValueError)) or (code is not None and code & 0xFF in _DAMAGE_CODES)


def _identity(file: Path) -> tuple[int, int]:
    """What tells this file from another of the same name; zeros where there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_dev, status.st_ino)


def _check_not_locked(file: Path, busy_seconds: float) -> None:
    """Raises ``sqlite3.OperationalError`` where another holds the lock: diskcache would wait a minute for it."""
    connection = sqlite3.connect(file, timeout=busy_seconds, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    finally:
        connection.close()
