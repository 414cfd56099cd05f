"""The bytes of a list, which may be a file's or an upload's."""

from pathlib import Path
from stat import S_ISREG

from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.limits import LARGEST_FILE

_TOO_LARGE = (
    f"The list has {LARGEST_FILE // 1_000_000} MB or more: keep only the column of the identifiers, save it as "
    "Parquet, or split it."
)


def content_of(source: Path | bytes) -> bytes:
    """All bytes of ``source``. Raises ``ListError`` where they are too many or cannot be read."""
    size = len(source) if isinstance(source, bytes) else _size(source)
    if size >= LARGEST_FILE:
        raise ListError(_TOO_LARGE)
    return source if isinstance(source, bytes) else _read(source)


def _size(path: Path) -> int:
    try:
        told = path.stat()
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
    if not S_ISREG(told.st_mode):
        raise ListError("This is no file: name the file that holds the list.")
    return told.st_size


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> ListError:
    if isinstance(error, FileNotFoundError):
        return ListError("There is no file of that name: check where the list is.")
    return ListError(f"The file of the list cannot be read ({type(error).__name__}): check who may read it.")
