from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event

from promo_data.actions import Intent, Journal, Search, State, Wish
from promo_data.actions.figures import Figures
from promo_data.actions.on_record import LONGEST_UNDER_WAY
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.errors import StoreError
from promo_data.models.effect import WriteIds
from promo_data.vocabulary import Action, Outcome
from tests.unit.actions.journals import FIGURES, LOST, WISH, Desk, standing
from tests.unit.actions.vendor import START, Clock

DONE = Told(Outcome.CONFIRMED, "Done.", ids=WriteIds(issual_id=3, earned_id="764"), request_id="q7")
OPEN_OUTCOMES = (Outcome.UNKNOWN, Outcome.CONFLICT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.journal.close()


@pytest.fixture
def clock(desk: Desk) -> Clock:
    return desk.clock


@pytest.fixture
def journal(desk: Desk) -> Journal:
    return desk.journal


def prepared(journal: Journal, form_token: str | None = None, wish: Wish = WISH) -> Intent:
    return journal.prepare(uuid4(), wish, digest="d", insisted=False, form_token=form_token)


def sent(journal: Journal, facts: Standing | None = None) -> Intent:
    intent = journal.claim(prepared(journal).id, facts or standing())
    return journal.mark_sent(intent.id)


def ended(journal: Journal, outcome: Outcome) -> Intent:
    return journal.conclude(sent(journal).id, Told(outcome, "Ended."))


def test_an_intent_begins_prepared_with_a_masked_customer(journal: Journal) -> None:
    intent = prepared(journal)
    assert (intent.state, intent.customer, intent.customer_id, intent.outcome) == (
        State.PREPARED,
        "1876•••754",
        None,
        None,
    )
    assert (intent.backend, intent.person, intent.prepared_at) == ("sandbox", "agent", START)


def test_an_intent_keeps_all_that_was_read_and_told(journal: Journal, clock: Clock) -> None:
    intent = sent(journal)
    clock.move(seconds=2)
    told = journal.conclude(intent.id, DONE)
    after = journal.note_after(intent.id, Figures(enrolled=2))
    assert (told.state, told.ids, told.request_id, told.message) == (State.CONFIRMED, DONE.ids, "q7", "Done.")
    assert (after.before, after.after) == (FIGURES, Figures(enrolled=2))
    assert (after.sent_at, after.ended_at) == (START, START + timedelta(seconds=2))
    assert journal.get(intent.id) == after


def test_a_form_makes_one_intent(journal: Journal) -> None:
    assert prepared(journal, "form") == prepared(journal, "form")
    assert len(journal.page(Search()).intents) == 1


def test_wishes_without_a_form_are_each_their_own(journal: Journal) -> None:
    assert prepared(journal) != prepared(journal)


def test_an_open_intent_stands_in_the_way_of_its_like(journal: Journal) -> None:
    first = sent(journal)
    second = journal.claim(prepared(journal).id, standing())
    assert (second.state, second.blocked_by, second.outcome) == (State.NOT_SENT, first.id, Outcome.NOT_SENT)


@pytest.mark.parametrize(
    ("outcome", "fragment"),
    [
        (None, "under way just now"),
        (Outcome.UNKNOWN, "not known yet"),
        (Outcome.CONFLICT, "do not tell"),
        (Outcome.CONFIRMED, "carried out by agent at 09:00 UTC"),
        (Outcome.PARTIAL, "carried out in part"),
    ],
)
def test_a_wish_that_is_held_back_says_how_the_other_one_stands(
    journal: Journal, outcome: Outcome | None, fragment: str
) -> None:
    waiting = prepared(journal)
    first = sent(journal)
    if outcome is not None:
        journal.conclude(first.id, Told(outcome, "Ended."))
    held_back = journal.claim(waiting.id, standing())
    assert fragment in held_back.message
    assert held_back.advice.endswith(".")


def test_the_open_one_of_a_kind_is_found(journal: Journal) -> None:
    first = sent(journal)
    assert journal.open_like(WISH, standing()) == first
    assert journal.open_like(WISH, standing(customer_id=8)) is None
    assert journal.open_like(replace(WISH, promotion_id=1), standing()) is None


def test_one_that_ended_is_not_open(journal: Journal) -> None:
    ended(journal, Outcome.CONFIRMED)
    assert journal.open_like(WISH, standing()) is None


@pytest.mark.parametrize("outcome", OPEN_OUTCOMES)
def test_an_intent_without_a_known_end_stands_in_the_way(journal: Journal, clock: Clock, outcome: Outcome) -> None:
    first = ended(journal, outcome)
    clock.move(days=1)
    assert journal.claim(prepared(journal).id, standing()).blocked_by == first.id


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {*OPEN_OUTCOMES}))
def test_an_ended_intent_stands_in_nobodys_way(journal: Journal, clock: Clock, outcome: Outcome) -> None:
    ended(journal, outcome)
    clock.move(seconds=1)
    assert journal.claim(prepared(journal).id, standing()).state is State.PREPARED


@pytest.mark.parametrize("outcome", [Outcome.CONFIRMED, Outcome.PARTIAL])
def test_what_was_done_after_a_wish_was_confirmed_stands_in_its_way(
    journal: Journal, clock: Clock, outcome: Outcome
) -> None:
    waiting = prepared(journal)
    clock.move(seconds=1)
    done = ended(journal, outcome)
    assert journal.claim(waiting.id, standing()).blocked_by == done.id


@pytest.mark.parametrize(
    "other",
    [
        standing(customer_id=8),
        standing(org_id=50405),
        standing(effect=Action.OPT_IN),
    ],
)
def test_another_customer_org_or_effect_is_another_wish(journal: Journal, other: Standing) -> None:
    sent(journal)
    assert journal.claim(prepared(journal).id, other).state is State.PREPARED


def test_another_backend_is_another_world(desk: Desk, journal: Journal) -> None:
    first = sent(journal)
    elsewhere = desk.journal_of("agent", backend="eu.api.capillarytech.com")
    assert elsewhere.claim(prepared(elsewhere).id, standing()).state is State.PREPARED
    assert first.id not in {intent.id for intent in elsewhere.open_intents()}


def test_an_own_org_without_a_number_is_one_org(journal: Journal) -> None:
    first = sent(journal, standing(org_id=None))
    assert journal.claim(prepared(journal).id, standing(org_id=None)).blocked_by == first.id


def test_of_many_at_once_one_goes_on(journal: Journal) -> None:
    ids = [prepared(journal).id for _ in range(20)]
    with ThreadPoolExecutor(8) as threads:
        claimed = list(threads.map(lambda intent_id: journal.claim(intent_id, standing()), ids))
    assert sorted(intent.state for intent in claimed) == [State.NOT_SENT] * 19 + [State.PREPARED]


def test_an_intent_is_sent_once(journal: Journal) -> None:
    intent = sent(journal)
    with pytest.raises(StoreError, match="ended meanwhile"):
        journal.mark_sent(intent.id)


def test_an_ended_intent_cannot_be_sent(journal: Journal) -> None:
    intent = prepared(journal)
    journal.conclude(intent.id, Told(Outcome.NOT_SENT, "Stopped."))
    with pytest.raises(StoreError):
        journal.mark_sent(intent.id)


def test_an_ended_intent_keeps_its_end(journal: Journal) -> None:
    intent = ended(journal, Outcome.CONFIRMED)
    with pytest.raises(StoreError):
        journal.conclude(intent.id, LOST)
    assert journal.get(intent.id).state is State.CONFIRMED


def test_only_an_unknown_intent_is_settled(journal: Journal) -> None:
    confirmed = ended(journal, Outcome.CONFIRMED)
    with pytest.raises(StoreError):
        journal.settle(confirmed.id, Told(Outcome.CONFLICT, "Odd."))


def test_settling_keeps_the_vendors_code_and_request(journal: Journal) -> None:
    intent = journal.conclude(sent(journal).id, Told(Outcome.UNKNOWN, "Lost.", code=500, request_id="q7"))
    settled = journal.settle(intent.id, Told(Outcome.CONFLICT, "Odd."))
    assert (settled.state, settled.code, settled.request_id, settled.message) == (State.CONFLICT, 500, "q7", "Odd.")


def test_what_is_found_to_be_done_has_no_code(journal: Journal) -> None:
    intent = journal.conclude(sent(journal).id, Told(Outcome.UNKNOWN, "Lost.", code=500))
    assert journal.settle(intent.id, Told(Outcome.CONFIRMED, "Found.")).code is None


def test_what_is_not_on_record_cannot_be_got(journal: Journal) -> None:
    with pytest.raises(StoreError, match="no such action"):
        journal.get(uuid4())


def test_the_open_ones_come_oldest_first_and_the_recent_ones_newest_first(journal: Journal, clock: Clock) -> None:
    first = sent(journal)
    clock.move(seconds=1)
    second = sent(journal, standing(customer_id=8))
    clock.move(seconds=1)
    third = journal.conclude(sent(journal, standing(customer_id=9)).id, DONE)
    assert journal.open_intents() == (first, second)
    assert journal.page(Search()).intents == (third, second, first)
    assert journal.page(Search(), limit=1).intents == (third,)
    assert journal.intents_of(8) == (second,)


def test_what_the_promotion_was_called_is_kept_from_the_reading(desk: Desk) -> None:
    intent = desk.claimed(replace(standing(), name="Travel miles"))
    assert (desk.prepared().promotion_name, desk.journal.get(intent.id).promotion_name) == (None, "Travel miles")


def test_one_held_back_knows_the_promotions_name_too(desk: Desk) -> None:
    named = replace(standing(), name="Travel miles")
    desk.sent(named)
    assert desk.claimed(named).promotion_name == "Travel miles"


def test_what_was_sent_late_is_not_given_up_as_early_as_what_was_sent_at_once(desk: Desk, clock: Clock) -> None:
    intent = desk.claimed()
    clock.move(minutes=4)
    desk.journal.mark_sent(intent.id)
    clock.move(minutes=4)
    assert desk.journal.recover() == ()
    clock.move(minutes=2)
    assert [one.state for one in desk.journal.recover()] == [State.UNKNOWN]


def test_what_a_dead_process_had_not_sent_is_not_sent(desk: Desk, journal: Journal) -> None:
    intent = prepared(journal)
    desk.held_by_a_dead_process(intent)
    assert [one.state for one in journal.recover()] == [State.NOT_SENT]
    assert journal.get(intent.id).message == "The program stopped before anything was sent."


def test_what_a_dead_process_had_sent_is_unknown_and_open(desk: Desk, journal: Journal) -> None:
    intent = sent(journal)
    desk.held_by_a_dead_process(intent)
    journal.recover()
    assert [(one.id, one.state) for one in journal.open_intents()] == [(intent.id, State.UNKNOWN)]


def test_what_a_living_process_holds_is_left_to_it(journal: Journal) -> None:
    intents = [prepared(journal), sent(journal)]
    assert journal.recover() == ()
    assert [journal.get(intent.id) for intent in intents] == intents


def test_what_has_been_under_way_too_long_is_given_up_whoever_holds_it(journal: Journal, clock: Clock) -> None:
    waiting, under_way = prepared(journal), sent(journal)
    clock.move(seconds=LONGEST_UNDER_WAY.total_seconds() + 1)
    assert {one.id: one.state for one in journal.recover()} == {
        waiting.id: State.NOT_SENT,
        under_way.id: State.UNKNOWN,
    }


def test_a_late_answer_still_tells_what_was_given_up(journal: Journal, clock: Clock) -> None:
    intent = sent(journal)
    clock.move(days=1)
    journal.recover()
    assert journal.conclude(intent.id, DONE).state is State.CONFIRMED


def test_a_late_answer_tells_what_the_figures_contradicted(desk: Desk, journal: Journal) -> None:
    intent = desk.ended(LOST)
    journal.settle(intent.id, Told(Outcome.CONFLICT, "Odd."))
    late = journal.conclude(intent.id, Told(Outcome.CONFIRMED, "Done.", ids=WriteIds(issual_id=1)))
    assert (late.state, late.ids, late.is_open) == (State.CONFIRMED, WriteIds(issual_id=1), False)


def test_a_late_answer_that_tells_nothing_leaves_the_contradiction_to_a_person(desk: Desk, journal: Journal) -> None:
    intent = desk.ended(LOST)
    journal.settle(intent.id, Told(Outcome.CONFLICT, "Odd."))
    with pytest.raises(StoreError, match="ended meanwhile"):
        journal.conclude(intent.id, LOST)
    assert journal.get(intent.id).state is State.CONFLICT


def test_what_ended_needs_no_recovery(desk: Desk, journal: Journal) -> None:
    intent = ended(journal, Outcome.REFUSED)
    desk.held_by_a_dead_process(intent)
    assert journal.recover() == ()


def test_a_row_of_one_request_with_others_says_so(journal: Journal) -> None:
    batch = uuid4()
    intent = journal.prepare(uuid4(), WISH, digest="d", insisted=False, batch=batch)
    assert journal.get(intent.id).batch == batch


def test_all_of_a_batch_are_sent_at_once(desk: Desk, journal: Journal) -> None:
    ids = [desk.claimed(standing(customer)).id for customer in (7, 8, 9)]
    assert [(one.id, one.state) for one in journal.mark_all_sent(ids)] == [(each, State.SENT) for each in ids]


def test_where_one_of_a_batch_cannot_be_sent_none_is(desk: Desk, journal: Journal) -> None:
    ids = [desk.claimed(standing(customer)).id for customer in (7, 8, 9)]
    journal.conclude(ids[2], Told(Outcome.NOT_SENT, "Held back."))
    with pytest.raises(StoreError, match="ended meanwhile"):
        journal.mark_all_sent(ids)
    assert [journal.get(each).state for each in ids] == [State.PREPARED, State.PREPARED, State.NOT_SENT]


@pytest.mark.parametrize("outcome", OPEN_OUTCOMES)
@pytest.mark.parametrize(("carried_out", "state"), [(True, State.CONFIRMED), (False, State.NOT_APPLIED)])
def test_a_person_decides_what_cannot_be_told(desk: Desk, outcome: Outcome, *, carried_out: bool, state: State) -> None:
    intent = desk.ended(Told(outcome, "Lost.", code=500, request_id="q7"))
    decided = desk.journal_of("manager").decide(intent.id, carried_out=carried_out)
    assert (decided.state, decided.decided_by, decided.decided_at) == (state, "manager", desk.clock.at)
    assert (decided.decision, decided.is_open) == ("carried_out" if carried_out else "not_carried_out", False)
    assert (decided.person, decided.code, decided.request_id) == ("agent", 500, "q7")


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {*OPEN_OUTCOMES}))
def test_what_is_certain_is_not_for_a_person_to_decide(desk: Desk, outcome: Outcome) -> None:
    intent = desk.ended(outcome)
    with pytest.raises(StoreError, match="ended meanwhile"):
        desk.journal.decide(intent.id, carried_out=True)
    assert desk.journal.get(intent.id) == intent


def test_what_is_unknown_is_due_at_once(desk: Desk, journal: Journal) -> None:
    intent = desk.ended(LOST)
    assert (intent.next_read_at, intent.reads) == (desk.clock.at, 0)
    assert journal.scheduled() == (intent,)


def test_what_was_read_back_is_scheduled_anew(desk: Desk, journal: Journal) -> None:
    intent = desk.ended(LOST)
    later = desk.clock.at + timedelta(seconds=30)
    scheduled = journal.schedule(intent.id, later, 1)
    assert (scheduled.next_read_at, scheduled.reads, scheduled.state) == (later, 1, State.UNKNOWN)
    assert journal.scheduled() == (scheduled,)


def test_what_is_not_scheduled_again_is_left_to_a_person(desk: Desk, journal: Journal) -> None:
    intent = desk.ended(LOST)
    journal.schedule(intent.id, None, 4)
    assert journal.scheduled() == ()


def test_what_is_settled_is_not_due_any_more(desk: Desk, journal: Journal) -> None:
    intent = desk.ended(LOST)
    assert journal.settle(intent.id, Told(Outcome.CONFLICT, "Odd.")).next_read_at is None
    with pytest.raises(StoreError, match="ended meanwhile"):
        journal.schedule(intent.id, desk.clock.at, 1)


def test_what_a_dead_process_had_sent_is_due_at_once(desk: Desk, journal: Journal) -> None:
    intent = desk.sent()
    desk.held_by_a_dead_process(intent)
    journal.recover()
    assert [(one.id, one.next_read_at) for one in journal.scheduled()] == [(intent.id, desk.clock.at)]


def test_nothing_is_prepared_where_its_end_could_not_be_audited(desk: Desk) -> None:
    desk.ended(Outcome.CONFIRMED)
    (desk.folder / "audit.key").unlink()
    anew = Desk(desk.folder)
    with pytest.raises(StoreError, match=r"audit.key. is missing, so nothing can be recorded"):
        anew.prepared()
    with pytest.raises(StoreError, match="is missing"):
        anew.journal.check()
    assert len(anew.journal.page(Search()).intents) == 1
    anew.journal.close()


def test_a_journal_that_can_be_written_has_nothing_to_say(journal: Journal) -> None:
    journal.check()
    assert journal.page(Search()).intents == ()


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose disk is full, with one claimed intent."""
    desk = Desk(tmp_path / "full", tmp_path / "full")
    desk.claimed()
    desk.engine.dispose()
    event.listen(desk.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=1").close())
    yield desk
    desk.journal.close()


def prepare_many(desk: Desk) -> None:
    """More than fits into the pages that are there."""
    for _ in range(100):
        desk.prepared()


def test_on_a_full_disk_nothing_is_prepared_and_all_can_be_read(full: Desk) -> None:
    with pytest.raises(StoreError, match="the disk is full"):
        prepare_many(full)
    assert full.journal.page(Search()).intents
