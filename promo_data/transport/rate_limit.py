"""Keeps to the calls per minute that the vendor allows these credentials (api-facts §6, rate limit)."""

import asyncio
import time
from collections.abc import Callable
from http import HTTPStatus
from math import inf
from typing import Protocol

from promo_data.protocol.call import Answer, Call
from promo_data.transport import deadline
from promo_data.transport.grant_book import Lease, Wait
from promo_data.transport.held_back import HeldBackError, in_seconds
from promo_data.transport.retry_after import retry_after
from promo_data.transport.sender import Sender

# A limit per minute is free again after a minute: a vendor that asks for a longer pause means something else.
_LONGEST_PAUSE_SECONDS = 60.0
_LONGEST_NAP_SECONDS = 1.0
_QUEUED = "Not sent: too many calls wait for their turn. Try again in a moment."


class Grants(Protocol):
    """Who says when a call may go."""

    def take(self, *, background: bool, unused: Lease | None = None) -> Lease | Wait:
        """Calls that may go now, or how long none may."""

    def slow_down(self, pause: float) -> None:
        """The vendor said that calls come too fast, and asked for ``pause`` seconds without any."""


class RateLimit:
    """Lets calls pass as ``grants`` allow, in the order they came; a 429 slows them down for all who share the grants.

    A call that would wait longer than ``longest_wait`` seconds, or than its deadline, is a ``HeldBackError``.
    ``background`` work leaves a part of the rate to people, and its waiting is on nobody's time.
    """

    def __init__(
        self,
        inner: Sender,
        grants: Grants,
        *,
        background: bool = False,
        longest_wait: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._inner = inner
        self._grants = grants
        self._background = background
        self._longest_wait = longest_wait
        self._clock = clock
        self._now = now
        self._lease: Lease | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    def __repr__(self) -> str:
        return f"RateLimit{'(background)' if self._background else ''} > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer, asked for as soon as the limit allows."""
        if self._waiting or self._ask() is not None:
            await self._wait()
        if not call.repeatable:
            deadline.sent()
        answer = await self._inner(call)
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._slow_down(answer)
        return answer

    def _ask(self) -> Wait | None:
        """``None`` where a call may go now: it is counted."""
        if self._lease is not None and self._lease.use(self._clock()):
            return None
        taken = self._grants.take(background=self._background, unused=self._lease)
        if isinstance(taken, Wait):
            return taken
        self._lease = taken
        self._lease.left -= 1
        return None

    async def _wait(self) -> None:
        self._waiting += 1
        try:
            with deadline.waiting(_QUEUED, off_the_clock=self._background):
                async with asyncio.timeout(None if self._longest_wait == inf else self._longest_wait):
                    await self._wait_in_turn(self._clock() + self._longest_wait)
        except TimeoutError:
            raise HeldBackError(_QUEUED) from None
        finally:
            self._waiting -= 1

    async def _wait_in_turn(self, until: float) -> None:
        async with self._turn:
            while (wait := self._ask()) is not None:
                if wait.seconds > min(until - self._clock(), deadline.seconds_left()):
                    raise HeldBackError(f"Not sent: {wait.why}. Try again in {in_seconds(wait.seconds)}.")
                await asyncio.sleep(min(wait.seconds, _LONGEST_NAP_SECONDS))

    def _slow_down(self, answer: Answer) -> None:
        pause = retry_after(answer, self._now()) or 0.0
        self._grants.slow_down(pause if pause <= _LONGEST_PAUSE_SECONDS else 0.0)
        self._lease = None
