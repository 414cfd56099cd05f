"""What ends the job process."""

import os
import signal
import time
from collections.abc import Iterator
from threading import Timer

import pytest

from promo_data.worker import Halt

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """The end to listen at, and the one that whoever started us keeps open."""
    ours, theirs = os.pipe()
    yield ours, theirs
    os.close(ours)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_noticed_and_ends_the_waiting(number: signal.Signals) -> None:
    with Halt() as halt:
        Timer(0.1, os.kill, (os.getpid(), number)).start()
        started = time.monotonic()
        halt.wait(30)
        assert halt.is_told
        assert time.monotonic() - started < 10


def test_a_signal_before_the_waiting_is_not_slept_over() -> None:
    with Halt() as halt:
        os.kill(os.getpid(), signal.SIGTERM)
        started = time.monotonic()
        halt.wait(30)
        assert time.monotonic() - started < 10


def test_many_signals_are_one() -> None:
    with Halt() as halt:
        for _ in range(100_000):
            signal.raise_signal(signal.SIGTERM)
        halt.wait(0)
        assert halt.is_told


def test_afterwards_signals_are_handled_as_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Halt():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


def test_without_anything_it_waits_as_long_as_it_is_told() -> None:
    with Halt() as halt:
        started = time.monotonic()
        halt.wait(0.05)
        assert time.monotonic() - started >= 0.05
        halt.wait(-1)
        assert not halt.is_told


def test_the_end_of_the_one_who_started_us_is_noticed(pipe: Pipe) -> None:
    ours, theirs = pipe
    with Halt(ours) as halt:
        halt.wait(0)
        before = halt.is_orphan
        os.close(theirs)
        halt.wait(30)
        assert (before, halt.is_orphan, halt.is_told) == (False, True, False)


def test_an_orphan_does_not_hurry(pipe: Pipe) -> None:
    ours, theirs = pipe
    os.close(theirs)
    with Halt(ours) as halt:
        halt.wait(30)
        started = time.monotonic()
        halt.wait(0.05)
        assert time.monotonic() - started >= 0.05


def test_one_without_a_pipe_is_no_orphan() -> None:
    with Halt() as halt:
        halt.wait(0)
        assert not halt.is_orphan
