"""The key that seals the audit: a setting, or a file of the data folder that only its owner may read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from promo_data.errors import StoreError

FILE_NAME = "audit.key"
_SHORTEST = 32
_BYTES = 32
_MISSING = (
    f"The audit's key ({FILE_NAME}) is missing, so nothing can be recorded: "
    "put the file back, or set PROMO_AUDIT_KEY to what it held."
)


def read_key(folder: Path, configured: str | None = None) -> bytes:
    """The key, ``configured`` or from the folder's file; raises ``StoreError`` where there is none, or a bad one."""
    if configured is not None:
        return _checked(configured)
    path = folder / FILE_NAME
    try:
        text = path.read_text("ascii")
        path.chmod(0o600)
    except FileNotFoundError:
        raise StoreError(_MISSING) from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"The audit's key ({FILE_NAME}) cannot be read ({type(error).__name__}).") from None
    return _checked(text)


def make_key(folder: Path) -> None:
    """A new key in the folder, unless one is there; of several processes that make one at once, one wins.

    Raises ``StoreError``.
    """
    draft = folder / f"{FILE_NAME}.{secrets.token_hex(8)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            (folder / FILE_NAME).hardlink_to(draft)
        draft.unlink()
    except OSError as error:
        raise StoreError(f"The audit's key cannot be made ({type(error).__name__}).") from None


def _checked(text: str) -> bytes:
    if len(text.strip()) < _SHORTEST:
        raise StoreError(f"The audit's key is damaged or too short: it has {_SHORTEST} characters or more.")
    return text.strip().encode()
