"""The cache of answers: bytes that decoded, by key, with their age."""

import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from promo_data.cache.database import Database, Opened

Parts = tuple[str, ...]
"""What names an entry or a tag; only its HMAC reaches the disk."""

_STAMP = struct.Struct(">d")


@dataclass(frozen=True, slots=True)
class Cached:
    """An answer from the cache and when it was stored (UTC)."""

    body: bytes = field(repr=False)
    stored_at: datetime


class AnswerCache:
    """Keeps answers in ``folder`` for ``seconds`` (0 keeps nothing); threads and processes may share it.

    Nothing readable names a person: keys and tags are HMAC-SHA256 with a secret of the folder's own. Every entry is
    sealed with it, so that one that was changed or moved is noticed. Trouble with the disk is a miss and a warning,
    never an error; a damaged database is removed and made again.
    """

    def __init__(
        self,
        folder: Path,
        seconds: int,
        *,
        now: Callable[[], float] = time.time,
        busy_seconds: float = 0.05,
    ) -> None:
        self._seconds = seconds
        self._now = now
        self._database = Database(folder, busy_seconds=busy_seconds)

    def get(self, key: Parts) -> Cached | None:
        """The answer stored under ``key``, or ``None`` where there is none or its time is over."""
        cached = self._database.attempt(partial(_read, key)) if self._seconds else None
        return cached if cached and 0 <= self._now() - cached.stored_at.timestamp() < self._seconds else None

    def put(self, key: Parts, body: bytes, *, tag: Parts) -> None:
        """Keeps ``body`` under ``key`` from now on; ``tag`` names what it is about, such as org and customer."""
        if self._seconds:
            self._database.attempt(partial(self._write, key, body, tag))

    def evict(self, tag: Parts) -> None:
        """Forgets every answer about ``tag``."""
        if self._seconds:
            self._database.attempt(lambda opened: opened.entries.evict(opened.secret.name("tag", *tag)))

    def clear(self) -> None:
        """Leaves no answer on disk. Raises ``StoreError`` where that cannot be done."""
        self._database.empty()

    def close(self) -> None:
        """Lets go of the files; the next use opens them again."""
        self._database.close()

    def _write(self, key: Parts, body: bytes, tag: Parts, opened: Opened) -> None:
        name = opened.secret.name("key", *key)
        sealed = opened.secret.sealed(name, _STAMP.pack(self._now()) + body)
        opened.entries.set(name, sealed, expire=self._seconds, tag=opened.secret.name("tag", *tag))


def _read(key: Parts, opened: Opened) -> Cached | None:
    name = opened.secret.name("key", *key)
    sealed = opened.entries.get(name)
    if sealed is None:
        return None
    content = opened.secret.unsealed(name, sealed)
    (stored_at,) = _STAMP.unpack_from(content)
    return Cached(content[_STAMP.size :], datetime.fromtimestamp(stored_at, UTC))
