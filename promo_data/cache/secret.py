"""The secret of a cache folder: without it keys cannot be guessed, and answers neither read nor forged."""

import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file
_DRAFT = f"{SECRET_FILE}.new"
_KEY_BYTES = 32
_AES_KEY_BYTES = 16
_NAME_DIGITS = 32
_NONCE_BYTES = 12
_LAYOUT = b"3"
"""Changes when what lies on disk must not be read any more."""


class Secret:
    """Makes names that give nothing away (HMAC-SHA256) and seals bodies so that they need it to be read (AES-GCM)."""

    def __init__(self, key: bytes) -> None:
        self._names = hmac.new(_derived(key, b"names"), digestmod="sha256")
        self._bodies = AESGCM(_derived(key, b"bodies")[:_AES_KEY_BYTES])
        self.mark = int.from_bytes(_derived(key, b"layout " + _LAYOUT)[:4]) >> 1 or 1
        """What a database that belongs to this secret and this layout is marked with: 31 bits, never 0."""

    def name(self, kind: str, parts: tuple[str, ...]) -> str:
        """32 hex digits; no two lists of parts, and no two kinds, have the same."""
        joined = "\0".join((kind, *parts))
        if joined.count("\0") != len(parts):
            joined = f"\0{(kind, *parts)!a}"  # quoted, where a part could be taken for several
        named = self._names.copy()
        named.update(joined.encode(errors="surrogatepass"))  # any text a person can type has a name
        return named.hexdigest()[:_NAME_DIGITS]

    def sealed(self, content: bytes, label: bytes) -> bytes:
        """The content so that it can be read with this secret and under this label alone."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._bodies.encrypt(nonce, content, label)

    def unsealed(self, sealed: memoryview, label: bytes) -> bytes:
        """What was sealed. Raises ``ValueError`` where it, label or secret are not those that were put together."""
        try:
            return self._bodies.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], label)
        except InvalidTag:
            raise ValueError("The cache holds an entry that was changed.") from None


def read_or_make_secret(folder: Path) -> Secret:
    """The folder's secret, made once, readable by its owner alone; one that is damaged is replaced.

    The caller holds the folder's lock: of several processes one makes it, and all read the same. Raises ``OSError``.
    """
    path = folder / SECRET_FILE
    if not path.exists() or path.stat().st_size != _KEY_BYTES:
        _make(path)
    path.chmod(0o600)
    return Secret(path.read_bytes())


def _make(path: Path) -> None:
    """Written under another name and put in place at once: a secret is whole or not there."""
    draft = path.with_name(_DRAFT)
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
    draft.replace(path)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, purpose, "sha256")
