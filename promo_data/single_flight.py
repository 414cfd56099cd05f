"""One piece of work for all who want the same thing at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class SingleFlight(Generic[Made]):
    """Lets the first caller of a key start the work and all others share its result or its error.

    Nothing is kept once the work is done. The work is a task of its own: a caller that is cancelled stops waiting,
    and the others still get their result. Belongs to one event loop.
    """

    def __init__(self) -> None:
        self._flights: dict[Hashable, asyncio.Task[Made]] = {}

    async def once(self, key: Hashable, make: Callable[[], Awaitable[Made]]) -> Made:
        """What ``make`` returns or raises; it is called only where no call for ``key`` is under way."""
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = asyncio.ensure_future(_called(make))
            flight.add_done_callback(lambda done: self._land(key, done))
        return await asyncio.shield(flight)

    def _land(self, key: Hashable, flight: asyncio.Task[Made]) -> None:
        del self._flights[key]
        if not flight.cancelled():
            flight.exception()  # looked at, so that asyncio does not report it where every caller has gone


async def _called(make: Callable[[], Awaitable[Made]]) -> Made:
    return await make()
