"""F57: clocks that jump, our own and in the middle of a write, on the nights and days that are known for it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from promo_data.actions import State
from promo_data.opening import open_promo_data
from promo_data.sandbox import SettableClock
from tests.faults.killed_at import come_after
from tests.faults.scene import case
from tests.faults.write_processes import done_beside
from tests.faults.write_scene import ActingScene, acting_scene
from tests.faults.write_table import Judge

HOUR = timedelta(hours=1)
END_OF_SUMMER_TIME = datetime(2026, 10, 25, 0, 59, 58, tzinfo=UTC)
START_OF_SUMMER_TIME = datetime(2027, 3, 28, 0, 59, 58, tzinfo=UTC)
LEAP_DAY = datetime(2028, 2, 28, 23, 59, 58, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC)
NOT_DONE = frozenset({State.UNKNOWN, State.NOT_APPLIED})
BETWEEN = 8
"""A jump ahead that comes after so many looks at the clock falls between the record and the wire: nothing is sent."""


class JumpingClock:
    """The vendor's time, wrong by the next of ``jumps`` each time it is asked, and by the last of them from then on."""

    def __init__(self, true: SettableClock, jumps: Sequence[timedelta]) -> None:
        self._true = true
        self._jumps = list(jumps)

    def __call__(self) -> datetime:
        jump = self._jumps.pop(0) if len(self._jumps) > 1 else self._jumps[0]
        return self._true() + jump


def jumps(by: timedelta, after: int) -> list[timedelta]:
    """None at first, then one that stays."""
    return [timedelta(0)] * after + [by]


JUMPS = [
    pytest.param(jumps(by, after), id=f"{by.total_seconds() / 3600:+g} h after {after}")
    for by in (HOUR, -HOUR)
    for after in (0, 4, 8, 12, 16)
]
"""At many moments: the clock is asked about twenty times in the course of a write."""


def is_sent(jumped: list[timedelta]) -> bool:
    return jumped != jumps(HOUR, BETWEEN)


@pytest.mark.parametrize("jumped", JUMPS)
def test_f57_with_a_clock_that_jumps_no_outcome_is_wrong(
    acting: ActingScene, judge: Judge, jumped: list[timedelta]
) -> None:
    """Where times cannot be compared a person is asked; what was done is never said not to be."""
    acting.scene.strike(case("F29_answer_lost", 5701))
    with open_promo_data(acting.scene.settings(), clock=JumpingClock(acting.clock, jumped)) as data:
        intent = data.perform(acting.wish())
        acting.clock.advance(seconds=300)
        assert data.settle(intent.id).state in (
            {State.CONFIRMED, State.CONFLICT} if is_sent(jumped) else {State.NOT_SENT}
        )
    judge("F57 clock jumps, answer lost", acting)


@pytest.mark.parametrize("jumped", JUMPS)
def test_f57_with_a_clock_that_jumps_what_was_not_done_is_never_said_to_be(
    acting: ActingScene, judge: Judge, jumped: list[timedelta]
) -> None:
    acting.scene.strike(case("F31_error_before", 5702))
    with open_promo_data(acting.scene.settings(), clock=JumpingClock(acting.clock, jumped)) as data:
        intent = data.perform(acting.wish())
        acting.clock.advance(seconds=300)
        assert data.settle(intent.id).state in (NOT_DONE if is_sent(jumped) else {State.NOT_SENT})
    judge("F57 clock jumps, never applied", acting)


@pytest.mark.parametrize("jumped", JUMPS)
def test_f57_answers_that_come_are_believed_whatever_the_clock_says(
    acting: ActingScene, judge: Judge, jumped: list[timedelta]
) -> None:
    with open_promo_data(acting.scene.settings(), clock=JumpingClock(acting.clock, jumped)) as data:
        assert data.perform(acting.wish()).state is (State.CONFIRMED if is_sent(jumped) else State.NOT_SENT)
    judge("F57 clock jumps, answered", acting)


@pytest.mark.parametrize("after", range(14))
@pytest.mark.parametrize("by", [HOUR, -HOUR], ids=["+1 h", "-1 h"])
def test_f57_a_clock_that_jumps_does_not_end_the_wait_for_what_still_travels(
    acting: ActingScene, judge: Judge, by: timedelta, after: int
) -> None:
    """Put ahead by an hour, or an hour behind and then put right, at each look at it until the answer is lost."""
    acting.scene.strike(case("F29_applied_after_200_s", 5704))
    before, then = (timedelta(0), by) if by > timedelta(0) else (by, timedelta(0))
    with open_promo_data(acting.scene.settings(), clock=JumpingClock(acting.clock, [before] * after + [then])) as data:
        intent = data.perform(acting.wish())
        assert data.settle(intent.id).state in {State.UNKNOWN, State.NOT_SENT}
        acting.clock.advance(seconds=200)
        assert data.settle(intent.id).state in {State.CONFIRMED, State.CONFLICT, State.NOT_SENT}
    judge("F57 clock jumps, request travels", acting)


def test_f57_another_process_whose_clock_is_ahead_does_not_take_silence_for_proof(
    acting: ActingScene, judge: Judge
) -> None:
    acting.scene.strike(case("F29_applied_after_200_s", 5705))
    with acting.scene.opened() as data:
        assert data.perform(acting.wish()).state is State.UNKNOWN
    acting.clock.advance(seconds=1)
    done_beside(come_after, acting.scene.settings(), acting.clock() + HOUR)
    assert [intent.state for intent in acting.on_record()] == [State.UNKNOWN]
    acting.clock.advance(seconds=200)
    done_beside(come_after, acting.scene.settings(), acting.clock() + 2 * HOUR)
    assert [intent.state for intent in acting.on_record()] == [State.CONFIRMED]
    judge("F57 another clock ahead, request travels", acting)


def test_f57_a_clock_that_is_put_ahead_by_days_does_not_end_the_readings(acting: ActingScene, judge: Judge) -> None:
    acting.scene.strike(case("F29_applied_after_200_s", 5706))
    with acting.scene.opened() as data:
        intent = data.perform(acting.wish())
    ahead = JumpingClock(acting.clock, [timedelta(days=2)])
    with open_promo_data(acting.scene.settings(), clock=ahead) as data:
        left = data.settle(intent.id)
        assert left.state is State.UNKNOWN
        assert left.next_read_at == ahead() + timedelta(seconds=30)
        acting.clock.advance(seconds=200)
        assert data.settle(intent.id).state is State.CONFIRMED
    judge("F57 clock ahead by days", acting)


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(END_OF_SUMMER_TIME, id="the hour that comes twice"),
        pytest.param(START_OF_SUMMER_TIME, id="the hour that does not come"),
        pytest.param(LEAP_DAY, id="a leap day"),
        pytest.param(NEW_YEAR, id="a new year"),
    ],
)
def test_f57_a_write_across_such_a_moment_comes_to_its_end(tmp_path: Path, judge: Judge, moment: datetime) -> None:
    with acting_scene(tmp_path, SettableClock(moment)) as acting:
        acting.scene.strike(case("F29_applied_after_15_s", 5703))
        with acting.scene.opened(timezone="Europe/Berlin") as data:
            intent = data.perform(acting.wish())
            acting.clock.advance(seconds=30)
            settled = data.settle(intent.id)
        assert settled.sent_at == moment
        assert settled.ended_at == moment + timedelta(seconds=30)
        judge("F57 across a moment", acting)
