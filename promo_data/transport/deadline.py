"""Ends a call in time, over all its tries and the waits between them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf

from promo_data.errors import AnswerLostError, NotSentError, TransportError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.held_back import HeldBackError
from promo_data.transport.sender import Sender


@dataclass(slots=True)
class _Clock:
    """The time of one call; ``held_back`` is why it waits before it is sent, where it does."""

    timeout: asyncio.Timeout
    held_back: str | None = None


_running: ContextVar[_Clock | None] = ContextVar("deadline", default=None)


class Deadline:
    """Gives a read ``seconds`` in all, and a write as many until it is sent.

    A write that was sent is not cut here: only the wire can tell whether its answer was lost.
    """

    def __init__(self, inner: Sender, *, seconds: float = 20.0) -> None:
        self._inner = inner
        self._seconds = seconds

    def __repr__(self) -> str:
        return f"Deadline({self._seconds:g} s) > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer, if it comes in time.

        Raises ``AnswerLostError`` for a read that was late, and ``NotSentError`` for what was not sent until then.
        """
        clock = _Clock(asyncio.timeout(self._seconds))
        outer = _running.set(clock)
        try:
            async with clock.timeout:
                return await self._inner(call)
        except TimeoutError:
            if not clock.timeout.expired():
                raise
            raise self._late(call, clock) from None
        finally:
            _running.reset(outer)

    def _late(self, call: Call, clock: _Clock) -> TransportError:
        if clock.held_back is not None:
            return HeldBackError(clock.held_back)
        if call.repeatable:
            return AnswerLostError(f"No answer within {self._seconds:g} seconds.")
        return NotSentError(f"Not sent: its turn did not come within {self._seconds:g} seconds. Try again.")


def seconds_left() -> float:
    """Until the call that is under way must end; infinite where nothing ends it, or its clock stands still."""
    clock = _running.get()
    end = None if clock is None else clock.timeout.when()
    return inf if end is None else end - asyncio.get_running_loop().time()


def extend(seconds: float) -> None:
    """Gives the call under way so much more time."""
    _end_in(seconds_left() + seconds)


def sent() -> None:
    """Called right before a write goes out: from here on no deadline cuts it."""
    _end_in(inf)


@contextmanager
def waiting(why: str, *, off_the_clock: bool) -> Iterator[None]:
    """While the call under way waits before it is sent: ``why`` is told if its time ends, and time may stand still."""
    left = seconds_left()
    _wait_for(why)
    if off_the_clock:
        _end_in(inf)
    try:
        yield
    finally:
        if off_the_clock:
            _end_in(left)
    _wait_for(None)  # only where the wait ended well: what ended it is told by the deadline further out


def _wait_for(why: str | None) -> None:
    clock = _running.get()
    if clock is not None:
        clock.held_back = why


def _end_in(seconds: float) -> None:
    clock = _running.get()
    if clock is not None:
        clock.timeout.reschedule(None if seconds == inf else asyncio.get_running_loop().time() + seconds)
