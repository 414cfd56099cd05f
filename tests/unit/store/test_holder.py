import os
import socket
import subprocess
import sys
from dataclasses import replace

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


@pytest.mark.parametrize("process", [1, 999_999_999])
def test_a_process_of_another_machine_is_not_judged(process: int) -> None:
    assert not Holder("another-machine", process, "run").is_dead
