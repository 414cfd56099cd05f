"""What an error of the disk or of the database means for the cache."""

import errno
import sqlite3
from enum import StrEnum

import diskcache

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_CLOSED = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Trouble(StrEnum):
    """Why the cache could not be used."""

    DAMAGED = "damaged"
    FULL = "its disk is full"
    IN_USE = "in use"
    UNWRITABLE = "it cannot be read or written"


def trouble_of(error: Exception) -> Trouble:
    """The trouble behind ``error``; whatever is neither the disk's nor another user's is damage."""
    code = _sqlite_code(error)
    if code is None:
        return _of_system(error)
    if code & 0xFF in _BUSY:
        return Trouble.IN_USE
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}:
        return Trouble.FULL
    is_short = code == sqlite3.SQLITE_IOERR_SHORT_READ
    return Trouble.UNWRITABLE if code & 0xFF in _CLOSED and not is_short else Trouble.DAMAGED


def _of_system(error: Exception) -> Trouble:
    if isinstance(error, diskcache.Timeout):
        return Trouble.IN_USE
    if not isinstance(error, OSError):
        return Trouble.DAMAGED
    return Trouble.FULL if error.errno in _FULL else Trouble.UNWRITABLE


def _sqlite_code(error: BaseException) -> int | None:
    """SQLite's extended code; what prevents a transaction is a ``Timeout`` of diskcache, with the cause behind it."""
    cause: BaseException | None = error
    while isinstance(cause, (diskcache.Timeout, sqlite3.Error)):
        if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
            return int(code)
        cause = cause.__context__
    return None
