"""How many calls may go, and when: the grants of the last minute, counted in a small SQLite database.

pyrate-limiter's ``SQLiteBucket`` keeps a row for each call and counts all of them for each grant; it knows no leases,
no reserve, no pause and no lower rate after a 429. So the windows are counted here.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from math import ceil, floor

from promo_data.transport.pace import Pace

_SCHEMA = """
CREATE TABLE IF NOT EXISTS lease (at REAL NOT NULL, calls INTEGER NOT NULL, background INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS lease_at ON lease (at, calls, background);
CREATE TABLE IF NOT EXISTS pace (share REAL NOT NULL, lowered_at REAL NOT NULL, closed_until REAL NOT NULL);
"""
_COUNT = """
SELECT total(calls), min(at), total(calls) FILTER (WHERE background), min(at) FILTER (WHERE background)
FROM lease WHERE at > ?
"""

# A window is counted as a little longer than it is: some calls reach the vendor sooner after their grant than others.
_COUNTED_FOR = 1.02
BACKGROUND_SHARE = 0.8
_LEASES_PER_PERIOD = 600
_SHORTEST_WAIT = 0.001


@dataclass(slots=True)
class Lease:
    """``left`` calls that were counted ``at`` a time, in a row with that ``number``, and may go before ``ends``."""

    number: int | None
    at: float
    ends: float
    left: int

    def use(self, now: float) -> bool:
        """Whether one of the calls may go now; if so it is used up."""
        if not self.left or now >= self.ends:
            return False
        self.left -= 1
        return True


@dataclass(frozen=True, slots=True)
class Wait:
    """No call may go for so many ``seconds``, because of ``why``."""

    seconds: float
    why: str


class GrantBook:
    """Lets ``per_period`` calls go in any ``period`` seconds, and in any quarter of it a quarter of them.

    Background work gets 80 % of each, so that people at a page find the rest. Processes may share the ``database``, if
    ``clock`` is the same for all of them, as a machine's monotonic clock is.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        *,
        per_period: int,
        period: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._per_period = per_period
        self._period = period
        self._clock = clock
        database.executescript(_SCHEMA)

    def take(self, *, background: bool, unused: Lease | None = None) -> Lease | Wait:
        """Calls that may go now, at least one, or how long none may; what is left of ``unused`` is given back.

        A lease lasts a tenth of a second (where a period is a minute) and holds what the rate lets go in that time: at
        100 calls a minute it is one call. What its process leaves unused when it is killed is lost for a period.
        """
        with self._alone() as now:
            self._forget(now, unused)
            pace = self._pace()
            if closed := pace.closed_for(now, self._period):
                return Wait(closed, "the vendor asked for a pause")
            allowed = max(floor(self._per_period * pace.share_at(now, self._period)), 1)
            free, seconds = self._free(now, allowed, background=background)
            if free < 1:
                return Wait(seconds, f"the {allowed} calls a minute that are allowed are used up")
            return self._lease(now, min(free, max(self._per_period // _LEASES_PER_PERIOD, 1)), background=background)

    def slow_down(self, pause: float) -> None:
        """The vendor said that calls come too fast, and asked for ``pause`` seconds without any."""
        with self._alone() as now:
            slower = self._pace().slower(now, self._period, pause)
            self._database.execute("DELETE FROM pace")
            self._database.execute("INSERT INTO pace VALUES (?, ?, ?)", astuple(slower))

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    @contextmanager
    def _alone(self) -> Iterator[float]:
        """The time now, while no other process counts."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._clock()
        except BaseException:
            self._database.rollback()
            raise
        self._database.commit()

    def _forget(self, now: float, unused: Lease | None) -> None:
        """What is too old to count, what is from before the machine started, and what was not used."""
        self._database.execute("DELETE FROM lease WHERE at <= ? OR at > ?", (now - self._period * _COUNTED_FOR, now))
        if unused is not None and unused.left:
            given_back = (unused.left, unused.number, unused.at)  # the number alone could be another file's
            self._database.execute("UPDATE lease SET calls = calls - ? WHERE rowid = ? AND at = ?", given_back)
            unused.left = 0

    def _pace(self) -> Pace:
        row = self._database.execute("SELECT share, lowered_at, closed_until FROM pace").fetchone()
        return Pace() if row is None else Pace(*row)

    def _free(self, now: float, allowed: int, *, background: bool) -> tuple[int, float]:
        """How many calls fit in, and where none does, after how many seconds one may."""
        rooms = (
            self._room(now, self._period / 4, ceil(allowed / 4), background=background),
            self._room(now, self._period, allowed, background=background),
        )
        return min(calls for calls, _ in rooms), max(seconds for _, seconds in rooms)

    def _room(self, now: float, window: float, allowed: int, *, background: bool) -> tuple[int, float]:
        """The same for one window."""
        window *= _COUNTED_FOR
        calls, oldest, in_background, oldest_in_background = self._database.execute(_COUNT, (now - window,)).fetchone()
        free = allowed - calls
        free_in_background = max(floor(BACKGROUND_SHARE * allowed), 1) - in_background
        if background and free_in_background < free:
            free, oldest = free_in_background, oldest_in_background
        return int(free), 0.0 if free >= 1 else max(oldest + window - now, _SHORTEST_WAIT)

    def _lease(self, now: float, calls: int, *, background: bool) -> Lease:
        counted = self._database.execute("INSERT INTO lease VALUES (?, ?, ?)", (now, calls, background))
        return Lease(counted.lastrowid, now, now + self._period / _LEASES_PER_PERIOD, calls)
