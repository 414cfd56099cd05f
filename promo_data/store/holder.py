"""Which process holds an intent that is under way, and whether that process still lives."""

import os
import socket
from dataclasses import dataclass
from uuid import uuid4

_THIS_PROCESS = uuid4().hex
"""Tells two processes with one number apart: numbers are used again, in containers at once."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process of a machine."""

    host: str
    process: int
    run: str

    @classmethod
    def this(cls) -> "Holder":
        """The process that asks."""
        return cls(socket.gethostname(), os.getpid(), _THIS_PROCESS)

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
            return self.run != _THIS_PROCESS
        return not _exists(self.process)


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
