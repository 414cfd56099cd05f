"""The secret of a cache folder: without it neither keys can be guessed nor entries forged."""

import contextlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

FILE = "secret.key"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Secret:
    """Makes names that give nothing away, and seals that show whether an entry was changed."""

    _key: bytes = field(repr=False)

    def name(self, *parts: str) -> str:
        """64 hex digits for these parts; each is preceded by its length, so that no two lists of parts are alike."""
        encoded = [part.encode(errors="surrogatepass") for part in parts]  # any text a person can type has a name
        return hmac.new(self._key, b"".join(len(part).to_bytes(8) + part for part in encoded), "sha256").hexdigest()

    def sealed(self, name: str, content: bytes) -> bytes:
        """The content with a seal before it that holds under this name alone."""
        return self._seal(name, content) + content

    def unsealed(self, name: str, sealed: bytes) -> bytes:
        """The content. Raises ``ValueError`` where content, name or seal are not those that were put together."""
        seal, content = sealed[:_BYTES], sealed[_BYTES:]
        if not hmac.compare_digest(seal, self._seal(name, content)):
            raise ValueError("The cache holds an entry that was changed.")
        return content

    def _seal(self, name: str, content: bytes) -> bytes:
        return hmac.digest(self._key, name.encode() + content, "sha256")


def read_or_make_secret(folder: Path) -> Secret:
    """The folder's secret, made once, readable by its owner alone.

    It is written under another name and linked into place: of several processes one wins, and all read the same. One
    that is damaged is replaced. Raises ``OSError``.
    """
    path = folder / FILE
    if not path.exists() or path.stat().st_size != _BYTES:
        path.unlink(missing_ok=True)
        _make(path)
    return Secret(path.read_bytes())


def _make(path: Path) -> None:
    draft = path.with_name(f"{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
    with contextlib.suppress(FileExistsError):  # another process was first: its secret is the folder's
        path.hardlink_to(draft)
    draft.unlink()
