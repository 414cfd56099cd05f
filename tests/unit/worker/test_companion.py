"""A process beside a program: started, started again, and ended with it."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from promo_data.worker import Companion, Greeting

GREETING = Greeting({}, "http://127.0.0.1:8600/sandbox")
LINE = "import os, sys, time; line = sys.stdin.readline(); out = open(sys.argv[1], 'a'); "
LISTENS = LINE + "print(os.getpid(), line.strip(), file=out, flush=True); sys.stdin.read(); time.sleep(60)"
ENDS = LINE + "print(os.getpid(), line.strip(), file=out, flush=True)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + LISTENS
_LONGEST = 30.0

Start = Callable[..., Companion]


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Where each process writes its number and what it was told."""
    return tmp_path / "told"


@pytest.fixture
def start(told: Path) -> Iterator[Start]:
    started: list[Companion] = []

    def begin(program: str = LISTENS, invite: Callable[[], Greeting | None] = lambda: GREETING) -> Companion:
        companion = Companion((sys.executable, "-c", program, str(told)), invite, look=0.02, pause=0.02)
        started.append(companion)
        companion.start()
        return companion

    yield begin
    for companion in started:
        companion.stop()


def lines(told: Path, count: int) -> list[str]:
    """What was told, once there are so many."""
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        found = told.read_text().splitlines() if told.exists() else []
        if len(found) >= count:
            return found
        time.sleep(0.02)
    raise TimeoutError(f"{count} processes did not start")


def is_running(line: str) -> bool:
    try:
        os.kill(int(line.split(maxsplit=1)[0]), 0)
    except ProcessLookupError:
        return False
    return True


def test_it_is_told_what_it_has_to_know(told: Path, start: Start) -> None:
    start()
    assert lines(told, 1)[0].encode().endswith(GREETING.line.strip())


def test_it_ends_with_the_program(told: Path, start: Start) -> None:
    companion = start()
    (line,) = lines(told, 1)
    companion.stop()
    assert not is_running(line)


def test_one_that_does_not_want_to_end_is_ended(told: Path, start: Start) -> None:
    companion = start(STUBBORN)
    (line,) = lines(told, 1)
    companion.stop()
    assert not is_running(line)


def test_one_that_ended_is_started_again(told: Path, start: Start, caplog: pytest.LogCaptureFixture) -> None:
    start(ENDS)
    assert len({line.split()[0] for line in lines(told, 3)}) >= 3
    assert "The job process ended with 0; it is started again in" in caplog.text


def test_it_is_started_again_less_and_less_often(told: Path, start: Start, caplog: pytest.LogCaptureFixture) -> None:
    start(ENDS)
    began = time.monotonic()
    lines(told, 5)
    assert time.monotonic() - began >= 0.02 + 0.04 + 0.08 + 0.16
    assert caplog.text


def test_none_is_started_while_none_is_wanted(told: Path, start: Start) -> None:
    asked: list[None] = []

    def later() -> Greeting | None:
        asked.append(None)
        return GREETING if len(asked) > 5 else None

    start(invite=later)
    lines(told, 1)
    assert len(asked) == 6


def test_a_command_that_is_not_there_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    companion = Companion(("/no/such/command",), lambda: GREETING, pause=0.02)
    companion.start()
    deadline = time.monotonic() + _LONGEST
    while "could not be started" not in caplog.text and time.monotonic() < deadline:
        time.sleep(0.02)
    companion.stop()
    assert "The job process could not be started (No such file or directory)" in caplog.text


def test_one_that_was_stopped_starts_nothing_more(told: Path, start: Start) -> None:
    companion = start(ENDS)
    lines(told, 1)
    companion.stop()
    before = told.read_text()
    time.sleep(0.3)
    assert told.read_text() == before
