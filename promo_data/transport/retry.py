"""Repeats reads that failed in passing; what changes something is never repeated."""

import time
from collections.abc import Callable
from contextvars import ContextVar

import stamina

from promo_data.errors import TransportError
from promo_data.protocol.call import Answer, Call
from promo_data.transport import deadline
from promo_data.transport.first_code import first_code
from promo_data.transport.held_back import HeldBackError
from promo_data.transport.retry_after import retry_after
from promo_data.transport.retry_budget import RetryBudget
from promo_data.transport.sender import Sender

TRY_AGAIN_STATUSES = frozenset({429, 461, 500, 502, 503, 504, 521})
"""Statuses that pass: too many calls, search busy, server errors, concurrent actions (api-facts §6, HTTP list)."""

_TRY_AGAIN_CODES = frozenset({429, 461, 521, 4001, 8105})
"""The same said in a body, with HTTP 200 as often as not (api-facts §6, fact 10).

8105 is the vendor's failure to fetch the promotions (api-facts §3.5).
"""

_LARGEST_REFUSAL = 2_000
"""Bytes; a page of promotions is larger, and is not looked into."""

current_try: ContextVar[int] = ContextVar("current_try", default=1)
"""Which try of its call is under way, from 1; for the log."""

_LONGEST_WAIT_SECONDS = 60.0
_LEAST_SECONDS_FOR_A_TRY = 1.0

# stamina would log every repetition as a warning of its own; transport/log.py writes a line for each try.
stamina.instrumentation.set_on_retry_hooks(())


class _PassingAnswerError(Exception):
    """An answer worth another try; stamina repeats on exceptions only."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"status {answer.status}")
        self.answer = answer


class Retry:
    """Up to ``tries`` sendings of a repeatable call, with jitter, as far as its deadline and the ``budget`` allow.

    The last answer comes back as it is and the last error is raised. ``Retry-After`` is obeyed where it ends before the
    deadline; where it does not, the answer comes back at once. ``background`` work waits for as long as a minute, off
    its clock.
    """

    def __init__(
        self,
        inner: Sender,
        budget: RetryBudget,
        *,
        tries: int = 3,
        background: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._inner = inner
        self._budget = budget
        self._tries = tries
        self._background = background
        self._now = now
        self._caller = stamina.AsyncRetryingCaller(attempts=tries, timeout=None, wait_initial=0.2)

    def __repr__(self) -> str:
        return f"Retry > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The first answer that will not pass by itself, or the last one."""
        self._budget.count_call()
        current_try.set(1)
        if not call.repeatable:
            return await self._inner(call)
        try:
            return await self._try(call)
        except (_PassingAnswerError, TransportError) as error:
            failed = error
        return await self._repeated(call, failed)

    async def _repeated(self, call: Call, failed: Exception) -> Answer:
        """What the further tries bring; stamina is told of the first, and not begun with it because it is slow."""
        current_try.set(0)
        try:
            return await self._caller(self._wait, self._try_again, call, failed)
        except _PassingAnswerError as last:
            return last.answer
        except HeldBackError:  # what went wrong says more than why it was not tried again
            if isinstance(failed, _PassingAnswerError):
                return failed.answer
            raise failed from None

    async def _try(self, call: Call) -> Answer:
        answer = await self._inner(call)
        if _passes(answer):
            raise _PassingAnswerError(answer)
        return answer

    async def _try_again(self, call: Call, failed: Exception) -> Answer:
        current_try.set(current_try.get() + 1)
        if current_try.get() == 1:
            raise failed
        return await self._try(call)

    def _wait(self, error: Exception) -> bool | float:
        """Whether to try again: ``False``, ``True`` after stamina's own wait, or after these seconds."""
        is_passing = isinstance(error, (TransportError, _PassingAnswerError)) and not isinstance(error, HeldBackError)
        if not is_passing or current_try.get() >= self._tries:
            return False
        asked = retry_after(error.answer, self._now()) if isinstance(error, _PassingAnswerError) else None
        if self._background and asked is not None:
            asked = min(asked, _LONGEST_WAIT_SECONDS)
            deadline.extend(asked)
        if (asked or 0.0) + _LEAST_SECONDS_FOR_A_TRY > deadline.seconds_left() or not self._budget.take():
            return False
        return True if asked is None else asked


def _passes(answer: Answer) -> bool:
    """Whether the answer is a refusal that may be over at the next try."""
    if answer.status in TRY_AGAIN_STATUSES:
        return True
    return len(answer.body) < _LARGEST_REFUSAL and first_code(answer.body) in _TRY_AGAIN_CODES
