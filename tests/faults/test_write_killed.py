"""F47: kill -9 at each of the seven steps of a write. ``FAULT_KILLS`` says how often at each; make faults: 20."""

import os
from collections.abc import Sequence
from random import Random
from signal import SIGKILL

import pytest

from promo_data.actions import Route, State, Wish
from promo_data.sandbox import SettableClock
from promo_data.sandbox.faults import Fault
from tests.commands.processes import until
from tests.faults.killed_at import Step, carry_out, come_after
from tests.faults.scene import case
from tests.faults.test_write_batch import CUSTOMERS, wishes
from tests.faults.write_processes import LONGEST_SECONDS, beside, done_beside, kill, pipe
from tests.faults.write_scene import DIRECT, ENROLLED, ActingScene
from tests.faults.write_table import Judge

KILLS = int(os.environ.get("FAULT_KILLS", "2"))
WINDOW_SECONDS = 300
BEFORE_SENDING = frozenset({Step.PREPARED, Step.READ, Step.CLAIMED})
PROMOTIONS = {Route.V2_ISSUE: ENROLLED, Route.V3_ENROL: ENROLLED, Route.V2_DIRECT_EARN: DIRECT}
"""Routes with a promotion for each; one is drawn for each kill."""
VENDORS = ("F29_answer_late", "F29_applied_after_15_s", "F29_applied_after_200_s", "F30_swallowed")
"""What the vendor does with a request whose sender is killed before the answer."""


def killed(acting: ActingScene, wishes: Sequence[Wish], step: Step) -> None:
    """A process that carries the wishes out, killed once it stands at that step."""
    reached, reaches = pipe()
    with beside(carry_out, acting.scene.settings(), wishes, SettableClock(acting.clock()), step, reaches) as process:
        if step is Step.LEFT:
            until(lambda: acting.scene.struck() > 0, "nothing was sent")
        else:
            assert reached.poll(LONGEST_SECONDS), "the step was never reached"
            assert reached.recv() == step
        kill(process)
        assert process.exitcode == -SIGKILL


def followed_by_another(acting: ActingScene) -> None:
    """A process that comes after it does what is due."""
    done_beside(come_after, acting.scene.settings(), acting.clock())


def in_the_vendors_hands(chance: Random, step: Step) -> Fault | None:
    """What happens to a request whose sender does not live to hear of it; late ones have struck once it arrived."""
    return case(chance.choice(VENDORS), chance.randrange(10_000)) if step is Step.LEFT else None


def expected(step: Step, fault: Fault | None) -> tuple[State, State, int]:
    """The state when another process has come, the state in the end, and how many effects."""
    if step in BEFORE_SENDING:
        return State.NOT_SENT, State.NOT_SENT, 0
    if step is Step.SENT or (fault is not None and fault.name == "F30_swallowed"):
        return State.UNKNOWN, State.NOT_APPLIED, 0
    is_late = fault is not None and fault.name.startswith("F29_applied")
    return State.UNKNOWN if is_late else State.CONFIRMED, State.CONFIRMED, 1


@pytest.mark.parametrize("draw", range(KILLS))
@pytest.mark.parametrize("step", Step)
def test_f47_a_process_killed_at_any_step_leaves_nothing_lost_and_nothing_done_twice(
    acting: ActingScene, judge: Judge, step: Step, draw: int
) -> None:
    chance = Random(f"{step} {draw}")  # noqa: S311 - chance that can be repeated, not secrets
    route = chance.choice(list(PROMOTIONS))
    fault = in_the_vendors_hands(chance, step)
    if fault is not None:
        acting.scene.strike(fault)
    killed(acting, [acting.wish(PROMOTIONS[route], route)], step)
    at_first, in_the_end, effects = expected(step, fault)
    acting.clock.advance(seconds=1)
    followed_by_another(acting)
    (intent,) = acting.on_record()
    assert intent.state is at_first
    acting.clock.advance(seconds=WINDOW_SECONDS)
    followed_by_another(acting)
    (intent,) = acting.on_record()
    assert (intent.state, len(acting.effects)) == (in_the_end, effects)
    assert len(acting.watch.posts) == (step not in {*BEFORE_SENDING, Step.SENT})
    judge(f"F47_killed at {step}", acting)


@pytest.mark.parametrize("draw", range(KILLS))
@pytest.mark.parametrize("step", [Step.CLAIMED, Step.SENT, Step.LEFT, Step.ENDED])
def test_f47_a_process_killed_with_many_rows_in_one_request_loses_none(
    acting: ActingScene, judge: Judge, step: Step, draw: int
) -> None:
    fault = in_the_vendors_hands(Random(f"rows {step} {draw}"), step)  # noqa: S311 - as above
    if fault is not None:
        acting.scene.strike(fault)
    killed(acting, wishes(acting, Route.V2_BULK_ENROL), step)
    _, in_the_end, effects = expected(step, fault)
    for seconds in (1, WINDOW_SECONDS):
        acting.clock.advance(seconds=seconds)
        followed_by_another(acting)
    assert [intent.state for intent in acting.on_record()] == [in_the_end] * len(CUSTOMERS)
    assert len(acting.effects) == effects * len(CUSTOMERS)
    judge(f"F47_killed with rows at {step}", acting, tries=len(CUSTOMERS))
