from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Event, Thread
from uuid import UUID

import pytest
from anyio import to_thread

from promo_data.actions import Intent, Journal, Means, Runner, State
from promo_data.actions.outcomes import Told
from promo_data.audit import Audit
from promo_data.errors import InputError, StoreError
from promo_data.protocol.call import Answer, Call
from promo_data.store import open_store
from promo_data.transport.portal import Portal
from promo_data.vocabulary import Outcome, Source
from tests.commands.processes import until
from tests.stores import begun_store
from tests.unit.actions.vendor import Send, Vendor, means_for, open_journal


@pytest.fixture
def portal() -> Iterator[Portal]:
    opened = Portal()
    yield opened
    opened.close()


@pytest.fixture
def runner(portal: Portal, journal: Journal) -> Iterator[Runner]:
    opened = Runner(portal.run, journal)
    yield opened
    opened.close()


def waiting_for(gate: Event, send: Send) -> Send:
    async def held(call: Call) -> Answer:
        await to_thread.run_sync(gate.wait)
        return await send(call)

    return held


def test_a_wish_is_carried_out_without_its_caller(vendor: Vendor, runner: Runner, means: Means) -> None:
    ids: list[UUID] = []
    caller = Thread(target=lambda: ids.append(runner.submit(vendor.wish("Shop across brands"), means)))
    caller.start()
    caller.join()
    assert runner.outcome(ids[0], timeout=20).state is State.CONFIRMED
    assert vendor.effects() == 1


def test_a_wish_is_on_record_as_soon_as_it_is_submitted(vendor: Vendor, runner: Runner, journal: Journal) -> None:
    gate = Event()
    intent_id = runner.submit(
        vendor.wish("Shop across brands"), means_for(vendor, journal, waiting_for(gate, vendor.send))
    )
    assert journal.get(intent_id).outcome is None
    gate.set()
    assert runner.outcome(intent_id, timeout=20).state is State.CONFIRMED


def test_one_who_waits_too_short_sees_how_far_it_came(vendor: Vendor, runner: Runner, journal: Journal) -> None:
    gate = Event()
    intent_id = runner.submit(
        vendor.wish("Shop across brands"), means_for(vendor, journal, waiting_for(gate, vendor.send))
    )
    assert runner.outcome(intent_id, timeout=0).state in (State.PREPARED, State.SENT)
    gate.set()
    runner.outcome(intent_id, timeout=20)


def test_fifty_at_once_send_one(vendor: Vendor, runner: Runner, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    with ThreadPoolExecutor(50) as threads:
        ids = list(threads.map(lambda _: runner.submit(wish, means), range(50)))
    ended = [runner.outcome(intent_id, timeout=60) for intent_id in ids]
    confirmed = [intent.id for intent in ended if intent.state is State.CONFIRMED]
    assert (len(confirmed), len(vendor.posts), vendor.effects()) == (1, 1, 1)
    assert {intent.blocked_by for intent in ended if intent.state is State.NOT_SENT} == {confirmed[0]}
    assert len(ended) == 50


def test_a_form_clicked_fifty_times_is_one_intent(vendor: Vendor, runner: Runner, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    with ThreadPoolExecutor(50) as threads:
        ids = set(threads.map(lambda _: runner.submit(wish, means, form_token="form"), range(50)))
    assert runner.outcome(ids.pop(), timeout=60).state is State.CONFIRMED
    assert (ids, len(vendor.posts)) == (set(), 1)


def test_closing_waits_for_what_is_under_way(vendor: Vendor, runner: Runner, journal: Journal, means: Means) -> None:
    intent_id = runner.submit(vendor.wish("Shop across brands"), means)
    runner.close()
    assert journal.get(intent_id).state is State.CONFIRMED


def test_closing_does_not_wait_for_ever(vendor: Vendor, runner: Runner, journal: Journal) -> None:
    gate = Event()
    intent_id = runner.submit(
        vendor.wish("Shop across brands"), means_for(vendor, journal, waiting_for(gate, vendor.send))
    )
    runner.close(timeout=0.05)
    assert journal.get(intent_id).outcome is None
    gate.set()
    runner.outcome(intent_id, timeout=20)


def test_a_closed_runner_takes_nothing(vendor: Vendor, runner: Runner, means: Means) -> None:
    runner.close()
    with pytest.raises(StoreError, match="nothing was sent"):
        runner.submit(vendor.wish("Shop across brands"), means)


def test_what_the_route_does_not_take_is_told_at_once(vendor: Vendor, runner: Runner, means: Means) -> None:
    wish = vendor.wish("Shop across brands")
    with pytest.raises(InputError):
        runner.submit(replace(wish, identifier=replace(wish.identifier, source=Source.ALL)), means)


def test_what_stopped_an_action_is_told_to_those_who_ask(vendor: Vendor, runner: Runner, means: Means) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    intent_id = runner.submit(vendor.wish("Shop across brands"), replace(means, read=broken))  # type: ignore[arg-type]  # it never answers
    with pytest.raises(ZeroDivisionError):
        runner.outcome(intent_id, timeout=20)


def test_an_intent_of_another_process_is_looked_up(
    vendor: Vendor, runner: Runner, means: Means, portal: Portal, journal: Journal
) -> None:
    other = Runner(portal.run, journal)
    intent_id = other.submit(vendor.wish("Shop across brands"), means)
    other.close()
    assert runner.outcome(intent_id).state is State.CONFIRMED


class Stuck(Journal):
    """Writes no end while ``is_full``."""

    is_full = True

    def conclude(self, intent_id: UUID, told: Told) -> Intent:
        if self.is_full:
            raise StoreError("The record of actions cannot be written (the disk is full).")
        return super().conclude(intent_id, told)


class StuckBefore(Stuck):
    """Cannot put on record that something is sent either."""

    def mark_all_sent(self, intent_ids: Sequence[UUID], vendor_time: datetime | None = None) -> tuple[Intent, ...]:
        if self.is_full:
            raise StoreError("The record of actions cannot be written (the disk is full).")
        return super().mark_all_sent(intent_ids, vendor_time)


def opened(kind: type[Stuck], vendor: Vendor) -> Stuck:
    engine = open_store(begun_store(vendor.folder / "stuck"))
    audit = Audit(engine, vendor.folder / "stuck", clock=vendor.clock)
    return kind(engine, audit, backend="sandbox", person="agent", clock=vendor.clock)


@pytest.fixture
def stuck(vendor: Vendor) -> Iterator[Stuck]:
    journal = opened(Stuck, vendor)
    yield journal
    journal.close()


@pytest.fixture
def persistent(portal: Portal, stuck: Stuck) -> Iterator[Runner]:
    runner = Runner(portal.run, stuck, pause=0.01)
    yield runner
    runner.close()


def submitted(runner: Runner, vendor: Vendor, journal: Journal) -> UUID:
    return runner.submit(vendor.wish("Shop across brands"), means_for(vendor, journal))


def test_an_answer_that_cannot_be_recorded_is_told_with_its_ids_all_the_same(
    vendor: Vendor, stuck: Stuck, persistent: Runner
) -> None:
    told = persistent.outcome(submitted(persistent, vendor, stuck), timeout=20)
    assert (told.state, bool(told.ids), stuck.get(told.id).state) == (State.CONFIRMED, True, State.SENT)
    assert "note it down" in told.advice
    assert persistent.progress(told.id) == told


def test_an_answer_that_could_not_be_recorded_is_recorded_as_soon_as_that_works(
    vendor: Vendor, stuck: Stuck, persistent: Runner
) -> None:
    told = persistent.outcome(submitted(persistent, vendor, stuck), timeout=20)
    stuck.is_full = False
    until(lambda: stuck.get(told.id).state is State.CONFIRMED, "it is never recorded")
    assert stuck.get(told.id).ids == told.ids
    until(lambda: persistent.progress(told.id) == stuck.get(told.id), "it is still told from memory")


def test_what_another_process_found_meanwhile_stays_on_record(vendor: Vendor, stuck: Stuck, persistent: Runner) -> None:
    told = persistent.outcome(submitted(persistent, vendor, stuck), timeout=20)
    other = open_journal(vendor.folder / "stuck", vendor.clock)
    other.conclude(told.id, Told(Outcome.UNKNOWN, "Given up."))
    found = other.settle(told.id, Told(Outcome.CONFIRMED, "Found by reading."))
    other.close()
    until(lambda: persistent.progress(told.id) == found, "it is still told from memory")


def test_the_program_ends_although_something_cannot_be_recorded(
    vendor: Vendor, stuck: Stuck, persistent: Runner
) -> None:
    intent_id = submitted(persistent, vendor, stuck)
    persistent.outcome(intent_id, timeout=20)
    persistent.close()
    assert stuck.get(intent_id).state is State.SENT


def test_who_asks_how_far_it_came_learns_that_it_could_not_be_recorded_and_was_not_sent(
    vendor: Vendor, portal: Portal
) -> None:
    journal = opened(StuckBefore, vendor)
    runner = Runner(portal.run, journal)
    intent_id = submitted(runner, vendor, journal)
    until(lambda: runner.progress(intent_id).outcome is not None, "it is under way for ever")
    told = runner.progress(intent_id)
    assert (told.state, journal.get(intent_id).state, vendor.posts) == (State.NOT_SENT, State.PREPARED, [])
    assert "It cannot be recorded, so it was not sent." in told.message
    runner.close()
    journal.close()


def test_once_the_record_says_that_it_was_not_sent_it_is_told_from_there(vendor: Vendor, portal: Portal) -> None:
    journal = opened(StuckBefore, vendor)
    runner = Runner(portal.run, journal)
    intent_id = submitted(runner, vendor, journal)
    until(lambda: runner.progress(intent_id).outcome is not None, "it is under way for ever")
    journal.is_full = False
    vendor.clock.move(hours=1)
    (recovered,) = journal.recover()
    assert runner.progress(intent_id) == recovered
    runner.close()
    journal.close()
