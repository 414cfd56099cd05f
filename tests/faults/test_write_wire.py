"""F28 to F30 and F42: what a connection can do to a write, between the client and a vendor that is well."""

import anyio
import pytest

from promo_data.actions import Intent, State, perform, settle
from promo_data.transport.http import Bounds
from tests.faults.checks import assert_is_a_sentence
from tests.faults.proxy import HEALTHY, Toxics
from tests.faults.scene import TOKEN, case
from tests.faults.write_means import means_for
from tests.faults.write_proxy import staged
from tests.faults.write_scene import ActingScene, acting_scene, slow
from tests.faults.write_table import Judge

IMPATIENT = Bounds(read_seconds=0.4, total_seconds=3)
WINDOW_SECONDS = 300


@pytest.fixture
def parting(acting: ActingScene) -> ActingScene:
    """The scene in which a write never travels on the connection of the read before it."""
    acting.watch.hangs_up = True
    return acting


def test_f28_a_refused_connection_is_not_sent_and_may_be_tried_again(parting: ActingScene, judge: Judge) -> None:
    with (
        staged(parting.scene.url, HEALTHY, seed=2801, shuts=True) as between,
        parting.scene.opened(between.url) as data,
    ):
        refused = data.perform(parting.wish())
        assert (refused.state, parting.watch.posts) == (State.NOT_SENT, [])
        assert "refused the connection" in refused.message
        assert_is_a_sentence(refused.message)
        assert "may be tried again" in refused.advice
        between.reopen()
        assert data.perform(parting.wish()).state is State.CONFIRMED
    assert len(parting.watch.posts) == 1
    judge("F28_refused_before_sending", parting, tries=2)


@pytest.mark.parametrize(
    ("seed", "toxics"),
    [
        pytest.param(2910, Toxics(limit_data=0, reset_peer=0.0), id="reset before the answer"),
        pytest.param(2911, Toxics(limit_data=120, reset_peer=0.0), id="reset within the answer"),
        pytest.param(2912, Toxics(limit_data=120), id="closed within the answer"),
    ],
)
def test_f29_an_answer_that_the_wire_lost_is_not_known_and_found_by_reading(
    parting: ActingScene, judge: Judge, seed: int, toxics: Toxics
) -> None:
    with (
        staged(parting.scene.url, HEALTHY, toxics, seed=seed) as between,
        parting.scene.opened(between.url) as data,
    ):
        intent = data.perform(parting.wish())
    assert (parting.told_at_first(intent), intent.state) == ("unknown", State.CONFIRMED)
    assert len(parting.watch.posts) == 1
    judge(f"F29_answer_lost by the wire {seed}", parting)


def acted_impatiently(acting: ActingScene, later_by: float = 0) -> Intent:
    """By one who waits a twenty-fifth of the usual time, and looks again so many seconds later."""

    async def act() -> Intent:
        async with means_for(acting.scene.settings(), acting.clock, bounds=IMPATIENT) as means:
            intent = await perform(acting.wish(), means)
            acting.clock.advance(seconds=later_by)
            return await settle(intent, means, final_after=means.final_after)

    return anyio.run(act)


def test_f29_an_answer_that_comes_late_is_not_waited_for_and_found_by_reading(
    acting: ActingScene, judge: Judge
) -> None:
    acting.scene.strike(case("F29_answer_late", 2913))
    intent = acted_impatiently(acting)
    assert (acting.told_at_first(intent), intent.state) == ("unknown", State.CONFIRMED)
    judge("F29_answer_late", acting)


def test_f30_what_was_swallowed_is_not_applied_only_after_the_whole_window(acting: ActingScene, judge: Judge) -> None:
    acting.scene.strike(case("F30_swallowed", 3001))
    intent = acted_impatiently(acting, later_by=WINDOW_SECONDS - 1)
    assert intent.state is State.UNKNOWN
    acting.clock.advance(seconds=1)
    with acting.scene.opened() as data:
        assert data.settle(intent.id).state is State.NOT_APPLIED
    judge("F30_swallowed", acting)


def test_f30_the_program_itself_waits_ten_seconds_and_no_longer(acting: ActingScene, judge: Judge) -> None:
    acting.scene.strike(case("F30_swallowed", 3002))
    with acting.scene.opened() as data:
        intent = data.perform(acting.wish())
        assert intent.state is State.UNKNOWN
        assert "within 10 seconds" in intent.message
        assert data.open_intents() == (intent,)
        blocked = data.perform(acting.wish())
        assert (blocked.state, blocked.blocked_by) == (State.NOT_SENT, intent.id)
    assert len(acting.watch.posts) == 1
    judge("F30_swallowed, wanted again too soon", acting, tries=2)


def test_f42_a_token_that_ends_on_the_way_is_a_refusal_and_the_next_wish_has_a_new_one(
    acting: ActingScene, judge: Judge
) -> None:
    """A write is not repeated with the new token, because the program repeats none (design §6)."""
    acting.scene.strike(case("F42_token_expires_before_write", 4201))
    with acting.scene.opened(credentials=acting.scene.oauth()) as data:
        refused = data.perform(acting.wish())
        assert (refused.state, refused.code, acting.effects) == (State.REFUSED, 401, [])
        assert data.perform(acting.wish()).state is State.CONFIRMED
    assert acting.scene.asked(TOKEN) == 2
    judge("F42_token_expires_before_write", acting, tries=2)


def test_f42_without_a_new_token_it_is_not_sent(tmp_path_factory: pytest.TempPathFactory, judge: Judge) -> None:
    """The token lives for a second, the read takes longer, and there is no other token after that."""
    with acting_scene(tmp_path_factory.mktemp("tokens"), token_seconds=1) as acting:
        acting.scene.strike(case("F17_no_tokens", 4202, after=1), slow("GET", 1, seed=4203))
        with acting.scene.opened(credentials=acting.scene.oauth()) as data:
            intent = data.perform(acting.wish())
        assert (intent.state, acting.watch.posts) == (State.NOT_SENT, [])
        assert "no access token could be had" in intent.message
        judge("F42 no token before the write", acting)
