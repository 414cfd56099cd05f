"""Keeps a job process beside a program that runs for long, and ends it with that program."""

import logging
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event, Lock, Thread

from promo_data.worker.greeting import Greeting

_log = logging.getLogger(__name__)

_LOOK_SECONDS = 5.0
_SHORTEST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 300.0
_WELL_SECONDS = 60.0
_GOODBYE_SECONDS = 10.0

Invite = Callable[[], Greeting | None]
"""What to tell a job process that is started now; ``None`` where none is wanted, as while another is at work."""


class Companion:
    """Runs ``command`` when ``invite`` says so, and again when it ends, after a pause that doubles.

    Its standard input stays open as long as this program lives: by its end it notices that it is alone. ``pause`` is
    the shortest one, ``look`` the time between two invitations, in seconds. What goes wrong is logged, never raised.
    """

    def __init__(
        self,
        command: Sequence[str],
        invite: Invite,
        *,
        look: float = _LOOK_SECONDS,
        pause: float = _SHORTEST_PAUSE_SECONDS,
    ) -> None:
        self._command = command
        self._invite = invite
        self._look = look
        self._shortest = pause
        self._lock = Lock()
        self._stopping = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, name="promo-data-companion", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the job process, within ten seconds by its own doing, and start no other."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is not None:
            process.terminate()
            self._thread.join(_GOODBYE_SECONDS)
            process.kill()
        self._thread.join()

    def _keep(self) -> None:
        pause = self._shortest
        while not self._stopping.is_set():
            greeting = self._invite()
            if greeting is None:
                self._stopping.wait(self._look)
                continue
            started = time.monotonic()
            ended = self._run(greeting)
            if time.monotonic() - started >= _WELL_SECONDS:
                pause = self._shortest
            if not self._stopping.is_set():
                _log.error("The job process %s; it is started again in %.0f seconds.", ended, pause)
            self._stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _run(self, greeting: Greeting) -> str:
        """How it ended."""
        with self._lock:
            if self._stopping.is_set():
                return "was not wanted any more"
            try:
                # Unbuffered, so that nothing is left to be written when it is gone
                self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, bufsize=0)  # noqa: S603 - ours
            except OSError as error:
                return f"could not be started ({error.strerror})"
        with self._process as process:
            if process.stdin is not None:
                with suppress(BrokenPipeError):
                    process.stdin.write(greeting.line)
            return f"ended with {process.wait()}"
