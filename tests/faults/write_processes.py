"""Processes beside the test, quickly made: from a server that holds the program in memory."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["promo_data.opening"])

LONGEST_SECONDS = 30.0


def pipe() -> tuple[Connection, Connection]:
    """An end to hear with, and one for a process to speak into."""
    return _SERVER.Pipe(duplex=False)


@contextmanager
def beside(work: Callable[..., None], *args: Any) -> Iterator[ForkServerProcess]:  # noqa: ANN401 - those of ``work``
    """A process that does ``work``; killed, where it still lives, when the block ends."""
    process = _SERVER.Process(target=work, args=args)
    process.start()
    try:
        yield process
    finally:
        kill(process)


def kill(process: ForkServerProcess) -> None:
    """By -9, and wait until nothing is left of it."""
    process.kill()
    process.join()


def done_beside(work: Callable[..., None], *args: Any) -> None:  # noqa: ANN401 - those of ``work``
    """The same, to its good end."""
    with beside(work, *args) as process:
        process.join(LONGEST_SECONDS)
        assert process.exitcode == 0
