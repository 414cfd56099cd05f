"""The database of the cache: opened when needed, removed and made again when damaged."""

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TypeVar, TypeVarTuple

from promo_data.cache.entries import Entries
from promo_data.cache.folder import DATABASE_FILE, make_folder, remove_database, remove_everything, remove_strays
from promo_data.cache.secret import Secret, read_or_make_secret
from promo_data.cache.trouble import Trouble, trouble_of
from promo_data.errors import StoreError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

_SLOW = frozenset({Trouble.IN_USE, Trouble.UNWRITABLE})
_REST_SECONDS = 1.0
_SECONDS_BETWEEN_WARNINGS = 60.0
_BEFORE_THE_FIRST_PAGE = (
    "PRAGMA page_size = 4096",  # an answer of twelve promotions, 15 kB or 3 when packed, lies in one page
    "PRAGMA synchronous = 0",
    "PRAGMA secure_delete = 1",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The entries, the secret they are named and sealed with, and the file they lie in."""

    entries: Entries
    secret: Secret
    file: tuple[int, int]


class Database:
    """One SQLite file and its secret in ``folder``, for its owner's eyes alone; threads and processes may share it.

    A writer that is kept waiting for more than ``busy_seconds`` gives up. After that
    the disk is left alone for a second, so that readers do not wait for it again and again.
    """

    def __init__(self, folder: Path, *, busy_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.was_damaged = False
        self._folder = folder
        self._file = str(folder / DATABASE_FILE)
        self._busy_seconds = busy_seconds
        self._clock = clock
        self._lock = RLock()
        self._opened: Opened | None = None
        self._rests_until = float("-inf")
        self._warned: dict[Trouble, float] = {}

    def attempt(
        self, action: Callable[[Opened, *Arguments], Result], *arguments: *Arguments, at_any_cost: bool = False
    ) -> Result | None:
        """What ``action`` returns, or ``None`` and a warning, at most one a minute, where the disk made trouble.

        A damaged file is removed and ``action`` done once more, on an empty one. ``at_any_cost`` removes the file for
        any trouble, unless another has it in use.
        """
        if self._clock() < self._rests_until:
            return None
        result, trouble = self.mended(action, *arguments, at_any_cost=at_any_cost)
        if trouble is None:
            return result
        self._warn(trouble)
        if trouble in _SLOW:
            self._rests_until = self._clock() + _REST_SECONDS
        return None

    def mended(
        self, action: Callable[[Opened, *Arguments], Result], *arguments: *Arguments, at_any_cost: bool = False
    ) -> tuple[Result | None, Trouble | None]:
        """What ``action`` returns, or why it could not be done, even on a file that was made anew."""
        result, trouble = self._tried(action, *arguments)
        if trouble is None:
            return result, None
        if trouble is Trouble.DAMAGED:
            self.was_damaged = True
            self._warn(trouble)
        elif trouble is Trouble.IN_USE or not at_any_cost:
            return None, trouble
        try:
            self._remove()
        except OSError as error:
            return None, trouble_of(error)
        return self._tried(action, *arguments)

    def erase(self) -> None:
        """Leaves no file of the cache on disk. Raises ``StoreError`` where that cannot be done.

        What another process still holds open is overwritten first, or, while it writes, unreadable without the secret.
        """
        with self._lock:
            try:
                if Path(self._file).is_file():
                    self._tried(lambda opened: opened.entries.clear())
                self.close()
                remove_everything(self._folder)
            except OSError:
                raise StoreError(f"The cache in {self._folder} could not be removed: check who owns it.") from None

    def close(self) -> None:
        """Lets go of the file; the next use opens it again."""
        with self._lock:
            if self._opened is not None:
                self._opened.entries.close()
            self._opened = None

    def _tried(
        self, action: Callable[[Opened, *Arguments], Result], *arguments: *Arguments
    ) -> tuple[Result | None, Trouble | None]:
        try:
            return action(self._open(), *arguments), None
        except Exception as error:  # noqa: BLE001 - a damaged or planted file can bring any of them about
            return None, trouble_of(error)

    def _remove(self) -> None:
        with self._lock:
            self.close()
            remove_database(self._folder)

    def _warn(self, trouble: Trouble) -> None:
        if self._clock() - self._warned.get(trouble, float("-inf")) >= _SECONDS_BETWEEN_WARNINGS:
            self._warned[trouble] = self._clock()
            logger.warning("The cache could not be used (%s); answers are read from the vendor.", trouble.value)

    def _open(self) -> Opened:
        """The database that lies in the folder now: another process may have removed the one we had."""
        opened = self._opened
        if opened is not None and opened.file == _identity(self._file):
            return opened
        with self._lock:
            if self._opened is None or self._opened.file != _identity(self._file):
                self.close()
                self._opened = self._newly_opened()
            return self._opened

    def _newly_opened(self) -> Opened:
        make_folder(self._folder)
        path = Path(self._file)
        path.touch(mode=0o600)
        path.chmod(0o600)
        secret = self._prepared()
        return Opened(Entries(str(self._folder), self._busy_seconds), secret, _identity(self._file))

    def _prepared(self) -> Secret:
        """The folder's secret, read under the lock of a database that is marked as belonging to it.

        diskcache would wait a minute for a lock that another holds: here it is ``sqlite3.OperationalError``, and
        ``ValueError`` for a database of another secret, layout or program.
        """
        with closing(sqlite3.connect(self._file, timeout=self._busy_seconds, isolation_level=None)) as connection:
            for pragma in _BEFORE_THE_FIRST_PAGE:
                connection.execute(pragma)
            connection.execute("BEGIN IMMEDIATE")
            remove_strays(self._folder)
            secret = read_or_make_secret(self._folder)
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                connection.execute(f"PRAGMA user_version = {secret.mark}")
            marked = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("COMMIT")
        if marked != (secret.mark,):
            raise ValueError("The cache is not of this secret and layout.")
        return secret


def _identity(file: str) -> tuple[int, int]:
    """What tells this file from another of the same name; zeros where there is none."""
    try:
        status = os.stat(file)  # noqa: PTH116 - on the way of every read, where a Path costs as much as the call
    except FileNotFoundError:
        return (0, 0)
    return (status.st_dev, status.st_ino)
