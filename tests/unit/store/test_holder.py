import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from promo_data.store.holder import Holder


def test_this_process_lives() -> None:
    assert not Holder.this().is_dead


def test_a_holder_is_read_as_it_was_written() -> None:
    holder = Holder("host:with:colons", 7, "run")
    assert Holder.parsed(str(holder)) == holder


def test_an_earlier_process_with_this_number_is_dead() -> None:
    assert replace(Holder.this(), run="another").is_dead


def test_an_ended_process_is_dead() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert Holder(socket.gethostname(), ended.pid, "run").is_dead


def test_a_process_that_still_runs_is_not_dead() -> None:
    assert not Holder(socket.gethostname(), os.getppid(), "run").is_dead


def running(process: int) -> Holder:
    """Such a process as it would have named itself."""
    started = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    return Holder(socket.gethostname(), process, f"{started}-run")


def test_a_process_that_has_ended_and_that_nobody_asked_for_is_dead() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        holder = running(child.pid)
        assert not holder.is_dead
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and its number is not free yet
        assert holder.is_dead


def test_a_later_process_with_the_number_of_a_holder_is_not_that_holder() -> None:
    holder = running(os.getppid())
    started = int(holder.run.partition("-")[0])
    assert not holder.is_dead
    assert replace(holder, run=f"{started - 1}-run").is_dead


def test_a_process_that_stands_still_is_not_dead() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        holder = running(child.pid)
        child.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WNOWAIT)
        assert not holder.is_dead
        child.kill()


@pytest.mark.parametrize("process", [1, 999_999_999])
def test_a_process_of_another_machine_is_not_judged(process: int) -> None:
    assert not Holder("another-machine", process, "run").is_dead
