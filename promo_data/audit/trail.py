"""Adding to the audit, in the transaction of what it tells of; nothing is recorded where it does not hold together."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, insert, select, text

from promo_data.audit.chain import BEFORE_ALL, Link, Row, last_row, link, seal, sealed
from promo_data.audit.entry import Entry, Event
from promo_data.audit.heads import Head, HeadFile
from promo_data.audit.key import make_key, read_key
from promo_data.errors import StoreError
from promo_data.store import reading
from promo_data.store.tables import AUDIT

_log = logging.getLogger(__name__)

ROWS_BETWEEN_HEADS = 100
TIME_BETWEEN_HEADS = timedelta(hours=1)
_CHANGED = "The audit was changed, or its key is another one: run promo-insight audit verify. Nothing more is recorded."
_CUT = "The audit has lost rows that were there before: run promo-insight audit verify. Nothing more is recorded."


class Audit:
    """The audit of one database; ``folder`` holds its heads, and its key unless that is ``configured``.

    Opening it looks at nothing: where the key is missing or rows were lost, records can still be read.
    """

    def __init__(
        self, engine: Engine, folder: Path, *, clock: Callable[[], datetime], configured: str | None = None
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._clock = clock
        self._configured = configured
        self._heads = HeadFile(folder)
        self._lock = Lock()
        self._key: bytes | None = None
        self._kept: Head | None = None
        self._seen = 0
        self._added = 0
        self._is_behind = False

    def require(self, connection: Connection, *, backend: str, person: str) -> None:
        """Raise ``StoreError`` unless rows can be added: the key fits, no row is missing at the end, heads are kept.

        The first time of all, it makes the key and adds the row that says so.
        """
        seen = self._seen  # before looking: what others add meanwhile is no loss
        last = last_row(connection)
        self._require_fit(connection, last)
        if link(last).sequence < seen:
            raise StoreError(_CUT)
        self._seen = max(seen, link(last).sequence)
        if self._is_behind:
            self._keep(link(last))
        if last is None:
            self._last(connection, backend, person)

    def append(self, connection: Connection, entry: Entry) -> None:
        """Add ``entry`` at the end; it is there once the transaction is committed. Raises ``StoreError``."""
        last = self._last(connection, entry.backend, entry.person)
        self._require_fit(connection, last)
        self._add(connection, entry, last)

    def keep_head(self, *, now: bool = False) -> None:
        """Keep the latest row's seal outside the database where that is due, or ``now``; call it after a commit.

        A head that cannot be kept is logged, and nothing is recorded any more until it is: ``require`` raises.
        """
        if not (now or self._is_due()):
            return
        try:
            with reading(self._engine) as connection:
                latest = link(last_row(connection))
            self._keep(latest)
        except StoreError as error:
            self._is_behind = True
            _log.error("%s", error)

    def close(self) -> None:
        """Keep the last head, where anything was added."""
        if self._added:
            self.keep_head(now=True)

    def _last(self, connection: Connection, backend: str, person: str) -> Row:
        """The row that the next one follows, the first of all made where there is none; none other comes between."""
        if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
            connection.execute(text("LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"))
        return last_row(connection) or self._add(connection, Entry(Event.BEGAN, backend, person), None)

    def _add(self, connection: Connection, entry: Entry, last: Row | None) -> Row:
        row = sealed(entry, link(last), self._clock(), self._key_for(connection, last))
        connection.execute(insert(AUDIT).values(row))
        self._added = row["sequence"]
        return row

    def _is_due(self) -> bool:
        if self._kept is None:
            return self._added > 0
        added = self._added - self._kept.link.sequence
        return added >= ROWS_BETWEEN_HEADS or (added > 0 and self._clock() - self._kept.at >= TIME_BETWEEN_HEADS)

    def _keep(self, latest: Link) -> None:
        """To be called without waiting for a connection in the lock: who holds one may wait for the lock."""
        with self._lock:
            if latest == BEFORE_ALL or (self._kept is not None and self._kept.link.sequence >= latest.sequence):
                return
            head = Head(latest, self._clock())
            self._heads.keep(head)
            self._kept, self._is_behind = head, False
        _log.info("audit head %d %s", latest.sequence, latest.mac)

    def _require_fit(self, connection: Connection, last: Row | None) -> None:
        """Raise ``StoreError`` where the key is not that of ``last``; it is looked for anew the next time."""
        if last is not None and seal(last, self._key_for(connection, last)) != last["mac"]:
            self._key = None
            raise StoreError(_CHANGED)

    def _key_for(self, connection: Connection, last: Row | None) -> bytes:
        with self._lock:
            if self._key is None:
                self._key = self._opened(connection, last)
            return self._key

    def _opened(self, connection: Connection, last: Row | None) -> bytes:
        """The key, once the heads outside agree with the rows; a new one only where nothing was ever sealed."""
        self._kept = self._heads.read().latest
        if last is None and self._kept is None and self._configured is None:
            make_key(self._folder)
        key = read_key(self._folder, self._configured)
        if self._kept is not None and not _is_in(connection, self._kept.link):
            raise StoreError(_CUT)
        return key


def _is_in(connection: Connection, known: Link) -> bool:
    return connection.scalar(select(AUDIT.c.mac).where(AUDIT.c.sequence == known.sequence)) == known.mac
