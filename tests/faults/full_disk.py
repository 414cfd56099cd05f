"""Run as processes of their own: a wish carried out where the disk fills up at one of its commits."""

import resource
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

import anyio

from promo_data.actions import Intent, Journal, Wish, perform
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.errors import StoreError
from promo_data.opening import open_promo_data
from promo_data.scope import ScopeChoice
from promo_data.settings import Settings
from tests.faults.killed_at import Step
from tests.faults.write_means import means_for


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process grows any more: to the database that is a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


class _JournalOnAFullDisk(Journal):
    """Meets the full disk right before the commit of one step, and after."""

    def __init__(self, *args: Any, full_at: Step, **kwargs: Any) -> None:  # noqa: ANN401 - as Journal takes them
        super().__init__(*args, **kwargs)
        self._full_at = full_at

    def prepare(self, intent_id: UUID, wish: Wish, **given: Any) -> Intent:  # noqa: ANN401 - as Journal takes them
        self._fill(Step.PREPARED)
        return super().prepare(intent_id, wish, **given)

    def claim(self, intent_id: UUID, standing: Standing, seen_at: datetime | None = None) -> Intent:
        self._fill(Step.CLAIMED)
        return super().claim(intent_id, standing, seen_at)

    def mark_all_sent(self, intent_ids: Sequence[UUID], vendor_time: datetime | None = None) -> tuple[Intent, ...]:
        self._fill(Step.SENT)
        return super().mark_all_sent(intent_ids, vendor_time)

    def conclude(self, intent_id: UUID, told: Told) -> Intent:
        self._fill(Step.ENDED)
        return super().conclude(intent_id, told)

    def _fill(self, step: Step) -> None:
        if step is self._full_at:
            limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, limit))


def act_until_full(settings: Settings, wish: Wish, at: datetime, full_at: Step, says: Connection) -> None:
    """Says what a person is told."""

    async def act() -> None:
        kind = partial(_JournalOnAFullDisk, full_at=full_at)
        async with means_for(settings, lambda: at, journal_kind=kind) as means:
            try:
                says.send(str((await perform(wish, means)).state))
            except StoreError as error:
                says.send(str(error))

    anyio.run(act)


def read_when_full(settings: Settings, wish: Wish, at: datetime, says: Connection) -> None:
    """Says whether the customer was read, what of the record, and what became of acting, all with a full disk."""
    with open_promo_data(settings, clock=lambda: at) as data:
        data.check_store()
        with full_disk():
            view = data.customer(wish.identifier, choice=ScopeChoice.SELF)
            on_record = len(data.open_intents())
            try:
                acted = str(data.perform(wish).state)
            except StoreError as error:
                acted = str(error)
        says.send((view.complete, len(view.promotions), on_record, acted))
