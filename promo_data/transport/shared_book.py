"""The book of grants in a file that all processes of this machine share, or one of our own where that fails."""

import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from promo_data.transport.grant_book import GrantBook, Lease, Wait

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

_BUSY_SECONDS = 0.25
_FILE_AGAIN_SECONDS = 10.0
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
# A killed process leaves nothing half done; a power cut may cost the file, which then starts anew. The write-ahead log
# is not used: in SQLite before 3.51.3 two writers could damage the file through it.
_SETTINGS = "PRAGMA journal_mode = PERSIST; PRAGMA synchronous = OFF;"


@dataclass(frozen=True, slots=True)
class _Opened:
    """The book and which file it is in: another process may put a new one in its place."""

    book: GrantBook
    file: tuple[int, int]


class SharedBook:
    """Keeps to the rate together with every process that uses ``file``, which holds numbers and times alone.

    Whatever is wrong with the file, calls go on: this process then keeps to the rate by itself and tries the file again
    by and by. A damaged file is removed. Used on one event loop.
    """

    def __init__(
        self, file: Path, *, per_period: int, period: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._file = file
        self._per_period = per_period
        self._period = period
        self._clock = clock
        self._opened: _Opened | None = None
        self._own: GrantBook | None = None
        self._file_again_at = clock()
        self._is_told = False

    def take(self, *, background: bool, unused: Lease | None = None) -> Lease | Wait:
        """As ``GrantBook.take``."""
        return self._attempt(lambda book: book.take(background=background, unused=unused))

    def slow_down(self, pause: float) -> None:
        """As ``GrantBook.slow_down``."""
        self._attempt(lambda book: book.slow_down(pause))

    def close(self) -> None:
        """Lets go of the file; the next use opens it again."""
        self._let_go()
        if self._own is not None:
            self._own.close()
        self._own = None

    def _attempt(self, action: Callable[[GrantBook], Result]) -> Result:
        if self._clock() >= self._file_again_at:
            try:
                result = action(self._shared())
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
            else:
                self._is_told = False
                return result
        self._own = self._own or self._book(":memory:")
        return action(self._own)

    def _shared(self) -> GrantBook:
        if self._opened is None or self._opened.file != self._identity():
            self._let_go()
            self._opened = self._newly_opened()
        return self._opened.book

    def _newly_opened(self) -> _Opened:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file.parent.chmod(0o700)
        self._file.touch(mode=0o600)
        file = self._identity()
        return _Opened(self._book(self._file), file)

    def _book(self, place: Path | str) -> GrantBook:
        database = sqlite3.connect(place, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            database.executescript(_SETTINGS)
            return GrantBook(database, per_period=self._per_period, period=self._period, clock=self._clock)
        except sqlite3.Error:
            database.close()
            raise

    def _let_go(self) -> None:
        if self._opened is not None:
            self._opened.book.close()
        self._opened = None

    def _give_up(self, error: Exception) -> None:
        """Closes the file for a while, for good where it is damaged; told once, until it works again."""
        self._let_go()
        self._file_again_at = self._clock() + _FILE_AGAIN_SECONDS
        if _is_damage(error):
            self._remove()
        if not self._is_told:
            logger.warning(
                "The rate cannot be shared with other processes (%s): each keeps to it by itself.", type(error).__name__
            )
            self._is_told = True

    def _remove(self) -> None:
        try:
            self._file.with_name(f"{self._file.name}-journal").unlink(missing_ok=True)
            self._file.unlink(missing_ok=True)
        except OSError:
            return
        self._file_again_at = self._clock()

    def _identity(self) -> tuple[int, int]:
        """What tells this file from another of the same name; zeros where there is none."""
        try:
            status = self._file.stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_dev, status.st_ino)


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGE_CODES
