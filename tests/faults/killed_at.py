"""Run as processes of their own: one that carries a wish out and stands still at a step, one that comes after it."""

import os
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection
from signal import SIGSTOP
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import anyio
from anyio import to_thread

from promo_data.actions import Intent, Journal, Wish, perform, perform_batch
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.errors import StoreError
from promo_data.opening import open_promo_data
from promo_data.settings import Settings
from promo_data.transport.steady import steady
from tests.faults.write_means import Clock, means_for

_UNTIL_ALL_THREADS_STAND = 0.1

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Step(StrEnum):
    """The seven points between a person's yes and the outcome on record (P1); ``LEFT`` is in the vendor's hands."""

    PREPARED = "prepared"
    READ = "read"
    CLAIMED = "claimed"
    SENT = "sent"
    LEFT = "left"
    ANSWERED = "answered"
    ENDED = "ended"


class _Halt:
    """Stands still at one step until it is continued, if ever, and says so first."""

    def __init__(self, step: Step, reached: Connection) -> None:
        self._step = step
        self._reached = reached

    def at(self, step: Step) -> None:
        if step is self._step:
            self._reached.send(step.value)
            os.kill(os.getpid(), SIGSTOP)
            time.sleep(_UNTIL_ALL_THREADS_STAND)

    def after(self, step: Step, work: Callable[Given, Awaitable[Result]]) -> Callable[Given, Awaitable[Result]]:
        async def worked(*args: Given.args, **kwargs: Given.kwargs) -> Result:
            result = await work(*args, **kwargs)
            await to_thread.run_sync(self.at, step)
            return result

        return worked


class _HaltingJournal(Journal):
    """Stands still right after a commit."""

    def __init__(self, *args: Any, halt: _Halt, **kwargs: Any) -> None:  # noqa: ANN401 - as Journal takes them
        super().__init__(*args, **kwargs)
        self._halt = halt

    def prepare(self, intent_id: UUID, wish: Wish, **given: Any) -> Intent:  # noqa: ANN401 - as Journal takes them
        intent = super().prepare(intent_id, wish, **given)
        self._halt.at(Step.PREPARED)
        return intent

    def claim(self, intent_id: UUID, standing: Standing, seen_at: datetime | None = None) -> Intent:
        intent = super().claim(intent_id, standing, seen_at)
        self._halt.at(Step.CLAIMED)
        return intent

    def mark_all_sent(self, intent_ids: Sequence[UUID], vendor_time: datetime | None = None) -> tuple[Intent, ...]:
        intents = super().mark_all_sent(intent_ids, vendor_time)
        self._halt.at(Step.SENT)
        return intents

    def conclude(self, intent_id: UUID, told: Told) -> Intent:
        intent = super().conclude(intent_id, told)
        self._halt.at(Step.ENDED)
        return intent


def carry_out(
    settings: Settings,
    wishes: Sequence[Wish],
    clock: Clock,
    step: Step,
    reached: Connection,
    steady: Callable[[], float] = steady,
) -> None:
    """Standing still at ``step``, but for what is in the vendor's hands. Several wishes go by one request."""
    halt = _Halt(step, reached)

    async def act() -> None:
        kind = partial(_HaltingJournal, halt=halt)
        async with means_for(settings, clock, journal_kind=kind) as means:
            read, send = halt.after(Step.READ, means.read), halt.after(Step.ANSWERED, means.send)
            halting = replace(means, read=read, send=send, steady=steady)
            with suppress(StoreError):  # others have ended it meanwhile
                await (perform(wishes[0], halting) if len(wishes) == 1 else perform_batch(wishes, halting))

    anyio.run(act)


def come_after(settings: Settings, at: datetime) -> None:
    """What the job process does at that moment: end what dead processes left, read back what is not known."""
    with open_promo_data(settings, clock=lambda: at) as data:
        duty = data.duty()
        assert duty.take()
        duty.recover()
        for intent in duty.scheduled(at):
            duty.follow_up(intent, lambda: False)
        duty.give_up()
