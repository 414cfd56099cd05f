"""Our program in this process: its records, its processes that may stand still or die, and its job process."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event, select, update

from promo_data.actions import Intent, Journal, Means, Wish, decide, follow_up, next_read, perform, unknown_for
from promo_data.actions.records import intent_of
from promo_data.actions.schedule import due_at
from promo_data.audit import Audit, Finding, HeadFile, read_key, verify
from promo_data.errors import InputError, StoreError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.store import Holder, open_store, reading, writing
from promo_data.store.tables import INTENTS
from tests.property.acting_vendor import CUSTOMERS, Fault, Send, Vendor
from tests.stores import place_for

WAITS = (0, 30, 120, 300)
STEPS = ("read", "waits", "sent", "answered")
"""Where a process may stand still.

The customer is read, the sender waits for its turn, SENT is on record, the answer is there or lost.
"""


@dataclass
class _Spot:
    """A step of one process at which it stands still until it is woken; ``loop`` is the one it runs on."""

    step: str | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    wakes: asyncio.Event = field(default_factory=asyncio.Event)
    wakes_thread: Event = field(default_factory=Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    async def at(self, step: str) -> None:
        if step == self.step:
            self.reached.set()
            await self.wakes.wait()

    def at_in_thread(self, step: str) -> None:
        if step == self.step:
            self.loop.call_soon_threadsafe(self.reached.set)
            self.wakes_thread.wait()

    def wake(self) -> None:
        self.wakes.set()
        self.wakes_thread.set()


class _Noting(Journal):
    """Remembers which intent it was that it prepared; its process may stand still right after SENT is on record."""

    made: UUID
    spot: _Spot | None = None

    def prepare(self, intent_id: UUID, wish: Wish, **given: Any) -> Intent:  # noqa: ANN401 - as Journal takes them
        self.made = intent_id
        return super().prepare(intent_id, wish, **given)

    def mark_all_sent(self, intent_ids: Sequence[UUID], vendor_time: datetime | None = None) -> tuple[Intent, ...]:
        intents = super().mark_all_sent(intent_ids, vendor_time)
        if self.spot is not None:
            self.spot.at_in_thread("sent")
        return intents


@dataclass
class Frozen:
    """A process that stands still, as when its machine sleeps; perhaps it is never woken."""

    spot: _Spot
    intent_id: UUID
    task: "asyncio.Task[Intent]"


class Records:
    """One database and event loop for all courses, each with a backend of its own: to make them takes longer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = open_store(place_for(folder))
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _without_the_disk)
        event.listen(self.engine, "commit", self._changed)
        self.engine.dispose()
        self.loop = asyncio.Runner()
        self.changes = 0
        self._backends = count(1)

    def close(self) -> None:
        self.loop.close()
        self.engine.dispose()

    def _changed(self, _: Connection) -> None:
        self.changes += 1

    def new_backend(self) -> str:
        return f"vendor {next(self._backends)}"

    def audit(self, clock: Callable[[], datetime]) -> Audit:
        """As one process has it, which remembers nothing of others."""
        return Audit(self.engine, self.folder, clock=clock)

    def verified(self) -> Finding:
        return verify(self.engine, HeadFile(self.folder).read(), lambda: read_key(self.folder))


class Program:
    """The real parts of acting over that vendor; ``broken`` may stand before the sender, to see whether it is found.

    Its time of day may be wrong, by ``astray``.
    """

    def __init__(
        self, vendor: Vendor, records: Records, *, broken: Callable[[Send], Send], final_after: timedelta
    ) -> None:
        self.vendor = vendor
        self.frozen: list[Frozen] = []
        self._records = records
        self._backend = records.new_backend()
        self._broken = broken
        self._final_after = final_after
        self.astray = timedelta(0)
        self._known: tuple[int, Sequence[Intent]] = (-1, ())
        self.start()

    def clock(self) -> datetime:
        """The time of day, as this machine has it."""
        return self.vendor.clock() + self.astray

    def start(self) -> None:
        """With what is on record from before."""
        self._audit = self._records.audit(self.clock)
        self.journal().recover()

    def stop(self) -> None:
        """In good order."""
        self._audit.close()

    def close(self) -> None:
        """Leave nothing behind."""
        self.run(_ended(self.frozen))
        self.stop()

    def run(self, work: Coroutine[Any, Any, object]) -> None:
        """To its end; who stands still does so until a later one."""
        self._records.loop.run(work)

    def journal(self) -> _Noting:
        return _Noting(self._records.engine, self._audit, backend=self._backend, person="agent", clock=self.clock)

    def intents(self) -> Sequence[Intent]:
        """All, read again only where something was written since: most steps of a course write nothing."""
        if self._known[0] != self._records.changes:
            mine = select(INTENTS).where(INTENTS.c.backend == self._backend)
            with reading(self._records.engine) as connection:
                known = [intent_of(row) for row in connection.execute(mine).mappings()]
            self._known = (self._records.changes, known)
        return self._known[1]

    async def carry_out(self, wish: Wish, fault: Fault, freezes_at: str | None = None, *, insist: bool = False) -> None:
        """To its end, or until it stands still at that step."""
        journal, spot = self.journal(), _Spot(freezes_at)
        journal.spot = spot
        send = self.vendor.sender(fault, wish, lambda: journal.made)
        task = asyncio.create_task(perform(wish, self._means(journal, send, spot.at), insist=insist))
        standing = asyncio.create_task(spot.reached.wait())
        await asyncio.wait({task, standing}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            standing.cancel()
            task.result()
        else:
            self.frozen.append(Frozen(spot, journal.made, task))

    def bury(self, frozen: Frozen) -> None:
        """From now on all others can tell that it is dead."""
        dead = str(replace(Holder.this(), run="an earlier process with this number"))
        with writing(self._records.engine) as connection:
            connection.execute(update(INTENTS).where(INTENTS.c.id == frozen.intent_id).values(holder=dead))

    async def wake(self, frozen: Frozen) -> None:
        """It goes on where it stood; where it was taken for dead meanwhile, it finds that it may write no more."""
        frozen.spot.wake()
        with suppress(StoreError):
            await frozen.task

    async def settle_what_is_due(self) -> None:
        """As the job process does: end what dead processes left, read back what is due."""
        journal = self.journal()
        means = self._means(journal, self.vendor.sender(Fault.NONE, self.vendor.wish(CUSTOMERS[0]), UUID), _never)
        journal.recover()
        for intent in journal.scheduled():
            if intent.next_read_at is not None and due_at(intent.next_read_at, self.clock(), WAITS) <= self.clock():
                await follow_up(intent, means, self._next_read)

    def decide(self, intent: Intent, *, carried_out: bool) -> None:
        """As a person says, unless it is too soon to say so."""
        means = self._means(self.journal(), self.vendor.send, _never)
        with suppress(InputError):
            decide(intent, means, carried_out=carried_out)

    def _next_read(self, intent: Intent) -> Any:  # noqa: ANN401 - as ``next_read``
        now = self.clock()
        return next_read(unknown_for(intent, now, self.vendor.clock()), intent.reads + 1, now, WAITS)

    def _means(self, journal: Journal, send: Send, at: Callable[[str], Awaitable[None]]) -> Means:
        async def read(identifier: CustomerIdentifier, _org_id: int | None) -> CustomerView:
            view = await self.vendor.read(identifier, self.clock)
            await at("read")
            return view

        async def sent(call: Call) -> Answer:
            await at("waits")
            try:
                return await send(call)
            finally:
                await at("answered")

        async def no_hex(_programme: int, _promotion: int, _name: str) -> str | None:
            raise AssertionError("every wish has its id of 24 hex digits")

        return Means(
            read,
            self._broken(sent),
            own_credentials=True,
            forget=lambda _: None,
            journal=journal,
            find_hex=no_hex,
            vendor_time=self.vendor.clock,
            steady=lambda: self.vendor.clock().timestamp(),
            final_after=self._final_after,
        )


async def _never(_step: str) -> None:
    return None


async def _ended(frozen: Sequence[Frozen]) -> None:
    """None of them ever goes on."""
    for one in frozen:
        one.task.cancel()
        one.spot.wake()
    await asyncio.gather(*(one.task for one in frozen), return_exceptions=True)


def _without_the_disk(connection: sqlite3.Connection, _entry: object) -> None:
    """No machine loses its power here, and no process is really killed."""
    for pragma in ("synchronous=OFF", "journal_mode=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").close()
