"""Which process holds an intent that is under way, and whether that process still lives."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

_UNIQUE = uuid4().hex
_NOTHING_RUNS = frozenset("ZXx")
"""States of a process that has ended and whose number is not free yet (proc(5), stat)."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process of a machine; ``run`` tells it from others that had its number: they are used again."""

    host: str
    process: int
    run: str

    @classmethod
    def this(cls) -> "Holder":
        """The process that asks."""
        return cls(socket.gethostname(), os.getpid(), _this_run())

    @classmethod
    def parsed(cls, text: str) -> "Holder":
        """The holder that ``str`` wrote."""
        host, process, run = text.rsplit(":", 2)
        return cls(host, int(process), run)

    def __str__(self) -> str:
        return f"{self.host}:{self.process}:{self.run}"

    @property
    def is_dead(self) -> bool:
        """Whether it surely runs no more; a process of another machine cannot be judged from here."""
        if self.host != socket.gethostname():
            return False
        if self.process == os.getpid():
            return self.run != _this_run()
        return not _exists(self.process) or _has_ended(self.process, started=self.run.partition("-")[0])


def _this_run() -> str:
    """When this process started, where the system tells, and what no earlier one with its number had."""
    _, started = _state_and_start(os.getpid())
    return f"{started}-{_UNIQUE}"


def _has_ended(process: int, *, started: str) -> bool:
    """Whether nothing runs in that process any more, or it is another one that started later."""
    state, start = _state_and_start(process)
    return state in _NOTHING_RUNS or (started.isdecimal() and start.isdecimal() and started != start)


def _state_and_start(process: int) -> tuple[str, str]:
    """Its state and when it started, in ticks since the machine did (proc(5), stat); empty where nothing tells."""
    try:
        told = Path(f"/proc/{process}/stat").read_text("ascii", errors="replace")
    except OSError:
        return "", ""
    fields = told.rpartition(")")[2].split()  # the name before it may hold anything
    return fields[0], fields[19]


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
