"""Carries wishes out in threads of its own, so that a closed tab or a rerun of a page cuts nothing off."""

import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, wait
from dataclasses import replace
from functools import partial
from threading import Event, Lock, Thread
from uuid import UUID

from promo_data.actions.intent import Intent, State
from promo_data.actions.journal import Journal
from promo_data.actions.means import Means
from promo_data.actions.perform import carry_out, prepare
from promo_data.actions.unrecorded import Unrecorded, UnrecordedError, record
from promo_data.actions.wish import Wish
from promo_data.errors import PromoInsightError, StoreError

_log = logging.getLogger(__name__)
_LONGEST_GOODBYE_SECONDS = 10.0
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


class Runner:
    """Accepts wishes and tells what became of them; the journal knows it even when nobody asks.

    What it does not know yet, because it could not be written, is kept here and written again and again, after
    ``pause`` seconds and then more and more rarely. ``run`` runs an asynchronous function to its end, such as
    ``Portal.run``; it is called from several threads.
    """

    def __init__(
        self,
        run: Callable[[Callable[[], Awaitable[Intent]]], Intent],
        journal: Journal,
        *,
        pause: float = _FIRST_PAUSE_SECONDS,
    ) -> None:
        self._run = run
        self._journal = journal
        self._first_pause = pause
        self._lock = Lock()
        self._closing = Event()
        self._under_way: dict[UUID, Future[Intent]] = {}

    def submit(self, wish: Wish, means: Means, *, insist: bool = False, form_token: str | None = None) -> UUID:
        """The intent's id, as soon as it is on record; the rest goes on without the caller.

        The same ``form_token`` gives the same intent and starts nothing. Raises ``InputError`` and ``StoreError``.
        """
        if self._closing.is_set():
            raise StoreError("The program is stopping, so nothing was sent.")
        intent, is_new = prepare(wish, means, insist=insist, form_token=form_token)
        if is_new:
            self._start(intent, wish, means)
        return intent.id

    def outcome(self, intent_id: UUID, timeout: float | None = None) -> Intent:
        """The intent, once it has ended or ``timeout`` seconds have passed; what is not on record yet included.

        Raises what stopped it, such as ``StoreError`` where it could not be recorded and so was not sent.
        """
        with self._lock:
            future = self._under_way.get(intent_id)
        if future is not None and wait([future], timeout).done:
            return future.result()
        return self._journal.get(intent_id)

    def progress(self, intent_id: UUID) -> Intent:
        """The intent as far as it came, with what is known here and cannot be recorded.

        Raises ``StoreError`` where the record cannot be read.
        """
        try:
            return self.outcome(intent_id, 0)
        except PromoInsightError as error:
            intent = self._journal.get(intent_id)
            return replace(intent, state=State.NOT_SENT, message=str(error)) if intent.outcome is None else intent

    def close(self, timeout: float = _LONGEST_GOODBYE_SECONDS) -> None:
        """Takes no more and waits for what is under way; what takes longer is found at the next start."""
        with self._lock:
            self._closing.set()
            under_way = tuple(self._under_way.values())
        wait(under_way, timeout)

    def _start(self, intent: Intent, wish: Wish, means: Means) -> None:
        future: Future[Intent] = Future()
        with self._lock:
            self._under_way[intent.id] = future
        work = partial(carry_out, intent, wish, means)
        Thread(target=self._carry_out, args=(intent.id, work, future), name="promo-data-action", daemon=True).start()

    def _carry_out(self, intent_id: UUID, work: Callable[[], Awaitable[Intent]], future: "Future[Intent]") -> None:
        try:
            future.set_result(self._run(work))
        except UnrecordedError as error:
            (end,) = error.ends
            future.set_result(end.intent)
            if not self._put_on_record(end):
                return
        except BaseException as error:  # noqa: BLE001 - the thread must tell those who wait, whatever it was
            _log.error("an action stopped with %s", type(error).__name__)
            future.set_exception(error)
            return
        with self._lock:
            del self._under_way[intent_id]

    def _put_on_record(self, end: Unrecorded) -> bool:
        """Whether it could be, before the program ends; else the next one finds it by reading."""
        pause = self._first_pause
        while not self._closing.wait(pause):
            if record(end, self._journal):
                return True
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        return False
