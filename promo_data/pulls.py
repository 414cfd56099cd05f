"""Pulls that nobody has to wait for: jobs that the job process carries out, and the snapshots they leave."""

import getpass
import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Engine

from promo_data.account import Account
from promo_data.acting import store_place
from promo_data.casebook.keys import derived, root_key
from promo_data.cohort.pull import Customers, Names, SilentError, Work, finish_snapshot
from promo_data.cohort.pull.customers import Listed
from promo_data.cohort.pull.heart import Heart
from promo_data.cohort.pull.jobs import DUE, ENDED, Jobs, JobState, PullJob
from promo_data.cohort.pull.sealing import AGAIN_FILE, LIST_FILE, Sealing
from promo_data.cohort.snapshot import FOLDER, Snapshot, Snapshots, checked_name
from promo_data.errors import InputError, PromoInsightError
from promo_data.insight.cohort import summarise
from promo_data.pulling import Asking, IsStopped, Pulling, as_told, refused_table
from promo_data.scope import ScopeChoice
from promo_data.settings import Settings
from promo_data.store import Holder, Lease, open_store
from promo_data.transport.portal import Portal
from promo_data.vocabulary import Source

_log = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
_TRY_AGAIN = timedelta(minutes=1)
"""After a vendor stayed silent for as long as a pull waits."""


class Pulls(Pulling):
    """Begins, follows and carries out pulls; each leaves a snapshot under its own id.

    All raise ``StoreError`` where the store or the disk cannot be used, and ``InputError`` for what is not there.
    """

    def __init__(self, settings: Settings, account: Account, portal: Portal, clock: Callable[[], datetime]) -> None:
        super().__init__(settings, account, portal, clock)
        self.snapshots = Snapshots(settings.data_dir / FOLDER)
        self._keep = timedelta(days=settings.keep_days)

    def start(self, listed: Listed, asking: Asking, name: str) -> UUID:
        """The id of a new pull of this list, which the job process takes up within seconds."""
        job_id, said = uuid4(), checked_name(name)
        plan, customers = self.plan(listed, asking)
        with as_told():
            self._jobs.create(job_id, name=said, person=getpass.getuser(), fresh=asking.fresh)
            work = Work.begin(self.snapshots.work_place(job_id), plan, refused_table(listed))
            self._sealing.keep(customers, work.folder / LIST_FILE, str(job_id))
            self._jobs.queue(job_id)
        return job_id

    def jobs(self) -> tuple[PullJob, ...]:
        """Every pull on record, the latest first."""
        return self._jobs.all()

    def job(self, job_id: UUID) -> PullJob:
        """That one, as far as it came."""
        return self._jobs.get(job_id)

    def pause(self, job_id: UUID) -> PullJob:
        """Let it rest until ``go_on``; within seconds nothing more is asked."""
        return self._jobs.want(job_id, JobState.PAUSED)

    def go_on(self, job_id: UUID) -> PullJob:
        """Take up one that was paused or has stopped, where it was left."""
        return self._jobs.want(job_id, JobState.QUEUED)

    def cancel(self, job_id: UUID) -> PullJob:
        """End it and keep nothing of it."""
        job = self._jobs.want(job_id, JobState.CANCELLED)
        lease = self._lease(job_id)
        if job.state is JobState.CANCELLED and lease.acquire():  # nobody works on it, so nobody else would tidy up
            shutil.rmtree(self.snapshots.work_place(job_id), ignore_errors=True)
            lease.release()
        return job

    def failed(self, snapshot_id: UUID) -> Customers | None:
        """Those of a snapshot whose failure may pass, to be pulled again; ``None`` where nobody is or they are gone."""
        path = self.snapshots.open(snapshot_id).folder / AGAIN_FILE
        return self._sealing.read(path, str(snapshot_id)) if path.exists() else None

    def due(self) -> UUID | None:
        """The oldest pull that is to be carried out now; one whose vendor was silent waits a minute."""
        before = self._clock() - _TRY_AGAIN
        due = [job for job in self._jobs.all() if job.state in DUE]
        ready = [job for job in due if job.state is not JobState.WAITING or job.changed_at <= before]
        return ready[-1].id if ready else None

    def carry_out(self, job_id: UUID, is_stopped: IsStopped) -> None:
        """Go on with that pull until it ends or is to stop; nothing is done where another process has taken it up.

        Raises ``LeaseLostError`` where another process takes it over meanwhile.
        """
        lease = self._lease(job_id)
        if not lease.acquire():
            return
        try:
            if self._jobs.begin(lease, job_id):
                self._carry_out(self._jobs.get(job_id), lease, is_stopped)
        finally:
            lease.release()

    def sweep(self) -> None:
        """Remove what is kept no longer, and what a killed process left."""
        now, jobs = self._clock(), self._jobs.all()
        old = [job for job in jobs if job.changed_at < now - self._keep]
        self._jobs.forget(job.id for job in old)
        under_way = {str(job.id) for job in jobs if job not in old and job.state not in ENDED}
        with as_told():
            self.snapshots.sweep(under_way.__contains__, keep=self._keep, now=now)

    def close(self) -> None:
        """Let go of the store, if it was opened."""
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def _carry_out(self, job: PullJob, lease: Lease, is_stopped: IsStopped) -> None:
        work: Work | None = None
        with Heart(self._jobs, lease, job.id) as heart:
            try:
                work = self._work(job.id)
                customers = self._sealing.read(work.folder / LIST_FILE, str(job.id))
                asking = _asking(work, fresh=job.fresh)
                whole = self.run(work, customers, asking, heart.hear, lambda: is_stopped() or heart.is_over)
                if whole and not heart.is_over:
                    self._finish(job, lease, work, customers)
            except PromoInsightError as error:
                self._end(job.id, lease, error)
        if work is not None and self._jobs.get(job.id).state in ENDED:
            work.remove()

    def _finish(self, job: PullJob, lease: Lease, work: Work, customers: Customers) -> None:
        """Put the snapshot into its place in the same transaction in which the pull is done: by its holder alone."""
        with as_told():
            ready = finish_snapshot(work, Names(str(job.id), job.name), self._clock())
            self._keep_failed(ready, job.id, customers)
            summarise(ready)
            with lease.writing() as connection:
                self._jobs.end(connection, job.id, JobState.DONE)
                self.snapshots.keep(ready, job.id)

    def _keep_failed(self, ready: Path, job_id: UUID, customers: Customers) -> None:
        failures = Snapshot.opened(ready).failures()
        again = customers.in_rows(failures["row"][failures["passing"]])
        if len(again):
            self._sealing.keep(again, ready / AGAIN_FILE, str(job_id))

    def _end(self, job_id: UUID, lease: Lease, error: PromoInsightError) -> None:
        """Silence is waited for; whatever else hinders it, a person has to mend."""
        state = JobState.WAITING if isinstance(error, SilentError) else JobState.STOPPED
        _log.warning("Pull %s is %s. %s", job_id, state, error)
        with lease.writing() as connection:
            self._jobs.end(connection, job_id, state, str(error))

    def _work(self, job_id: UUID) -> Work:
        work = Work.found(self.snapshots.work_place(job_id))
        if work is None:
            raise InputError("What was begun of this pull is gone: begin it anew.")
        return work

    def _lease(self, job_id: UUID) -> Lease:
        return Lease(self._engine, f"pull {job_id}", Holder.this(), LEASE_SECONDS, clock=self._clock)

    @cached_property
    def _engine(self) -> Engine:
        return open_store(store_place(self._settings))

    @cached_property
    def _jobs(self) -> Jobs:
        return Jobs(self._engine, self._settings.base_url or "", self._clock)

    @cached_property
    def _sealing(self) -> Sealing:
        settings = self._settings
        return Sealing(derived(root_key(self._engine, settings.data_dir, settings.revealed_audit_key), "pulls"))


def _asking(work: Work, *, fresh: bool) -> Asking:
    scope = work.plan.scope
    return Asking(Source(work.plan.source), ScopeChoice(scope.choice), scope.only, fresh)
