"""Our program in this process: its records, its processes that may stand still or die, and its job process."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, select, update

from promo_data.actions import Intent, Journal, Means, Wish, follow_up, next_read, perform
from promo_data.actions.records import intent_of
from promo_data.audit import Audit, Finding, HeadFile, read_key, verify
from promo_data.errors import StoreError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.store import Holder, open_store, reading, writing
from promo_data.store.tables import INTENTS
from tests.property.acting_vendor import CUSTOMERS, Fault, Send, Vendor

WAITS = (0, 30, 120, 300)
STEPS = ("read", "sent", "answered")
"""Where a process may stand still: the customer is read, SENT is on record, the answer is there or lost."""


class _Noting(Journal):
    """Remembers which intent it was that it prepared."""

    made: UUID

    def prepare(self, intent_id: UUID, wish: Wish, **given: Any) -> Intent:  # noqa: ANN401 - as Journal takes them
        self.made = intent_id
        return super().prepare(intent_id, wish, **given)


@dataclass
class Frozen:
    """A process that stands still, as when its machine sleeps; perhaps it is never woken."""

    step: str
    intent_id: UUID
    wakes: asyncio.Event
    task: "asyncio.Task[Intent]"


class Records:
    """One database for all courses, each with a backend of its own: to make one takes longer than a course."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = open_store(folder)
        event.listen(self.engine, "connect", _without_waiting_for_the_disk)
        self.engine.dispose()
        self._backends = count(1)

    def new_backend(self) -> str:
        return f"vendor {next(self._backends)}"

    def audit(self, clock: Callable[[], datetime]) -> Audit:
        """As one process has it, which remembers nothing of others."""
        return Audit(self.engine, self.folder, clock=clock)

    def verified(self) -> Finding:
        return verify(self.engine, HeadFile(self.folder).read(), lambda: read_key(self.folder))


class Program:
    """The real parts of acting over that vendor; ``broken`` may stand before the sender, to see whether it is found."""

    def __init__(
        self, vendor: Vendor, records: Records, *, broken: Callable[[Send], Send], final_after: timedelta
    ) -> None:
        self.vendor = vendor
        self.frozen: list[Frozen] = []
        self._records = records
        self._backend = records.new_backend()
        self._broken = broken
        self._final_after = final_after
        self._loop = asyncio.Runner()
        self.start()

    def start(self) -> None:
        """With what is on record from before."""
        self._audit = self._records.audit(self.vendor.clock)
        self.journal().recover()

    def stop(self) -> None:
        """In good order."""
        self._audit.close()
        self._records.engine.dispose()

    def close(self) -> None:
        """Leave nothing behind."""
        self.run(_ended([frozen.task for frozen in self.frozen]))
        self._loop.close()
        self.stop()

    def run(self, work: Coroutine[Any, Any, object]) -> None:
        """To its end; who stands still does so until a later one."""
        self._loop.run(work)

    def journal(self) -> _Noting:
        engine, clock = self._records.engine, self.vendor.clock
        return _Noting(engine, self._audit, backend=self._backend, person="agent", clock=clock)

    def intents(self) -> list[Intent]:
        mine = select(INTENTS).where(INTENTS.c.backend == self._backend)
        with reading(self._records.engine) as connection:
            return [intent_of(row) for row in connection.execute(mine).mappings()]

    async def carry_out(self, wish: Wish, fault: Fault, freezes_at: str | None = None) -> None:
        """To its end, or until it stands still at that step."""
        journal, reached, wakes = self.journal(), asyncio.Event(), asyncio.Event()

        async def at(step: str) -> None:
            if step == freezes_at:
                reached.set()
                await wakes.wait()

        send = self._broken(self.vendor.sender(fault, wish, lambda: journal.made))
        task = asyncio.create_task(perform(wish, self._means(journal, send, at)))
        standing = asyncio.create_task(reached.wait())
        await asyncio.wait({task, standing}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            standing.cancel()
            task.result()
        else:
            self.frozen.append(Frozen(freezes_at or "", journal.made, wakes, task))

    def bury(self, frozen: Frozen) -> None:
        """From now on all others can tell that it is dead."""
        dead = str(replace(Holder.this(), run="an earlier process with this number"))
        with writing(self._records.engine) as connection:
            connection.execute(update(INTENTS).where(INTENTS.c.id == frozen.intent_id).values(holder=dead))

    async def wake(self, frozen: Frozen) -> None:
        """It goes on where it stood; where it was taken for dead meanwhile, it finds that it may write no more."""
        frozen.wakes.set()
        try:
            await frozen.task
        except StoreError:
            return

    async def forget(self, frozen: Frozen) -> None:
        """It never wakes."""
        await _ended([frozen.task])

    async def settle_what_is_due(self) -> None:
        """As the job process does: end what dead processes left, read back what is due."""
        journal = self.journal()
        means = self._means(journal, self.vendor.sender(Fault.NONE, self.vendor.wish(CUSTOMERS[0]), UUID), _never)
        journal.recover()
        for intent in journal.due(self.vendor.clock()):
            await follow_up(intent, means, self._next_read)

    def _next_read(self, intent: Intent) -> Any:  # noqa: ANN401 - as ``next_read``
        now = self.vendor.clock()
        return next_read(intent.ended_at or now, now, WAITS)

    def _means(self, journal: Journal, send: Send, at: Callable[[str], Awaitable[None]]) -> Means:
        async def read(identifier: CustomerIdentifier, _org_id: int | None) -> CustomerView:
            view = await self.vendor.read(identifier)
            await at("read")
            return view

        async def sent(call: Call) -> Answer:
            await at("sent")
            try:
                return await send(call)
            finally:
                await at("answered")

        async def no_hex(_programme: int, _promotion: int, _name: str) -> str | None:
            raise AssertionError("every wish has its id of 24 hex digits")

        return Means(
            read,
            sent,
            own_credentials=True,
            forget=lambda _: None,
            journal=journal,
            find_hex=no_hex,
            final_after=self._final_after,
        )


async def _never(_step: str) -> None:
    return None


async def _ended(tasks: "list[asyncio.Task[Intent]]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _without_waiting_for_the_disk(connection: sqlite3.Connection, _entry: object) -> None:
    """No machine loses its power here."""
    connection.execute("PRAGMA synchronous=OFF").close()
