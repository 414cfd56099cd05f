"""F40 and F41: what people do to a write: click twice, use two tabs, press F5, work at two desks, close the tab."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from uuid import UUID, uuid4

import pytest

from promo_data.actions import Intent, State
from promo_data.opening import PromoData
from tests.faults.scene import case
from tests.faults.write_scene import ActingScene, slow
from tests.faults.write_table import Judge

CLICKS = 50
LONGEST_SECONDS = 30


def ended(data: PromoData, intent_id: UUID) -> Intent:
    """Once it has ended."""
    patience = time.monotonic() + LONGEST_SECONDS
    while (intent := data.intent(intent_id)).outcome is None:
        assert time.monotonic() < patience, "it goes on and on"
        time.sleep(0.02)
    return intent


def test_f40_one_form_clicked_fifty_times_at_once_is_one_request(acting: ActingScene, judge: Judge) -> None:
    form = uuid4().hex
    with acting.scene.opened() as data, ThreadPoolExecutor(CLICKS) as threads:
        ids = set(threads.map(lambda _: data.submit(acting.wish(), token=form), range(CLICKS)))
        (only,) = ids
        assert ended(data, only).state is State.CONFIRMED
    assert len(acting.watch.posts) == 1
    judge("F40_second_click in one form", acting, tries=CLICKS)


def test_f40_a_page_loaded_again_shows_the_first_wish(acting: ActingScene, judge: Judge) -> None:
    """F5, or back and forward: the form comes again after it was carried out, to another process."""
    form = uuid4().hex
    with acting.scene.opened() as data:
        first = data.submit(acting.wish(), token=form)
        ended(data, first)
    with acting.scene.opened() as again:
        assert again.submit(acting.wish(), token=form) == first
    judge("F40_second_click after F5", acting, tries=2)


def test_f40_fifty_tabs_at_two_desks_are_one_request_and_all_others_name_it(acting: ActingScene, judge: Judge) -> None:
    with acting.scene.opened() as one, acting.scene.opened() as other, ThreadPoolExecutor(CLICKS) as threads:
        desks = [one, other] * (CLICKS // 2)
        ids = list(threads.map(lambda desk: desk.submit(acting.wish(), token=uuid4().hex), desks))
        intents = [ended(one, intent_id) for intent_id in ids]
    confirmed = [intent.id for intent in intents if intent.state is State.CONFIRMED]
    others = [intent for intent in intents if intent.id not in confirmed]
    assert len(confirmed) == len(acting.watch.posts) == 1
    assert {(intent.state, intent.blocked_by) for intent in others} == {(State.NOT_SENT, confirmed[0])}
    judge("F40_second_click in many tabs", acting, tries=CLICKS)


@pytest.mark.parametrize(("name", "told"), [(None, "confirmed"), ("F31_error_after", "unknown")])
def test_f41_a_tab_closed_during_the_request_loses_no_outcome(
    acting: ActingScene, judge: Judge, name: str | None, told: str
) -> None:
    """The one who asked is gone at once; the vendor takes half a second."""
    acting.scene.strike(slow("POST", 0.5, seed=4101), *([] if name is None else [case(name, 4102)]))
    ids: list[UUID] = []
    with acting.scene.opened() as data:
        tab = Thread(target=lambda: ids.append(data.submit(acting.wish(), token=uuid4().hex)))
        tab.start()
        tab.join()
        assert data.intent(ids[0]).outcome is None
        intent = ended(data, ids[0])
    assert acting.told_at_first(intent) == told
    assert acting.on_record()[0].state is State.CONFIRMED
    judge(f"F41_tab_closed, told {told}", acting)


def test_f41_a_program_that_is_closed_waits_for_what_is_under_way(acting: ActingScene, judge: Judge) -> None:
    acting.scene.strike(slow("POST", 0.5, seed=4103))
    with acting.scene.opened() as data:
        data.submit(acting.wish(), token=uuid4().hex)
    assert [intent.state for intent in acting.on_record()] == [State.CONFIRMED]
    judge("F41_tab_closed with the program", acting)
