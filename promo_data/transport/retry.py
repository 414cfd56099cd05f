"""Repeats reads that failed in passing; what changes something is never repeated."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import partial

import stamina

from promo_data.errors import TransportError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.sender import Sender

TRY_AGAIN_STATUSES = frozenset({429, 461, 500, 502, 503, 504, 521})
"""Statuses that pass: too many calls, search busy, server errors, concurrent actions (api-facts §6, HTTP list)."""

current_try: ContextVar[int] = ContextVar("current_try", default=1)
"""Which try of its call is under way, from 1; for the log."""


# stamina would log every repetition as a warning of its own; transport/log.py writes a line for each try.
stamina.instrumentation.set_on_retry_hooks(())


class _PassingAnswerError(Exception):
    """An answer worth another try; stamina repeats on exceptions only."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"status {answer.status}")
        self.answer = answer


class Retry:
    """Up to ``tries`` sendings of a repeatable call, with jitter, none begun after ``total_seconds``.

    The last answer comes back as it is and the last error is raised. ``Retry-After`` is obeyed where it ends within
    the total; where it does not, the answer comes back at once.
    """

    def __init__(
        self,
        inner: Sender,
        *,
        tries: int = 3,
        total_seconds: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._inner = inner
        self._total_seconds = total_seconds
        self._clock = clock
        self._now = now
        self._caller = stamina.AsyncRetryingCaller(attempts=tries, timeout=total_seconds, wait_initial=0.2)

    def __repr__(self) -> str:
        return f"Retry({self._total_seconds:g} s) > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The first answer that will not pass by itself, or the last one."""
        current_try.set(1)
        if not call.repeatable:
            return await self._inner(call)
        current_try.set(0)
        try:
            return await self._caller(partial(self._wait, self._clock()), self._try, call)
        except _PassingAnswerError as last:
            return last.answer

    async def _try(self, call: Call) -> Answer:
        current_try.set(current_try.get() + 1)
        answer = await self._inner(call)
        if answer.status in TRY_AGAIN_STATUSES:
            raise _PassingAnswerError(answer)
        return answer

    def _wait(self, started: float, error: Exception) -> bool | float:
        """Whether to try again: ``False``, ``True`` after stamina's own wait, or after these seconds."""
        if not isinstance(error, _PassingAnswerError):
            return isinstance(error, TransportError)
        seconds = retry_after(error.answer, self._now())
        if seconds is None:
            return True
        return seconds if self._clock() - started + seconds < self._total_seconds else False


def retry_after(answer: Answer, now: float) -> float | None:
    """Seconds the answer asks us to wait (RFC 9110, section 10.2.3), or ``None`` where it says nothing readable.

    ``now`` is in seconds since 1970.
    """
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(until.replace(tzinfo=until.tzinfo or UTC).timestamp() - now, 0.0)
