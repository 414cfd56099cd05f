"""Pulling: the part of the data layer's door behind which lists of customers are read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from promo_data.account import Account
from promo_data.actions.cut_off import unless
from promo_data.client import Question
from promo_data.cohort.pull import Customers, Plan, Progress, Pull, Work, finish_files, marked
from promo_data.cohort.pull import Scope as AskedOrgs
from promo_data.cohort.pull.cost import Cost, cost_of
from promo_data.cohort.pull.customers import Listed
from promo_data.cohort.pull.holding import held
from promo_data.cohort.snapshot import Manifest
from promo_data.cohort.snapshot.failures import Failure, failures_table
from promo_data.errors import InputError, StoreError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.scope import ScopeChoice, ScopedCall, calls_for
from promo_data.settings import Settings
from promo_data.transport.grant_book import BACKGROUND_SHARE
from promo_data.transport.portal import Portal
from promo_data.vocabulary import READ_SOURCES, Source

_PART, _LOCK = ".part", ".part.lock"
PATIENCE_SECONDS = 60.0
"""How long a vendor that does not answer is waited for before a pull stops, to go on later."""

Hear = Callable[[Progress], None]
IsStopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Asking:
    """How each customer of a list is asked for: registered in which source, in which orgs, past the cache or not."""

    source: Source
    choice: ScopeChoice = ScopeChoice.EACH
    only: tuple[int, ...] = ()
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """One account, asked about one customer after the other."""

    account: Account
    asking: Asking

    def kept(self, customers: Sequence[CustomerIdentifier]) -> list[CustomerRead | None]:
        if self.asking.fresh:
            return [None] * len(customers)
        return self.account.kept([Question(each) for each in customers], self.asking.choice, self.asking.only)

    async def read(self, customer: CustomerIdentifier) -> CustomerRead:
        question = Question(customer, fresh=self.asking.fresh)
        return await self.account.read(question, self.asking.choice, self.asking.only)


class Pulling:
    """Pulls lists with the resolved ``settings`` of one backend and its own org's ``account``.

    The account should be one for background work, so that people at a page are not kept waiting.
    """

    def __init__(
        self,
        settings: Settings,
        account: Account,
        portal: Portal,
        clock: Callable[[], datetime],
        *,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._settings = settings
        self._account = account
        self._portal = portal
        self._clock = clock
        self._patience = patience

    def cost(self, listed: Listed, asking: Asking) -> Cost:
        """What pulling this list will take; nothing is sent. Raises ``InputError`` where it cannot be asked."""
        a_minute = self._settings.rate_per_minute * BACKGROUND_SHARE
        customers, calls_each = Customers.of(listed, asking.source), len(self._calls(asking))
        return cost_of(customers, _Reader(self._account, asking), calls_each=calls_each, calls_a_minute=a_minute)

    def plan(self, listed: Listed, asking: Asking) -> tuple[Plan, Customers]:
        """The pull of this list, not begun. Raises ``InputError`` where it cannot be asked."""
        calls = self._calls(asking)
        customers = Customers.of(listed, asking.source)
        orgs = tuple(org.id for call in calls for org in call.orgs)
        plan = Plan(
            customers=len(customers),
            duplicates=len(listed.duplicates),
            refused=len(listed.refused),
            by=listed.by.value,
            source=asking.source.value,
            scope=AskedOrgs(asking.choice, asking.only, orgs),
            calls_each=len(calls),
            near_share=self._settings.near_share,
            started_at=self._clock(),
            list_mark=marked(customers),
        )
        return plan, customers

    def to_files(
        self, listed: Listed, asking: Asking, folder: Path, *, resume: bool, hear: Hear, is_stopped: IsStopped
    ) -> Manifest | None:
        """The files of ``promo-insight pull`` in ``folder`` (docs/cli.md); ``None`` where it was stopped before that.

        What was read until then, or until an error, stays there, and ``resume`` goes on from it. Raises ``InputError``,
        ``PullStoppedError`` where the vendor refuses us or stays silent, and ``StoreError``.
        """
        plan, customers = self.plan(listed, asking)
        with as_told(), held(_made(folder) / _LOCK):
            if resume and (finished := _finished(folder, plan, customers)):
                return finished
            work = _begun(folder / _PART, plan, customers, resume=resume) or Work.begin(
                folder / _PART, plan, refused_table(listed)
            )
            if not self.run(work, customers, asking, hear, is_stopped):
                return None
            manifest = finish_files(work, folder, self._clock())
            work.remove()
            return manifest

    def run(self, work: Work, customers: Customers, asking: Asking, hear: Hear, is_stopped: IsStopped) -> bool:
        """Make every part that is missing; whether all are there, which they are not where it was stopped."""
        pull = Pull(work, customers, _Reader(self._account, asking), hear, self._patience)

        async def go() -> bool:
            await pull.go()
            return True

        return bool(self._portal.run(unless, is_stopped, go))

    def _calls(self, asking: Asking) -> list[ScopedCall]:
        if asking.source not in READ_SOURCES:
            raise InputError(f"Customers are not read by the source {asking.source}: choose another.")
        return calls_for(asking.choice, self._settings.org, self._settings.child_orgs, asking.only)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def as_told() -> Iterator[None]:
    """What the disk refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"The folder of the pull cannot be written ({error.strerror}).") from None


def _finished(folder: Path, plan: Plan, customers: Customers) -> Manifest | None:
    """What is there already of exactly this, where nothing is left of the work."""
    if (folder / _PART).exists():
        return None
    try:
        manifest = Manifest.read(folder)
    except FileNotFoundError:
        return None
    return manifest if plan.is_told_by(manifest, customers) else None


def _begun(place: Path, plan: Plan, customers: Customers, *, resume: bool) -> Work | None:
    found = Work.found(place) if resume else None
    if found is not None and not plan.is_same_as(found.plan, customers):
        raise InputError("What was begun there is another list or asks otherwise: choose another folder to write to.")
    return found


def refused_table(listed: Listed) -> pa.Table:
    """The rows of the list that cannot be asked, as failures."""
    return failures_table([Failure(row, str(code), message) for row, code, message in listed.refused])
