"""The folder of the cache: for its owner alone, with nothing in it but what the cache needs."""

import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import diskcache

from promo_data.cache.secret import SECRET_FILE

DATABASE_FILE: str = diskcache.core.DBNAME
_JOURNAL_FILE = f"{DATABASE_FILE}-journal"
_HEX = "[0-9a-f][0-9a-f]"
_STRAYS = (f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm", f"{SECRET_FILE}.*", f"{_HEX}/{_HEX}/*.val")
"""What a killed process, or an older layout of this cache, may have left: never a file that could be someone else's."""


def make_folder(folder: Path) -> None:
    """Makes it, or closes it to others, and takes away what stands in the place of our files and is no file.

    A link is never followed: it could lead the cache, or what is removed with it, anywhere. Raises ``OSError``.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink():
        raise NotADirectoryError("The folder of the cache is a link.")
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    for name in (DATABASE_FILE, _JOURNAL_FILE, SECRET_FILE):
        _remove_unless_file(folder / name)


def remove_strays(folder: Path) -> None:
    """Takes away what killed processes and older layouts left, orphaned value files among it. Raises ``OSError``."""
    for stray in _strays(folder):
        _remove(stray)
        for parent in (stray.parent, stray.parent.parent):
            if parent.is_relative_to(folder) and parent != folder:
                with suppress(OSError):  # it holds something else
                    parent.rmdir()


def remove_database(folder: Path) -> None:
    """Takes the database and its journal away, and sets nothing aside: they hold answers about people.

    Raises ``OSError``.
    """
    for name in (DATABASE_FILE, _JOURNAL_FILE):
        _remove(folder / name)


def remove_everything(folder: Path) -> None:
    """Leaves no file of the cache, its secret included. Raises ``OSError``."""
    if folder.is_symlink():
        return
    remove_database(folder)
    remove_strays(folder)
    _remove(folder / SECRET_FILE)


def _strays(folder: Path) -> Iterator[Path]:
    for pattern in _STRAYS:
        yield from tuple(folder.glob(pattern))


def _remove_unless_file(path: Path) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
