"""When a process has to end: a signal said so, or the one that started it is gone."""

import os
import select
import signal
from types import FrameType
from typing import Self

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Halt:
    """Listens while it is entered, in the main thread; ``lifeline`` is a pipe that the one who started us keeps open.

    A signal's handler must not take locks that it may have interrupted, so it sets a flag and wakes a pipe.
    """

    def __init__(self, lifeline: int | None = None) -> None:
        self._lifeline = lifeline
        self._told = False
        self._is_orphan = False

    def __enter__(self) -> Self:
        self._wake, self._alarm = os.pipe()
        self._before = {number: signal.signal(number, self._heard) for number in _SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._wake)
        os.close(self._alarm)

    @property
    def is_told(self) -> bool:
        """Whether SIGTERM or SIGINT came."""
        return self._told

    @property
    def is_orphan(self) -> bool:
        """Whether the one who started us is gone, as was noticed while waiting."""
        return self._is_orphan

    def wait(self, seconds: float) -> None:
        """Return after so many seconds, or as soon as something was heard."""
        pipes = [self._wake] if self._lifeline is None else [self._wake, self._lifeline]
        ready, _, _ = select.select(pipes, [], [], max(seconds, 0.0))
        if self._lifeline in ready and not os.read(self._lifeline, 1):
            self._lifeline, self._is_orphan = None, True

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        if not self._told:
            self._told = True
            os.write(self._alarm, b"!")
