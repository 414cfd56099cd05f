"""The entries as diskcache keeps them, and the statements that it has not."""

import time
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import diskcache

from promo_data.cache.disk import SETTINGS, BytesDisk

_SWEEP = (
    "DELETE FROM Cache WHERE rowid IN (SELECT rowid FROM Cache WHERE expire_time < :now"
    " UNION ALL SELECT rowid FROM Cache WHERE store_time < :oldest AND tag IS NOT NULL"
    " UNION ALL SELECT rowid FROM Cache WHERE store_time > :newest AND tag IS NOT NULL LIMIT :limit)"
)
"""Each part finds its entries by an index; with OR, SQLite would look at every entry."""

_TOLERATED_CLOCK_SECONDS = 60.0

Row = tuple[str, str | None, bytes]
"""An entry's name, its tag's name and its sealed value."""


class Entries(diskcache.Cache):  # type: ignore[misc]  # diskcache ships no types
    """One table of sealed answers; a writer that is kept waiting for more than ``busy_seconds`` gives up."""

    def __init__(self, folder: str, busy_seconds: float) -> None:
        super().__init__(folder, timeout=busy_seconds, disk=BytesDisk, **SETTINGS)

    def rows(self, names: Sequence[str]) -> Iterator[Row]:
        """The entries of these names that are there; at most 999."""
        rows: Iterator[Row] = self._sql(_select(len(names)), names)
        return rows

    def create_tag_index(self) -> None:
        """As diskcache's own, which gives up at once where another process opens the same file."""
        self._sql_retry("CREATE INDEX IF NOT EXISTS Cache_tag_rowid ON Cache(tag, rowid)")
        self.reset("tag_index", 1)

    def sweep(self, seconds: int, *, limit: int) -> int:
        """How many entries, at most ``limit``, were removed: older than ``seconds``, or of a clock that went ahead."""
        with self._transact() as (sql, _cleanup):
            now = time.time()  # after the wait for the lock: what others have stored meanwhile is not of the future
            times = {"now": now, "oldest": now - seconds, "newest": now + _TOLERATED_CLOCK_SECONDS}
            return int(sql(_SWEEP, times | {"limit": limit}).rowcount)

    def is_whole(self) -> bool:
        """Whether every page and index of the database is as it should be; reads all of it."""
        found: list[Any] = self._sql("PRAGMA integrity_check(1)").fetchall()
        return found == [("ok",)]


@cache
def _select(count: int) -> str:
    """Mode 1 is bytes (diskcache's MODE_RAW): a row that says that it is a pickle, or lies in a file, is not there."""
    places = ",".join("?" * count)
    return f"SELECT key, tag, value FROM Cache WHERE key IN ({places}) AND raw = 1 AND mode = 1 AND filename IS NULL"  # noqa: S608 - question marks only
