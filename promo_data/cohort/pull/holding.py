"""One process at a time works in a folder; the system lets go for one that is killed, so nobody waits for the dead."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from promo_data.errors import InputError


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds the lock of that file while the block runs, and leaves no file behind.

    Raises ``InputError`` where another process holds it.
    """
    descriptor = _locked(path)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _locked(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise InputError("Another process is pulling into this folder: wait for it, or choose another.") from None
        if _is_still_there(path, descriptor):
            return descriptor
        os.close(descriptor)


def _is_still_there(path: Path, descriptor: int) -> bool:
    """A former holder may have removed the file between our opening it and its lock becoming free."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
