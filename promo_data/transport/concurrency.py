"""Keeps the number of calls under way at once below a cap."""

import asyncio

from promo_data.protocol.call import Answer, Call
from promo_data.transport.sender import Sender


class ConcurrencyCap:
    """Lets ``at_once`` calls be under way; the others wait their turn, first come first served."""

    def __init__(self, inner: Sender, *, at_once: int) -> None:
        self._inner = inner
        self._at_once = at_once
        # anyio's CapacityLimiter would give way to every other task before each call, also where a place is free.
        self._places = asyncio.Semaphore(at_once)

    def __repr__(self) -> str:
        return f"ConcurrencyCap({self._at_once}) > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer, asked for when a place is free."""
        async with self._places:
            return await self._inner(call)
