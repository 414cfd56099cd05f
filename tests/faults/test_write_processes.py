"""F49, F50 and F56: a job process that is told to end, whose dashboard dies, or that is one of two."""

import time
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL, SIGTERM

import anyio
import pytest

from promo_data.actions import Intent, State, perform
from promo_data.actions.duty import LEASE_SECONDS
from promo_data.sandbox import SettableClock
from promo_data.store import LeaseLostError
from tests.commands.processes import until, worker
from tests.faults.killed_at import Step, carry_out
from tests.faults.scene import NOON, case
from tests.faults.test_write_wire import IMPATIENT
from tests.faults.write_checks import assert_nothing_personal_is_kept
from tests.faults.write_means import means_for
from tests.faults.write_processes import beside, kill, pipe
from tests.faults.write_scene import ActingScene, RunningClock, acting_scene
from tests.faults.write_table import Judge
from tests.stores import sent_long_ago

DUTY = "has the duty (its number is"
LONGEST_GOODBYE_SECONDS = 10
LONGEST_WAIT_SECONDS = 60


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ActingScene]:
    """The scene in real time, with settings that other processes find, and short waits."""
    with acting_scene(tmp_path / "data", RunningClock(NOON)) as acting:
        for name, value in (acting.scene.account() | {"PROMO_SETTLE_SECONDS": "0,1,2,4"}).items():
            monkeypatch.setenv(name, value)
        yield acting
        assert_nothing_personal_is_kept(tmp_path, acting.world)  # nor in the processes' logs


def not_known(acting: ActingScene, name: str, seed: int) -> Intent:
    """An intent whose answer does not come, and that is not found by the reading right after it."""
    acting.scene.strike(case(name, seed, method="POST"))

    async def act() -> Intent:
        async with means_for(acting.scene.settings(), acting.clock, bounds=IMPATIENT) as means:
            return await perform(acting.wish(), means)

    intent = anyio.run(act)
    assert intent.state is State.UNKNOWN
    return intent


def test_f49_told_to_end_it_leaves_a_reading_that_hangs_to_the_next(
    real: ActingScene, judge: Judge, tmp_path: Path
) -> None:
    intent = not_known(real, "F30_swallowed", 4901)
    real.scene.strike(case("F03_never_answers", 4902))
    with worker(tmp_path, "first") as first:
        until(lambda: "F03_never_answers" in {each.fault for each in real.world.ledger.faults}, "nothing hangs")
        begun = time.monotonic()
        first.process.send_signal(SIGTERM)
        assert first.process.wait(60) == 0
        assert time.monotonic() - begun < LONGEST_GOODBYE_SECONDS
    assert [each.state for each in real.on_record()] == [State.UNKNOWN]
    real.scene.mend()
    sent_long_ago(real.scene.settings().data_dir, intent.id)
    with worker(tmp_path, "second") as second:
        second.until_said(f"Action {intent.id} was read back: not applied.")
    assert len(real.watch.posts) == 1
    judge("F49 SIGTERM", real)


def test_f50_the_job_process_ends_what_a_killed_dashboard_was_sending(
    real: ActingScene, judge: Judge, tmp_path: Path
) -> None:
    real.scene.strike(case("F29_answer_late", 5001))
    with worker(tmp_path) as running:
        running.until_said(DUTY)
        given = (real.scene.settings(), [real.wish()], SettableClock(real.clock()), Step.LEFT, pipe()[1])
        with beside(carry_out, *given) as dashboard:
            until(lambda: real.scene.struck() > 0, "nothing was sent")
            kill(dashboard)
            assert dashboard.exitcode == -SIGKILL
        running.until_said("was left by a process that ended: unknown.")
        running.until_said("was read back: confirmed.")
    assert len(real.watch.posts) == 1
    judge("F50 dashboard killed", real)


def test_f56_of_two_job_processes_the_other_takes_over_when_the_first_is_killed(
    real: ActingScene, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMO_SETTLE_SECONDS", ",".join(map(str, range(LONGEST_WAIT_SECONDS))))
    intent = not_known(real, "F29_applied_after_15_s", 5601)
    with worker(tmp_path, "first") as first, worker(tmp_path, "second") as second:
        until(lambda: DUTY in first.said + second.said, "nobody works")
        holder, other = (first, second) if DUTY in first.said else (second, first)
        other.until_said("this one waits")
        holder.process.kill()
        holder.process.wait()
        begun = time.monotonic()
        other.until_said(DUTY, longest=LEASE_SECONDS)
        assert time.monotonic() - begun < LEASE_SECONDS
        real.clock.advance(seconds=15)
        other.until_said(f"Action {intent.id} was read back: confirmed.")
    assert len(real.watch.posts) == 1
    judge("F56 two job processes", real)


def test_f56_one_who_was_thought_dead_can_write_nothing_any_more(acting: ActingScene, judge: Judge) -> None:
    intent = not_known(acting, "F30_swallowed", 5602)
    with acting.scene.opened() as one, acting.scene.opened() as other:
        slept, awake = one.duty(), other.duty()
        assert (slept.take(), awake.take()) == (True, False)
        acting.clock.advance(seconds=LEASE_SECONDS)
        assert awake.take()
        with pytest.raises(LeaseLostError):
            slept.follow_up(intent, lambda: False)
        assert acting.on_record()[0] == intent
        acting.clock.advance(seconds=300)
        assert awake.follow_up(intent, lambda: False).state is State.NOT_APPLIED
    judge("F56 fenced", acting)
