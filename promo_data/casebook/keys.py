"""The casebook's secrets: each follows from the audit's key, so that replicas which share that share these."""

from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Engine, select

from promo_data.audit import HeadFile, read_key
from promo_data.audit.key import make_key
from promo_data.cache.secret import Secret
from promo_data.store import reading
from promo_data.store.tables import AUDIT

_BYTES = 32


def root_key(engine: Engine, folder: Path, configured: str | None) -> bytes:
    """The audit's key, ``configured`` or of ``folder``; made where nothing was ever sealed with one.

    Raises ``StoreError`` where it is missing although it was used, or cannot be read.
    """
    if configured is None and HeadFile(folder).read().latest is None and _is_unused(engine):
        make_key(folder)
    return read_key(folder, configured)


def derived(key: bytes, purpose: str) -> Secret:
    """A secret of its own for each ``purpose`` (HKDF, RFC 5869): none tells anything of another, or of the key."""
    info = f"promo-insight casebook {purpose}".encode()
    return Secret(HKDF(SHA256(), _BYTES, salt=None, info=info).derive(key))


def _is_unused(engine: Engine) -> bool:
    with reading(engine) as connection:
        return connection.scalar(select(AUDIT.c.sequence).limit(1)) is None
