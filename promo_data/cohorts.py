"""Cohorts: the part of the data layer's door behind which lists, pulls, snapshots and what they say come together."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from uuid import UUID

import pandas as pd
import pyarrow as pa
from sqlalchemy import Engine

from promo_data.acting import store_place
from promo_data.casebook.keys import derived, root_key
from promo_data.cohort.lists import CustomerList
from promo_data.cohort.pull.customers import Rows
from promo_data.cohort.pull.jobs import ENDED, PullJob
from promo_data.cohort.saved import CohortId, Cohorts, SavedCohort
from promo_data.cohort.snapshot import Manifest, Snapshot
from promo_data.errors import InputError, PromoInsightError, StoreError
from promo_data.insight.cohort import CohortInsight
from promo_data.pulling import Asking
from promo_data.pulls import Pulls
from promo_data.scope import ScopeChoice
from promo_data.settings import Settings
from promo_data.store import open_store
from promo_data.vocabulary import IdentifierKind, Source

_MOST_OPEN = 4
"""Snapshots kept open at once: their files are mapped, not read, so each is some megabytes."""


@dataclass(frozen=True, eq=False)
class AskedAgain:
    """Customers of an earlier pull as a list: nothing in it is to be refused, and nobody stands there twice."""

    by: IdentifierKind
    identifiers: pa.StringArray
    rows: Rows
    refused: "Nothing"
    duplicates: Sized = ()


class Nothing:
    """No row at all."""

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[tuple[int, str, str]]:
        return iter(())


class CohortData:
    """Saved cohorts, and snapshots with what they say, for one backend; may be called from many threads.

    ``pulls`` begins and follows pulls. All raise ``StoreError`` where records or files cannot be used, and
    ``InputError`` for what is not there.
    """

    def __init__(self, settings: Settings, pulls: Pulls, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._opened: OrderedDict[UUID, CohortInsight] = OrderedDict()
        self._lock = Lock()
        self.pulls = pulls

    def pull(self, pull_id: UUID) -> PullJob | None:
        """The pull of that id, as far as it came; ``None`` where none is on record."""
        return next((job for job in self.pulls.jobs() if job.id == pull_id), None)

    def under_way(self) -> tuple[PullJob, ...]:
        """The pulls that have not ended, the latest first; those that rest or were stopped are among them."""
        return tuple(job for job in self.pulls.jobs() if job.state not in ENDED)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """All that are kept and can be read, the latest first."""
        try:
            return self.pulls.snapshots.all()
        except OSError as error:
            raise StoreError(f"The folder of the snapshots cannot be read ({error.strerror}).") from None

    def snapshot(self, snapshot_id: UUID) -> Snapshot:
        """The one of that id."""
        return self.pulls.snapshots.open(snapshot_id)

    def rename_snapshot(self, snapshot_id: UUID, name: str) -> None:
        """Give it another name."""
        try:
            self.pulls.snapshots.rename(snapshot_id, name)
        except OSError as error:
            raise StoreError(f"The snapshot cannot be renamed ({error.strerror}).") from None

    def delete_snapshot(self, snapshot_id: UUID) -> None:
        """Remove it from disk, and the failed ones that were kept with it."""
        self._let_go(snapshot_id)
        try:
            self.pulls.snapshots.delete(snapshot_id)
        except OSError as error:
            raise StoreError(f"The snapshot cannot be deleted ({error.strerror}).") from None

    def insight(self, snapshot_id: UUID) -> CohortInsight:
        """What the snapshot says; opened once, and summarised first where that was not done when it was made."""
        with self._lock:
            if snapshot_id not in self._opened:
                self._opened[snapshot_id] = self._open(snapshot_id)
            self._opened.move_to_end(snapshot_id)
            if len(self._opened) > _MOST_OPEN:  # whoever still holds it keeps it: it is closed when nobody does
                self._opened.popitem(last=False)
            return self._opened[snapshot_id]

    def failures(self, snapshot_id: UUID) -> pd.DataFrame:
        """Rows of its list that brought nothing, or not all: row, code, message, partial, passing."""
        with _readable():
            return self.snapshot(snapshot_id).failures()

    def to_ask_again(self, snapshot_id: UUID) -> int:
        """How many of its customers failed in a way that may pass."""
        failed = self.pulls.failed(snapshot_id)
        return 0 if failed is None else len(failed)

    def ask_again(self, snapshot_id: UUID, name: str) -> UUID:
        """The id of a new pull of those, asked as before and past the cache."""
        manifest, failed = self.snapshot(snapshot_id).manifest, self.pulls.failed(snapshot_id)
        if failed is None or not len(failed):
            raise InputError("Nobody of this snapshot can be asked again: what failed would fail again, or is gone.")
        again = AskedAgain(failed.by, failed.identifiers, failed.rows, Nothing())
        return self.pulls.start(again, self._as_before(manifest), name)

    def saved(self) -> tuple[SavedCohort, ...]:
        """The cohorts that were saved, the latest first; nobody of them is told."""
        return self._saved.list()

    def save(self, name: str, customers: CustomerList | pa.Array, source: str) -> CohortId:
        """Keep customers under a name of their own; ``source`` says where they come from.

        An array holds the vendor's numbers of customers, of which null is left out.
        """
        listed = customers if isinstance(customers, CustomerList) else customers_of(customers)
        return self._saved.save(name, listed, source)

    def open_saved(self, cohort_id: CohortId) -> CustomerList:
        """The customers that were saved."""
        return self._saved.open(cohort_id)

    def rename_saved(self, cohort_id: CohortId, name: str) -> None:
        """Give a cohort another name."""
        self._saved.rename(cohort_id, name)

    def delete_saved(self, cohort_id: CohortId) -> None:
        """Forget a cohort."""
        self._saved.delete(cohort_id)

    def close(self) -> None:
        """Let go of the store and of all files."""
        for snapshot_id in tuple(self._opened):
            self._let_go(snapshot_id)
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def _open(self, snapshot_id: UUID) -> CohortInsight:
        writable = (self._settings.org.id, *self._settings.org_credentials)
        with _readable():
            return CohortInsight.open(self.snapshot(snapshot_id).folder, writable_orgs=writable)

    def _let_go(self, snapshot_id: UUID) -> None:
        with self._lock:
            insight = self._opened.pop(snapshot_id, None)
        if insight is not None:
            insight.close()

    def _as_before(self, manifest: Manifest) -> Asking:
        every = {org.id for org in self._settings.orgs} == set(manifest.orgs)
        choice = ScopeChoice(manifest.scope)
        takes_ids = choice in (ScopeChoice.EACH, ScopeChoice.OTHER) and not every
        only = tuple(org for org in manifest.orgs if org is not None) if takes_ids else ()
        return Asking(Source(manifest.source), choice, only, fresh=True)

    @cached_property
    def _engine(self) -> Engine:
        return open_store(store_place(self._settings))

    @cached_property
    def _saved(self) -> Cohorts:
        settings = self._settings
        key = root_key(self._engine, settings.data_dir, settings.revealed_audit_key)
        whose = (settings.base_url or "", str(settings.org.id))
        return Cohorts(
            self._engine, derived(key, "cohorts"), whose=whose, keep_days=settings.keep_days, clock=self._clock
        )


@contextmanager
def _readable() -> Iterator[None]:
    """What damaged files make libraries raise, in a sentence."""
    try:
        yield
    except PromoInsightError:
        raise
    except (OSError, ValueError, KeyError, pa.ArrowException):
        raise StoreError("This snapshot is damaged: some of its files are missing or cannot be read.") from None


def customers_of(ids: pa.Array) -> CustomerList:
    """Customers by the vendor's numbers, as a list of which nothing is refused."""
    return CustomerList.of(IdentifierKind.CUSTOMER_ID, ids.drop_null().cast(pa.string()))
