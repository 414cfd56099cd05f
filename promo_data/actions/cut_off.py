"""Work that a stop cuts off: a process that is told to end does not wait for the vendor."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio

Result = TypeVar("Result")

_GLANCE_SECONDS = 0.1


async def unless(is_stopped: Callable[[], bool], work: Callable[[], Awaitable[Result]]) -> Result | None:
    """What ``work`` gives or raises; ``None`` where ``is_stopped`` became true before that and cut it off."""
    with anyio.CancelScope() as scope:
        watch = asyncio.create_task(_watch(is_stopped, scope))
        try:
            return await work()
        finally:
            watch.cancel()
    return None


async def _watch(is_stopped: Callable[[], bool], scope: anyio.CancelScope) -> None:
    while not is_stopped():  # noqa: ASYNC110 - a signal sets it, which must not touch this loop
        await asyncio.sleep(_GLANCE_SECONDS)
    scope.cancel()
