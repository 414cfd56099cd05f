"""Processes beside the test, quickly made: from a server that holds the program in memory."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from signal import SIGCONT
from typing import Any

from promo_data.sandbox import SettableClock
from tests.commands.processes import until

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["promo_data.opening"])

LONGEST_SECONDS = 30.0


class SharedClock(SettableClock):
    """One that several processes see move."""

    def __init__(self, now: datetime) -> None:
        self._seconds = _SERVER.Value("d", lock=False)  # whoever stands still must not hold a lock
        super().__init__(now)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self._seconds.value, UTC)

    @now.setter
    def now(self, now: datetime) -> None:
        self._seconds.value = now.timestamp()


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


def until_it_stands(process: ForkServerProcess) -> None:
    """As by SIGSTOP: nothing in it runs."""
    stat = Path(f"/proc/{process.pid}/stat")
    until(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T", "it does not stand still")


def go_on(process: ForkServerProcess) -> None:
    """Continue one that stands still, to its good end."""
    os.kill(process.pid or 0, SIGCONT)
    process.join(LONGEST_SECONDS)
    assert process.exitcode == 0
