"""What has to be done for the records of one backend whoever looks on, and by one process at a time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from promo_data.actions.intent import Intent
from promo_data.actions.journal import Journal
from promo_data.actions.schedule import due_at
from promo_data.store import Holder, Lease

LEASE_SECONDS = 30.0
"""How long after its last sign of life another process takes over; longer than one reading back may take."""

IsStopped = Callable[[], bool]


def lease_on(engine: Engine, backend: str, clock: Callable[[], datetime]) -> Lease:
    """This process's lease on the duty for that backend, not held yet."""
    return Lease(engine, f"worker of {backend}", Holder.this(), LEASE_SECONDS, clock=clock)


class Duty:
    """Ends what dead processes left and reads back what is due, for as long as ``lease`` is held.

    ``journal`` writes through that lease, and ``follow_up`` reads one intent back through that journal; it gives the
    intent back as it was where it is cut off because this process is to stop. ``waits`` are those of the schedule. All
    raise ``StoreError``, and ``LeaseLostError`` where another process has taken over.
    """

    def __init__(
        self,
        lease: Lease,
        journal: Journal,
        follow_up: Callable[[Intent, IsStopped], Intent],
        *,
        waits: Sequence[int] = (),
    ) -> None:
        self._lease = lease
        self._journal = journal
        self._follow_up = follow_up
        self._waits = waits

    @property
    def fence(self) -> int | None:
        """The number of this hold of the lease; ``None`` while it is not held."""
        return self._lease.fence

    def take(self) -> bool:
        """Whether it is this process's to do, from now on for ``LEASE_SECONDS``."""
        return self._lease.acquire()

    def recover(self) -> tuple[Intent, ...]:
        """What dead processes left, ended: never sent is NOT_SENT, sent is UNKNOWN and due at once."""
        return self._journal.recover()

    def scheduled(self, now: datetime) -> tuple[Intent, ...]:
        """The UNKNOWN intents that are to be read back, at their ``next_read_at`` by the clock that says ``now``."""
        return tuple(
            replace(one, next_read_at=due_at(one.next_read_at, now, self._waits))
            for one in self._journal.scheduled()
            if one.next_read_at is not None
        )

    def follow_up(self, intent: Intent, is_stopped: IsStopped) -> Intent:
        """``intent`` after one reading back, settled or with the time of the next on record."""
        return self._follow_up(intent, is_stopped)

    def give_up(self) -> None:
        """Let another process take over at once."""
        self._lease.release()
