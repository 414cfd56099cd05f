"""F47, the other half: a process that stands still at a step of a write, and goes on when all is settled."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from signal import SIGSTOP

import pytest

from promo_data.actions import State
from promo_data.actions.last_look import LONGEST_STANDSTILL
from promo_data.actions.on_record import LONGEST_UNDER_WAY
from promo_data.sandbox import SettableClock
from promo_data.transport.steady import steady
from tests.commands.processes import until
from tests.faults.killed_at import Step, carry_out, come_after
from tests.faults.scene import NOON, case
from tests.faults.write_processes import (
    LONGEST_SECONDS,
    SharedClock,
    beside,
    done_beside,
    go_on,
    pipe,
    until_it_stands,
)
from tests.faults.write_scene import ActingScene, acting_scene
from tests.faults.write_table import Judge

WINDOW_SECONDS = 300
ABANDONED_SECONDS = LONGEST_UNDER_WAY.total_seconds() + 1
A_MOMENT_SECONDS = LONGEST_STANDSTILL.total_seconds() - 1
TIMES_AS_FAST = 1_000


def hasty() -> float:
    """A steady clock by which a moment of the test is many minutes."""
    return steady() * TIMES_AS_FAST


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[ActingScene]:
    """The scene with a clock that other processes see move."""
    with acting_scene(tmp_path, SharedClock(NOON)) as acting:
        yield acting


@contextmanager
def standing_still(
    acting: ActingScene, step: Step, clock: SettableClock | None = None, by: Callable[[], float] = steady
) -> Iterator[ForkServerProcess]:
    """A process that carries a wish out and stands still at that step, by SIGSTOP."""
    reached, reaches = pipe()
    given = (acting.scene.settings(), [acting.wish()], clock or acting.clock, step, reaches, by)
    with beside(carry_out, *given) as process:
        if step is Step.LEFT:
            until(lambda: acting.scene.struck() > 0, "nothing was sent")
            os.kill(process.pid or 0, SIGSTOP)
        else:
            assert reached.poll(LONGEST_SECONDS), "the step was never reached"
        until_it_stands(process)
        yield process


def taken_for_abandoned_and_settled(acting: ActingScene) -> State:
    """What the job process makes of it, once it is taken for abandoned and then after the whole window."""
    for seconds in (ABANDONED_SECONDS, WINDOW_SECONDS):
        acting.clock.advance(seconds=seconds)
        done_beside(come_after, acting.scene.settings(), acting.clock())
    return acting.on_record()[0].state


def wanted_again(acting: ActingScene) -> State:
    """A person wants it once more, having seen how the first one ended."""
    acting.clock.advance(seconds=1)
    with acting.scene.opened() as data:
        return data.perform(acting.wish()).state


@pytest.mark.parametrize(
    ("step", "settled"),
    [
        (Step.PREPARED, State.NOT_SENT),
        (Step.READ, State.NOT_SENT),
        (Step.CLAIMED, State.NOT_SENT),
        (Step.SENT, State.NOT_APPLIED),
        (Step.ANSWERED, State.CONFIRMED),
        (Step.ENDED, State.CONFIRMED),
    ],
)
def test_f47_who_goes_on_after_it_was_settled_and_done_again_sends_nothing_more(
    shared: ActingScene, judge: Judge, step: Step, settled: State
) -> None:
    with standing_still(shared, step) as process:
        assert taken_for_abandoned_and_settled(shared) is settled
        assert wanted_again(shared) is State.CONFIRMED
        go_on(process)
    states = [intent.state for intent in shared.on_record()]
    assert states == [settled, State.CONFIRMED]
    assert len(shared.effects) == len(shared.watch.posts) == states.count(State.CONFIRMED)
    judge(f"F47_standing still at {step}", shared, tries=2)


@pytest.mark.parametrize(
    ("name", "settled"), [("F30_swallowed", State.NOT_APPLIED), ("F29_answer_lost", State.CONFIRMED)]
)
def test_f47_who_stood_still_waiting_for_the_answer_changes_nothing_that_is_settled(
    shared: ActingScene, judge: Judge, name: str, settled: State
) -> None:
    shared.scene.strike(case(name, 4751))
    with standing_still(shared, Step.LEFT) as process:
        assert taken_for_abandoned_and_settled(shared) is settled
        shared.scene.mend()
        assert wanted_again(shared) is State.CONFIRMED
        go_on(process)
    states = [intent.state for intent in shared.on_record()]
    assert states == [settled, State.CONFIRMED]
    assert len(shared.effects) == states.count(State.CONFIRMED)
    judge(f"F47_standing still at left, {name}", shared, tries=2)


def test_f47_who_stood_still_is_told_so_by_the_steady_clock_where_the_time_of_day_stands(
    acting: ActingScene, judge: Judge
) -> None:
    with standing_still(acting, Step.SENT, SettableClock(NOON), hasty) as process:
        assert taken_for_abandoned_and_settled(acting) is State.NOT_APPLIED
        assert wanted_again(acting) is State.CONFIRMED
        go_on(process)
    assert [intent.state for intent in acting.on_record()] == [State.NOT_APPLIED, State.CONFIRMED]
    assert len(acting.effects) == len(acting.watch.posts) == 1
    judge("F47_standing still, wrong time of day", acting, tries=2)


def test_f47_who_stood_still_too_long_finds_it_out_by_itself(shared: ActingScene, judge: Judge) -> None:
    with standing_still(shared, Step.SENT) as process:
        shared.clock.advance(seconds=LONGEST_STANDSTILL.total_seconds() + 1)
        go_on(process)
    (intent,) = shared.on_record()
    assert (intent.state, shared.watch.posts) == (State.NOT_SENT, [])
    assert intent.message == "Not sent: the program stood still for too long just before sending."
    judge("F47_standing still, found out", shared)


def test_f47_who_stood_still_for_a_moment_goes_on_as_if_nothing_had_been(shared: ActingScene, judge: Judge) -> None:
    with standing_still(shared, Step.SENT) as process:
        shared.clock.advance(seconds=A_MOMENT_SECONDS)
        go_on(process)
    assert [intent.state for intent in shared.on_record()] == [State.CONFIRMED]
    judge("F47_standing still for a moment", shared)
