"""The one event loop, in a thread of its own, behind a synchronous door."""

import atexit
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TypeVar, TypeVarTuple

import anyio
from anyio.from_thread import BlockingPortal

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

_LONGEST_GOODBYE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Running:
    portal: BlockingPortal
    thread: Thread
    process: int


class Portal:
    """Runs asynchronous functions for callers in any thread; the loop starts with the first of them.

    A forked child starts a loop of its own, and at exit whatever still runs is cancelled. anyio's
    ``start_blocking_portal`` is not used: left open it keeps the interpreter from exiting, because its generator then
    waits for a loop whose thread has stopped.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: _Running | None = None

    def run(self, function: Callable[[*Arguments], Awaitable[Result]], *args: *Arguments) -> Result:
        """What ``function(*args)`` returns or raises, run on the loop while this thread waits.

        Raises ``RuntimeError`` when called on the loop itself, which would wait for ever.
        """
        return self._started().call(function, *args)

    def close(self) -> None:
        """Cancels what runs and ends the loop; a later ``run`` starts another."""
        with self._lock:
            running, self._running = self._running, None
        if running is None or running.process != os.getpid():
            return
        atexit.unregister(self.close)
        running.portal.call(running.portal.stop, True)  # noqa: FBT003 - anyio passes arguments by position alone
        running.thread.join(_LONGEST_GOODBYE_SECONDS)

    def _started(self) -> BlockingPortal:
        with self._lock:
            if self._running is None or self._running.process != os.getpid():
                self._running = _start()
                atexit.register(self.close)
            return self._running.portal


def _start() -> _Running:
    started: Future[BlockingPortal] = Future()
    thread = Thread(target=_live, args=(started,), name="promo-data-loop", daemon=True)
    thread.start()
    return _Running(started.result(), thread, os.getpid())


def _live(started: Future[BlockingPortal]) -> None:
    try:
        anyio.run(_serve, started)
    except OSError as error:
        if started.done():
            raise
        started.set_exception(error)  # no file descriptor is left: told to the caller, who would wait for ever


async def _serve(started: Future[BlockingPortal]) -> None:
    async with BlockingPortal() as portal:
        started.set_result(portal)
        await portal.sleep_until_stopped()
