"""The rounds of the job process: take the duty, do what is due, sleep until more is."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from promo_data.actions import Intent, State
from promo_data.actions.duty import Duty
from promo_data.errors import PromoInsightError, StoreError
from promo_data.store import LeaseLostError
from promo_data.worker.errands import Errands
from promo_data.worker.halt import Halt

_log = logging.getLogger(__name__)

NAP_SECONDS = 5.0
"""The longest sleep: how late an UNKNOWN intent is noticed, or that a predecessor died."""

ORPHAN_SECONDS = 600.0
"""How long what is due keeps a process going whose dashboard is gone: twice the last planned reading's wait."""

_PUT_OFF = timedelta(minutes=1)
"""How long after it failed the reading back of one intent is not tried again."""


class Rounds:
    """Goes round until ``halt`` says so, with nothing half done: every step of the records is a transaction.

    Once the one who started it is gone it goes on only while something is to be read back, and not for ever; pulls
    go on with the next process. ``errands`` are those pulls, beside the rounds.
    """

    def __init__(
        self,
        duty: Duty,
        halt: Halt,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        nap: float = NAP_SECONDS,
        orphan_seconds: float = ORPHAN_SECONDS,
        errands: Errands | None = None,
    ) -> None:
        self._duty = duty
        self._halt = halt
        self._clock = clock
        self._monotonic = monotonic
        self._nap = nap
        self._orphan_seconds = orphan_seconds
        self._errands = errands
        self._orphan_since: float | None = None
        self._told: dict[str, str] = {}
        self._put_off: dict[UUID, datetime] = {}

    def go(self) -> None:
        """Until it is time to end; the duty is given up then."""
        while not self._halt.is_told and (nap := self._round()) is not None:
            self._halt.wait(nap)
        if self._errands is not None:
            self._errands.stop()
        try:
            self._duty.give_up()
        except StoreError as error:  # it expires by itself, and at once for who sees that this process is gone
            _log.warning("%s", error)
        _log.info("The job process ends.")

    def _round(self) -> float | None:
        """How long to sleep after this round; ``None`` where it was the last."""
        try:
            if not self._is_ours():
                return None if self._halt.is_orphan else self._nap
            self._recover()
            left = self._follow_up()
            if self._errands is not None and not self._halt.is_orphan:
                self._errands.look()
        except StoreError as error:
            level = logging.WARNING if isinstance(error, LeaseLostError) else logging.ERROR
            self._tell_once("trouble", str(error), level)
            return None if self._is_over() else self._nap
        self._told.pop("trouble", None)
        return None if self._is_over(is_idle=not left) else self._until_next(left)

    def _is_ours(self) -> bool:
        if self._duty.take():
            self._tell_once("duty", f"This job process has the duty (its number is {self._duty.fence}).")
            return True
        self._tell_once("duty", "Another job process has the duty: this one waits.")
        return False

    def _recover(self) -> None:
        for intent in self._duty.recover():
            _log.info("Action %s was left by a process that ended: %s.", intent.id, intent.state.words)

    def _follow_up(self) -> Sequence[Intent]:
        """Reads back what is due; those that are to be read back later."""
        left: list[Intent] = []
        for intent in self._duty.scheduled(self._clock()):
            if self._is_due(intent) and not self._halt.is_told and self._duty.take():
                after = self._read_back(intent)
                left += [after] if after.next_read_at else []
            else:
                left.append(intent)
        return left

    def _read_back(self, intent: Intent) -> Intent:
        """After one reading; what cannot be done for one intent keeps nobody from the others."""
        try:
            after = self._duty.follow_up(intent, lambda: self._halt.is_told)
        except StoreError:
            raise
        except PromoInsightError as error:
            self._put_off[intent.id] = self._clock() + _PUT_OFF
            _log.warning("Action %s could not be read back. %s", intent.id, error)
            return intent
        _log.info("Action %s was read back: %s.", after.id, _found(after))
        return after

    def _is_due(self, intent: Intent) -> bool:
        at = self._next_read(intent)
        return at is not None and at <= self._clock()

    def _next_read(self, intent: Intent) -> datetime | None:
        return max(filter(None, (intent.next_read_at, self._put_off.get(intent.id))), default=None)

    def _until_next(self, left: Sequence[Intent]) -> float:
        times = [at for at in map(self._next_read, left) if at is not None]
        seconds = (min(times) - self._clock()).total_seconds() if times else self._nap
        return min(max(seconds, 0.0), self._nap)

    def _is_over(self, *, is_idle: bool = False) -> bool:
        if not self._halt.is_orphan:
            return False
        if self._orphan_since is None:
            self._orphan_since = self._monotonic()
        return is_idle or self._monotonic() - self._orphan_since >= self._orphan_seconds

    def _tell_once(self, about: str, sentence: str, level: int = logging.INFO) -> None:
        """Not again in every round."""
        if self._told.get(about) != sentence:
            _log.log(level, "%s", sentence)
        self._told[about] = sentence


def _found(intent: Intent) -> str:
    if intent.state is not State.UNKNOWN:
        return intent.state.words
    if intent.next_read_at is None:
        return "not known, and only a person can tell"
    return f"not known yet, read again at {intent.next_read_at:%Y-%m-%d %H:%M:%S} UTC"
