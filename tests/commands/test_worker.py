"""``promo-insight worker``: real processes, real signals, and a vendor on loopback that loses answers."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from promo_data.actions import State
from promo_data.cli.configured import settings
from promo_data.sandbox import World, build_world
from promo_data.sandbox.catalogue.coupons import IN_THE_BOOK
from promo_data.sandbox.faults import Fault
from promo_data.sandbox.faults.kinds import Swallow
from tests.commands.conftest import Command
from tests.commands.processes import (
    MovedClock,
    applied_after,
    applied_when_moved_by,
    failing_account,
    on_record,
    posts,
    striking,
    until,
    worker,
)
from tests.commands.test_acting import allowed
from tests.stores import sent_long_ago

DUTY = "has the duty"
READ_BACK = "was read back"
LONGEST_GOODBYE = 10.0


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_SETTLE_SECONDS", "0,1,2,8")


@contextmanager
def enrolling(world: World, command: Command, monkeypatch: pytest.MonkeyPatch, *faults: Fault) -> Iterator[str]:
    """An enrolment whose answer is lost: the id of its intent, which is UNKNOWN."""
    with failing_account(world, monkeypatch, *faults):
        yield enrolled_without_answer(world, command)


def enrolled_without_answer(world: World, command: Command) -> str:
    ended = command("issue", *allowed(world, command, "LOYALTY_EARNING", "enrol"), "--yes", "--json")
    assert (ended.code, ended.json["status"]) == (4, "unknown")
    intent: str = ended.json["intent_id"]
    return intent


def stop(process: "subprocess.Popen[bytes]") -> float:
    """How many seconds SIGTERM takes to end it with exit 0."""
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    return time.monotonic() - started


def test_what_was_carried_out_late_is_found_and_never_sent_again(
    world: World, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with enrolling(world, command, monkeypatch, applied_after(3)) as intent, worker(tmp_path) as running:
        running.until_said(f"Action {intent} was read back: confirmed.")
        assert stop(running.process) < LONGEST_GOODBYE
        assert on_record(intent).state is State.CONFIRMED
        assert ([effect.kind for effect in world.ledger.effects], posts(world)) == (["enrolled"], 1)
        assert "The job process ends." in running.said
        assert command("audit", "verify").code == 0


def test_what_never_arrived_is_not_applied_after_the_last_reading(
    world: World, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with enrolling(world, command, monkeypatch, applied_after(3600)) as intent, worker(tmp_path) as running:
        running.until_said(f"Action {intent} was read back: not known yet")
        sent_long_ago(settings().data_dir, UUID(intent))
        running.until_said(f"Action {intent} was read back: not applied.")
        assert posts(world) == 1


def test_killed_between_two_readings_the_next_one_goes_on_at_once(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMO_SETTLE_SECONDS", "0,3,6,9,12,15,18,21,24,60")
    clock = MovedClock()
    world = build_world(seed=3, customers=40, clock=clock, coupons=IN_THE_BOOK)
    with enrolling(world, command, monkeypatch, applied_when_moved_by(60)) as intent:
        with worker(tmp_path, "first") as first:
            first.until_said(READ_BACK)
            first.process.kill()
            first.process.wait()
        before = on_record(intent)
        clock.seconds = 61
        with worker(tmp_path, "second") as second:
            second.until_said(f"{DUTY} (its number is 2)", longest=20)
            assert "this one waits" not in second.said
            until(lambda: on_record(intent).state is State.CONFIRMED, "it stays unknown")
        assert (before.state, before.reads > 0) == (State.UNKNOWN, True)
        assert ([effect.kind for effect in world.ledger.effects], posts(world)) == (["enrolled"], 1)


def test_of_two_one_works_and_the_other_takes_over_when_it_is_killed(
    world: World, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (
        failing_account(world, monkeypatch, applied_after(1)),
        worker(tmp_path, "first") as first,
    ):
        first.until_said(DUTY)
        with worker(tmp_path, "second") as second:
            second.until_said("Another job process has the duty: this one waits.")
            first.process.kill()
            first.process.wait()
            second.until_said(f"{DUTY} (its number is 2)", longest=30)
            intent = enrolled_without_answer(world, command)
            second.until_said(f"Action {intent} was read back: confirmed.")
            assert stop(second.process) < LONGEST_GOODBYE


def test_sigterm_cuts_off_a_reading_that_hangs_and_leaves_it_to_the_next(
    world: World, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # the first three look-ups come from the command: for the options, before sending, and right after it
    hangs = striking(Swallow(), method="GET", after=3)
    with enrolling(world, command, monkeypatch, applied_after(3600), hangs) as intent, worker(tmp_path) as running:
        running.until_said(DUTY)
        until(lambda: "swallow" in {struck.fault for struck in world.ledger.faults}, "nothing hangs")
        assert stop(running.process) < LONGEST_GOODBYE
        left = on_record(intent)
        assert (left.state, left.reads, left.next_read_at) == (State.UNKNOWN, 0, left.ended_at)


def test_what_was_being_sent_when_its_process_was_killed_is_settled(
    world: World, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with failing_account(world, monkeypatch, striking(Swallow())):
        options = allowed(world, command, "LOYALTY_EARNING", "enrol")
        sending = subprocess.Popen([sys.executable, "-m", "promo_data", "issue", *options, "--yes"], env=os.environ)
        until(lambda: bool(world.ledger.faults), "nothing was sent")
        sending.kill()
        sending.wait()
        with worker(tmp_path) as running:
            running.until_said("was read back: not known yet")
            intent = re.findall(r"Action (\S+) was read back", running.said)[0]
            sent_long_ago(settings().data_dir, UUID(intent))
            running.until_said(f"Action {intent} was read back: not applied.")
        assert (world.ledger.effects, posts(world)) == ([], 1)


def test_without_anything_to_do_it_waits_and_ends_when_told(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with failing_account(world, monkeypatch), worker(tmp_path) as running:
        running.until_said(DUTY)
        assert stop(running.process) < LONGEST_GOODBYE
        assert not world.ledger.requests


def ended(**environment: str) -> "subprocess.CompletedProcess[str]":
    """A job process that ends by itself; in this process it would change what is logged."""
    command = [sys.executable, "-m", "promo_data", "worker"]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60
    )


def test_wrong_settings_are_wrong_usage() -> None:
    found = ended(PROMO_SOURCE="FOO")
    assert (found.returncode, found.stdout) == (2, "")
    assert "PROMO_SOURCE" in found.stderr


@pytest.mark.usefixtures("account")
def test_a_damaged_record_ends_it_with_a_sentence() -> None:
    folder = Path(os.environ["PROMO_DATA_DIR"])
    folder.mkdir()
    (folder / "journal.sqlite3").write_bytes(b"no database" * 100)
    found = ended()
    assert (found.returncode, found.stdout) == (6, "")
    assert "it is damaged" in found.stderr
    assert "Traceback" not in found.stderr
