"""The duty for one backend's records: one process at a time, and nothing from the one before."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from promo_data.actions import Intent, Journal, State
from promo_data.actions.duty import LEASE_SECONDS, Duty, IsStopped, lease_on
from promo_data.actions.figures import Figures
from promo_data.actions.outcomes import Told
from promo_data.store import LeaseLostError
from promo_data.store.database import FILE_NAME
from promo_data.vocabulary import Outcome
from tests.unit.actions.journals import LOST, Desk, standing

BACKEND = "sandbox"
NOT_APPLIED = Told(Outcome.NOT_APPLIED, "No trace of it.")
Write = Callable[[Journal, Intent], Intent]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.engine.dispose()


def duty_of(desk: Desk, write: Write | None = None, backend: str = BACKEND) -> Duty:
    """The duty as one process has it; reading back is ``write``."""
    lease = lease_on(desk.engine, backend, desk.clock)
    journal = Journal(desk.engine, desk.audit, backend=backend, person="worker", clock=desk.clock, lease=lease)

    def follow_up(intent: Intent, _: IsStopped) -> Intent:
        return intent if write is None else write(journal, intent)

    return Duty(lease, journal, follow_up)


def test_of_two_processes_one_has_the_duty(desk: Desk) -> None:
    first, second = duty_of(desk), duty_of(desk)
    assert (first.take(), second.take(), first.take()) == (True, False, True)


def test_each_backend_has_a_duty_of_its_own(desk: Desk) -> None:
    assert duty_of(desk).take()
    assert duty_of(desk, backend="https://eu.api.capillarytech.com").take()


def test_what_is_given_up_is_taken_over_at_once(desk: Desk) -> None:
    first, second = duty_of(desk), duty_of(desk)
    first.take()
    first.give_up()
    assert (second.take(), second.fence) == (True, 2)


def test_a_silent_process_is_taken_over_from_when_its_lease_has_run_out(desk: Desk) -> None:
    first, second = duty_of(desk), duty_of(desk)
    first.take()
    desk.clock.move(seconds=LEASE_SECONDS - 1)
    assert not second.take()
    desk.clock.move(seconds=1)
    assert second.take()


WRITES: dict[str, Write] = {
    "settling": lambda journal, intent: journal.settle(intent.id, NOT_APPLIED),
    "planning": lambda journal, intent: journal.schedule(intent.id, None, 1),
    "noting figures": lambda journal, intent: journal.note_after(intent.id, Figures()),
}


@pytest.mark.parametrize("name", WRITES)
def test_one_that_was_taken_over_from_writes_nothing_more(desk: Desk, name: str) -> None:
    intent = desk.ended(LOST)
    first, second = duty_of(desk, WRITES[name]), duty_of(desk)
    first.take()
    desk.clock.move(seconds=LEASE_SECONDS)
    second.take()
    with pytest.raises(LeaseLostError):
        first.follow_up(intent, lambda: False)
    assert desk.journal.get(intent.id) == intent


@pytest.mark.parametrize("name", WRITES)
def test_the_one_on_duty_writes(desk: Desk, name: str) -> None:
    intent = desk.ended(LOST)
    duty = duty_of(desk, WRITES[name])
    duty.take()
    assert duty.follow_up(intent, lambda: False) == desk.journal.get(intent.id) != intent


def test_one_that_was_taken_over_from_recovers_nothing(desk: Desk) -> None:
    intent = desk.sent()
    desk.held_by_a_dead_process(intent)
    first, second = duty_of(desk), duty_of(desk)
    first.take()
    desk.clock.move(seconds=LEASE_SECONDS)
    second.take()
    with pytest.raises(LeaseLostError):
        first.recover()
    assert desk.journal.get(intent.id).state is State.SENT


def test_what_dead_processes_left_is_due_at_once(desk: Desk) -> None:
    intent = desk.sent()
    desk.held_by_a_dead_process(intent)
    duty = duty_of(desk)
    duty.take()
    (recovered,) = duty.recover()
    assert (recovered.id, recovered.state, recovered.next_read_at) == (intent.id, State.UNKNOWN, desk.clock())
    assert duty.scheduled(desk.clock()) == (recovered,)


def test_what_is_planned_for_later_is_scheduled_and_what_only_a_person_can_tell_is_not(desk: Desk) -> None:
    later, never = desk.ended(LOST), desk.ended(LOST, facts=standing(customer_id=8))
    desk.journal.schedule(later.id, desk.clock() + timedelta(hours=5), 3)
    desk.journal.schedule(never.id, None, 9)
    assert [intent.id for intent in duty_of(desk).scheduled(desk.clock())] == [later.id]


def test_what_a_clock_that_was_ahead_planned_far_off_is_due(desk: Desk) -> None:
    intent = desk.ended(LOST)
    desk.journal.schedule(intent.id, desk.clock() + timedelta(days=2), 1)
    assert [one.next_read_at for one in duty_of(desk).scheduled(desk.clock())] == [desk.clock()]


def test_what_every_round_looks_for_is_found_without_reading_all_there_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path)
    asked: list[tuple[str, Any]] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
    duty = duty_of(desk)
    duty.take()
    duty.recover()
    duty.scheduled(desk.clock())
    desk.engine.dispose()
    selects = [(text, values) for text, values in asked if "FROM intents" in text]
    with closing(sqlite3.connect(desk.folder / FILE_NAME)) as connection:
        plans = [str(connection.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()) for text, values in selects]
    assert len(plans) == 2
    assert all("intents_by_state (backend=? AND state=?" in plan for plan in plans)
