"""F29, F31 to F37 and F46: what the vendor answers to a write, or does not, and what becomes of it in the end."""

from dataclasses import dataclass

import pytest

from promo_data.actions import Intent, Route, State
from promo_data.actions.outcomes import ANOTHER_TOO
from promo_data.opening import PromoData
from promo_data.sandbox.faults import Fault
from tests import milestones
from tests.factories import cases
from tests.faults.scene import case
from tests.faults.write_scene import DIRECT, ENROLLED, ActingScene
from tests.faults.write_table import Judge

WAITS = (30, 120, 300)
"""When it is read back, in seconds since it was sent: by default, after the reading right after it."""
STORIES = cases("""
fault                   | seed | route               | told        | at once     | in the end  | effects
F29_answer_lost         | 2901 | v2_issue            | unknown     | confirmed   | confirmed   | 1
F29_answer_lost         | 2902 | v3_enrol            | unknown     | confirmed   | confirmed   | 1
F29_answer_lost         | 2903 | v2_direct_earn      | unknown     | confirmed   | confirmed   | 1
F29_applied_after_15_s  | 2904 | v2_issue            | unknown     | unknown     | confirmed   | 1
F29_applied_after_200_s | 2905 | v2_issue            | unknown     | unknown     | confirmed   | 1
F29_applied_after_200_s | 2906 | v2_direct_earn      | unknown     | unknown     | confirmed   | 1
F29_answer_lost         | 2908 | v2_bulk_earn        | unknown     | confirmed   | confirmed   | 1
F29_answer_lost         | 2909 | v3_opt_in           | unknown     | confirmed   | confirmed   | 1
F29_answer_lost         | 2910 | v3_enrol_milestones | unknown     | unknown     | unknown     | 1
F29_applied_after_200_s | 2911 | v2_bulk_earn        | unknown     | unknown     | confirmed   | 1
F31_error_before        | 3101 | v2_issue            | unknown     | unknown     | not_applied | 0
F31_error_before        | 3102 | v3_enrol            | unknown     | unknown     | not_applied | 0
F31_error_after         | 3103 | v2_issue            | unknown     | confirmed   | confirmed   | 1
F31_error_after         | 3104 | v2_direct_earn      | unknown     | confirmed   | confirmed   | 1
F31_error_before        | 3105 | v2_bulk_earn        | unknown     | unknown     | not_applied | 0
F31_error_before        | 3106 | v3_enrol_milestones | unknown     | unknown     | unknown     | 0
F32_bad_gateway_before  | 3201 | v2_issue            | unknown     | unknown     | not_applied | 0
F32_timeout_after       | 3202 | v3_enrol            | unknown     | confirmed   | confirmed   | 1
F33_throttled           | 3301 | v2_issue            | not_applied | not_applied | not_applied | 0
F33_same_customer       | 3302 | v2_issue            | not_applied | not_applied | not_applied | 0
F33_same_customer       | 3303 | v2_direct_earn      | not_applied | not_applied | not_applied | 0
F33_throttled           | 3305 | v3_enrol_milestones | not_applied | not_applied | not_applied | 0
F34_declined            | 3401 | v2_issue            | refused     | refused     | refused     | 0
F35_errors              | 3501 | v2_issue            | refused     | refused     | refused     | 0
F35_created_status      | 3502 | v2_issue            | confirmed   | confirmed   | confirmed   | 1
F36_emf_no_response     | 3601 | v3_enrol            | unknown     | confirmed   | confirmed   | 1
F37_milestone_failed    | 3701 | v3_enrol            | partial     | partial     | partial     | 1
""")


def promotion_for(route: Route) -> str:
    return {Route.V2_DIRECT_EARN: DIRECT, Route.V3_ENROL_MILESTONES: milestones.NAME}.get(route, ENROLLED)


def followed(acting: ActingScene, data: PromoData, intent: Intent) -> list[State]:
    """Its state after each of the later readings."""
    states = []
    begun = acting.clock.now
    for seconds in WAITS:
        acting.clock.advance(seconds=seconds - (acting.clock.now - begun).total_seconds())
        states.append(data.settle(intent.id).state)
    return states


@pytest.mark.parametrize("story", STORIES)
def test_what_was_answered_comes_to_its_right_end(acting: ActingScene, judge: Judge, story: dict[str, str]) -> None:
    route, name = Route(story["route"]), story["fault"]
    acting.scene.strike(case(name, int(story["seed"])))
    with acting.scene.opened() as data:
        intent = data.perform(acting.wish(promotion_for(route), route))
        assert (acting.told_at_first(intent), intent.state) == (story["told"], story["at once"])
        assert followed(acting, data, intent)[-1] == story["in the end"]
    assert len(acting.effects) == int(story["effects"])
    assert len(acting.watch.posts) == 1
    judge(f"{name} {route}", acting)


@pytest.mark.parametrize(("name", "found_at"), [("F29_applied_after_15_s", 30), ("F29_applied_after_200_s", 300)])
def test_f29_what_is_applied_late_is_found_by_the_first_reading_after_that(
    acting: ActingScene, name: str, found_at: int
) -> None:
    acting.scene.strike(case(name, 2907))
    with acting.scene.opened() as data:
        states = followed(acting, data, data.perform(acting.wish()))
    found = [seconds for seconds, state in zip(WAITS, states, strict=True) if state is State.CONFIRMED]
    assert found[0] == found_at
    assert set(states) <= {State.UNKNOWN, State.CONFIRMED}


@pytest.mark.parametrize("name", ["F33_throttled", "F33_same_customer", "F31_error_before"])
def test_f33_what_was_not_applied_may_be_wanted_again_and_is_another_intent(
    acting: ActingScene, judge: Judge, name: str
) -> None:
    """By a person: the program repeats nothing (design §6)."""
    acting.scene.strike(case(name, 3304, first=1))
    with acting.scene.opened() as data:
        first = data.perform(acting.wish())
        followed(acting, data, first)
        second = data.perform(acting.wish())
        assert data.intent(first.id).state is State.NOT_APPLIED
    assert second.state is State.CONFIRMED
    assert (len(acting.watch.posts), len(acting.effects)) == (2, 1)
    judge(f"{name}, wanted again", acting, tries=2)


@dataclass(frozen=True)
class Elsewhere:
    """Another channel does the same at that moment, and the answer to ours comes, or is lost."""

    faults: tuple[Fault, ...]
    told: State
    in_the_end: State


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(
            Elsewhere((case("F46_limits_change", 4601),), State.CONFIRMED, State.CONFIRMED), id="ours is answered"
        ),
        pytest.param(
            Elsewhere((case("F29_answer_lost", 4602), case("F46_limits_change", 4603)), State.UNKNOWN, State.CONFLICT),
            id="ours is lost",
        ),
        pytest.param(
            Elsewhere((case("F31_error_after", 4604), case("F46_limits_change", 4605)), State.UNKNOWN, State.CONFLICT),
            id="ours fails",
        ),
    ],
)
def test_f46_what_two_channels_did_is_never_taken_for_one(acting: ActingScene, judge: Judge, story: Elsewhere) -> None:
    acting.scene.strike(*story.faults)
    with acting.scene.opened() as data:
        intent = data.perform(acting.wish())
        assert (acting.told_at_first(intent), intent.state) == (story.told, story.in_the_end)
        assert followed(acting, data, intent)[-1] is story.in_the_end
        assert (intent in data.open_intents()) == (story.in_the_end is State.CONFLICT)
    judge(f"F46_limits_change, told {story.told}", acting, others=acting.effects[:1])


def test_f46_what_was_confirmed_says_where_somebody_else_did_it_too(acting: ActingScene) -> None:
    acting.scene.strike(case("F46_limits_change", 4608))
    with acting.scene.opened() as data:
        intent = data.perform(acting.wish())
        assert (intent.state, intent.advice) == (State.CONFIRMED, ANOTHER_TOO)
        acting.scene.mend()
        acting.clock.advance(seconds=1)
        assert (alone := data.perform(acting.wish())).state is State.CONFIRMED
    assert alone.advice == ""
    assert [one.advice for one in acting.on_record()] == [ANOTHER_TOO, ""]


def test_f46_a_conflict_is_closed_by_a_persons_decision_and_only_then_may_it_be_wanted_again(
    acting: ActingScene, judge: Judge
) -> None:
    acting.scene.strike(case("F29_answer_lost", 4606), case("F46_limits_change", 4607))
    with acting.scene.opened() as data:
        intent = data.perform(acting.wish())
        acting.scene.mend()
        assert data.perform(acting.wish()).blocked_by == intent.id
        acting.clock.advance(seconds=1)
        decided = data.decide(intent.id, carried_out=True)
        assert (decided.state, decided.decided_by) == (State.CONFIRMED, decided.person)
        acting.clock.advance(seconds=1)
        assert data.perform(acting.wish()).state is State.CONFIRMED
    assert len(acting.watch.posts) == 2
    judge("F46_limits_change, decided", acting, tries=3, others=acting.effects[:1])
