"""Pulls as rows of the store: who wants what, how far it came, and what a person wants to become of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from promo_data.cohort.pull.progress import Progress
from promo_data.errors import InputError
from promo_data.store import Lease, reading, writing
from promo_data.store.tables import JOBS

KIND = "pull"


class JobState(StrEnum):
    """Where a pull stands. ``WAITING`` goes on by itself, ``PAUSED`` and ``STOPPED`` when a person says so."""

    PREPARING = "preparing"
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    PAUSED = "paused"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    DONE = "done"


DUE = (JobState.QUEUED, JobState.RUNNING, JobState.WAITING)
"""What the job process takes up; a running one whose process died among them."""

ENDED = (JobState.CANCELLED, JobState.DONE)

_MAY_BECOME = {
    JobState.PAUSED: DUE,
    JobState.QUEUED: (JobState.PAUSED, JobState.STOPPED),
    JobState.CANCELLED: (*DUE, JobState.PAUSED, JobState.STOPPED),
}
"""What a person may want, and of which states."""


@dataclass(frozen=True, slots=True)
class PullJob:
    """One pull: its name and who wanted it, how far it came, and why it does not go on, where it does not."""

    id: UUID
    name: str
    person: str
    state: JobState
    created_at: datetime
    changed_at: datetime
    progress: Progress | None
    reason: str | None
    fresh: bool = False


class Jobs:
    """The pulls of one backend. All raise ``StoreError`` where the store cannot be used."""

    def __init__(self, engine: Engine, backend: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._backend = backend
        self._clock = clock

    def create(self, job_id: UUID, *, name: str, person: str, fresh: bool) -> None:
        """A new one, which nobody takes up before it is queued; ``fresh`` passes the cache by."""
        now = self._clock()
        values = {"id": job_id, "backend": self._backend, "kind": KIND, "person": person, "created_at": now}
        with writing(self._engine) as connection:
            said = {"state": JobState.PREPARING, "changed_at": now, "arguments": {"name": name, "fresh": fresh}}
            connection.execute(insert(JOBS).values(values | said))

    def queue(self, job_id: UUID) -> None:
        """It may be taken up."""
        with writing(self._engine) as connection:
            self._change(connection, job_id, (JobState.PREPARING,), JobState.QUEUED)

    def all(self) -> tuple[PullJob, ...]:
        """Every one on record, the latest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(JOBS).where(*self._ours()).order_by(JOBS.c.created_at.desc())).all()
        return tuple(map(_job, rows))

    def get(self, job_id: UUID) -> PullJob:
        """That one; raises ``InputError`` where there is none."""
        found = next((job for job in self.all() if job.id == job_id), None)
        if found is None:
            raise InputError("This pull is not on record any more.")
        return found

    def want(self, job_id: UUID, state: JobState) -> PullJob:
        """What a person wants to become of it: PAUSED, QUEUED (to go on) or CANCELLED; no change where it cannot."""
        with writing(self._engine) as connection:
            self._change(connection, job_id, _MAY_BECOME[state], state)
        return self.get(job_id)

    def begin(self, lease: Lease, job_id: UUID) -> bool:
        """Whether it may run: nobody wants otherwise. Raises ``LeaseLostError``."""
        with lease.writing() as connection:
            return self._change(connection, job_id, DUE, JobState.RUNNING)

    def report(self, lease: Lease, job_id: UUID, progress: Progress) -> bool:
        """Put on record how far it came, whatever a person wants by now; whether it is still to run.

        Raises ``LeaseLostError``.
        """
        here = (*self._ours(), JOBS.c.id == job_id)
        with lease.writing() as connection:
            said = {"progress": asdict(progress), "changed_at": self._clock()}
            connection.execute(update(JOBS).where(*here).values(said))
            state: str | None = connection.scalar(select(JOBS.c.state).where(*here))
            return state == JobState.RUNNING

    def end(self, connection: Connection, job_id: UUID, state: JobState, reason: str | None = None) -> None:
        """It ended so, in the transaction of ``connection``, unless a person wanted otherwise meanwhile."""
        row = connection.execute(select(JOBS.c.arguments).where(JOBS.c.id == job_id)).one()
        said = {**row.arguments, "reason": reason}
        self._change(connection, job_id, (JobState.RUNNING,), state, arguments=said)

    def forget(self, job_ids: Iterable[UUID]) -> None:
        """Take those off the record."""
        with writing(self._engine) as connection:
            connection.execute(delete(JOBS).where(*self._ours(), JOBS.c.id.in_(list(job_ids))))

    def _change(
        self, connection: Connection, job_id: UUID, of: Sequence[JobState], to: JobState, **values: object
    ) -> bool:
        wanted = (*self._ours(), JOBS.c.id == job_id, JOBS.c.state.in_(of))
        changed = update(JOBS).where(*wanted).values(state=to, changed_at=self._clock(), **values)
        return connection.execute(changed).rowcount == 1

    def _ours(self) -> tuple[Any, ...]:
        return JOBS.c.backend == self._backend, JOBS.c.kind == KIND


def _job(row: Row[Any]) -> PullJob:
    progress = None if row.progress is None else msgspec.convert(row.progress, Progress)
    said = row.arguments or {}
    return PullJob(
        row.id,
        said.get("name", ""),
        row.person,
        JobState(row.state),
        row.created_at,
        row.changed_at,
        progress,
        said.get("reason"),
        said.get("fresh", False),
    )
