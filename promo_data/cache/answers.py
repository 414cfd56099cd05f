"""The cache of answers: bytes that decoded, by key, with their age."""

import sqlite3
import struct
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import diskcache

from promo_data.cache.database import Database, Opened
from promo_data.cache.entries import Row
from promo_data.cache.health import Health, examined
from promo_data.cache.packing import packed, unpacked

Parts = tuple[str, ...]
"""What names an entry or a tag; only its HMAC reaches the disk."""

_STAMP = struct.Struct(">d")
_AT_ONCE = 100
"""Entries a statement reads: a writer waits for it, and more would not be quicker."""

_SWEPT_AT_ONCE = 500
"""About 20 ms of deleting: other processes wait for it."""

_SECONDS_BETWEEN_SWEEPS = 60.0
_SECONDS_BETWEEN_FULL_SWEEPS = 1.0
_LONGEST_READ = 60.0
"""Seconds for which an eviction is remembered: answers asked for before it may still be on their way."""


@dataclass(frozen=True, slots=True)
class Cached:
    """An answer from the cache and when it was given (UTC)."""

    body: bytes = field(repr=False)
    as_of: datetime


class AnswerCache:
    """Keeps answers in ``folder`` for ``seconds`` (0 keeps nothing); threads and processes may share it.

    Nothing on disk can be read without the folder's secret: keys and tags are HMAC-SHA256, bodies AES-GCM, so that an
    entry that was changed or moved is noticed. Trouble with the disk is a miss and a warning, never an error; a
    damaged database is removed and made again.
    """

    def __init__(
        self,
        folder: Path,
        seconds: int,
        *,
        now: Callable[[], float] = time.time,
        busy_seconds: float = 0.05,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds = seconds
        self._now = now
        self._clock = clock
        self._database = Database(folder, busy_seconds=busy_seconds, clock=clock)
        self._due: set[Parts] = set()
        self._sweep_at = float("-inf")

    def get(self, key: Parts) -> Cached | None:
        """The answer stored under ``key``, or ``None`` where there is none or its time is over."""
        return self._database.attempt(self._read_one, key) if self._gives() else None

    def get_many(self, keys: Sequence[Parts]) -> dict[Parts, Cached]:
        """The answers that are there, by key; one statement reads many, which takes half as long as one by one."""
        if not self._gives():
            return {}
        if len(keys) <= _AT_ONCE:
            return self._database.attempt(self._read, keys) or {}
        parts = (self.get_many(keys[start : start + _AT_ONCE]) for start in range(0, len(keys), _AT_ONCE))
        return dict(chain.from_iterable(part.items() for part in parts))

    def put(
        self, key: Parts, body: bytes, *, tag: Parts, asked_at: datetime | None = None, as_of: datetime | None = None
    ) -> None:
        """Keeps ``body`` under ``key``; ``tag`` names what it is about, such as org and customer.

        Its time runs from ``as_of``, when the answer was given, or from now. An answer that was asked for, at
        ``asked_at``, before ``tag`` was last evicted is not kept.
        """
        if self._gives():
            given_at = self._now() if as_of is None else as_of.timestamp()
            self._database.attempt(self._write, key, _STAMP.pack(given_at), body, tag, asked_at)

    def evict(self, tag: Parts) -> None:
        """Forgets every answer about ``tag``; until that has succeeded, this cache gives nothing."""
        if self._seconds:
            self._due.add(tag)
            self._evicted_all()

    def clear(self) -> None:
        """Leaves no file of the cache on disk. Raises ``StoreError`` where that cannot be done."""
        self._database.erase()

    def health(self) -> Health:
        """How the cache is after all of it was read and an answer kept for a trial; what was damaged is made anew."""
        return examined(self._database)

    def close(self) -> None:
        """Lets go of the files; the next use opens them again."""
        self._database.close()

    def _gives(self) -> bool:
        return bool(self._seconds) and (not self._due or self._evicted_all())

    def _evicted_all(self) -> bool:
        """Whether no eviction is due any more: one that failed would let an old answer be shown after a write."""
        for tag in tuple(self._due):
            if self._database.attempt(self._forget, tag, at_any_cost=True) is None:
                return False
            self._due.discard(tag)
        return True

    def _forget(self, opened: Opened, tag: Parts) -> int:
        name = opened.secret.name("tag", tag)
        with opened.entries.transact():
            opened.entries.set(_mark(name), _STAMP.pack(self._now()), expire=_LONGEST_READ)
            return int(opened.entries.evict(name))

    def _read(self, opened: Opened, keys: Sequence[Parts]) -> dict[Parts, Cached]:
        self._sweep_if_due(opened)
        names = {opened.secret.name("key", key): key for key in keys}
        now = self._now()
        read = ((names[row[0]], self._opened_up(opened, row, now)) for row in opened.entries.rows(tuple(names)))
        return {key: cached for key, cached in read if cached is not None}

    def _read_one(self, opened: Opened, key: Parts) -> Cached | None:
        """As ``_read``, without the dictionaries that tell many keys apart: they cost a tenth of it."""
        self._sweep_if_due(opened)
        for row in opened.entries.rows((opened.secret.name("key", key),)):
            return self._opened_up(opened, row, self._now())
        return None

    def _opened_up(self, opened: Opened, row: Row, now: float) -> Cached | None:
        """What was kept, or ``None`` where its time is over. Raises ``ValueError`` where it was changed."""
        name, tag, value = row
        (given_at,) = _STAMP.unpack_from(value)
        if not 0 <= now - given_at < self._seconds:
            return None
        content = opened.secret.unsealed(memoryview(value)[_STAMP.size :], _label(name, tag, value))
        return Cached(unpacked(content), datetime.fromtimestamp(given_at, UTC))

    def _write(
        self, opened: Opened, key: Parts, stamp: bytes, body: bytes, tag: Parts, asked_at: datetime | None
    ) -> None:
        self._sweep_if_due(opened)
        name, about = opened.secret.name("key", key), opened.secret.name("tag", tag)
        sealed = stamp + opened.secret.sealed(packed(body), _label(name, about, stamp))
        with opened.entries.transact():
            if asked_at is None or not _is_evicted_since(opened, about, asked_at.timestamp()):
                opened.entries.set(name, sealed, expire=self._seconds, tag=about)

    def _sweep_if_due(self, opened: Opened) -> None:
        """What has outlived its time leaves the disk as well, little by little so that no reader waits for it."""
        if self._clock() < self._sweep_at:
            return
        self._sweep_at = self._clock() + _SECONDS_BETWEEN_SWEEPS
        with suppress(diskcache.Timeout, sqlite3.OperationalError):  # in use or full: what is there can still be read
            if opened.entries.sweep(self._seconds, limit=_SWEPT_AT_ONCE) == _SWEPT_AT_ONCE:
                self._sweep_at = self._clock() + _SECONDS_BETWEEN_FULL_SWEEPS


def _label(name: str, tag: str | None, stamp: bytes) -> bytes:
    """What a body is bound to: moved under another key or tag, or made younger, it cannot be read."""
    return f"{name}{tag}".encode() + stamp[: _STAMP.size]


def _mark(tag_name: str) -> str:
    """The name of the entry that says when a tag was last evicted."""
    return f"evicted {tag_name}"


def _is_evicted_since(opened: Opened, tag_name: str, asked_at: float) -> bool:
    for _name, _tag, stamp in opened.entries.rows((_mark(tag_name),)):
        return bool(_STAMP.unpack(stamp)[0] >= asked_at)
    return False
