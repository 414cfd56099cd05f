"""The rounds of the job process, with a real journal, a clock of their own, and without sleeping."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from promo_data.actions import Intent, Journal, State
from promo_data.actions.duty import LEASE_SECONDS, Duty, IsStopped, lease_on
from promo_data.actions.outcomes import Told
from promo_data.errors import InputError, StoreError
from promo_data.vocabulary import Outcome
from promo_data.worker import Halt, Rounds
from promo_data.worker.rounds import NAP_SECONDS, ORPHAN_SECONDS
from tests.unit.actions.journals import LOST, Desk, standing

FollowUp = Callable[[Journal, Intent], Intent]
FOUND = Told(Outcome.CONFIRMED, "Found.")


class Scripted(Halt):
    """Sleeping moves the clock; after so many sleeps it is told to end, or finds that it is alone."""

    def __init__(self, desk: Desk, *, sleeps: int = 3, alone_after: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.naps: list[float] = []
        self._left = sleeps
        self._alone_after = alone_after
        self.during: Callable[[], None] = lambda: None

    @property
    def is_told(self) -> bool:
        return self._left <= 0

    @property
    def is_orphan(self) -> bool:
        return self._alone_after is not None and len(self.naps) >= self._alone_after

    def stop(self) -> None:
        self._left = 0

    def wait(self, seconds: float) -> None:
        self.naps.append(seconds)
        self._left -= 1
        self.desk.clock.move(seconds=seconds)
        self.during()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.engine.dispose()


def confirmed(journal: Journal, intent: Intent) -> Intent:
    return journal.settle(intent.id, FOUND)


def still_unknown(journal: Journal, intent: Intent) -> Intent:
    at = None if intent.next_read_at is None else intent.next_read_at + timedelta(seconds=3)
    return journal.schedule(intent.id, at, intent.reads + 1)


def duty_of(desk: Desk, follow_up: FollowUp = confirmed) -> Duty:
    lease = lease_on(desk.engine, "sandbox", desk.clock)
    journal = Journal(desk.engine, desk.audit, backend="sandbox", person="worker", clock=desk.clock, lease=lease)

    def read_back(intent: Intent, _: IsStopped) -> Intent:
        return follow_up(journal, intent)

    return Duty(lease, journal, read_back)


def go(desk: Desk, halt: Halt, duty: Duty) -> None:
    def monotonic() -> float:
        return desk.clock().timestamp()

    Rounds(duty, halt, clock=desk.clock, monotonic=monotonic).go()


def test_what_is_due_is_settled(desk: Desk) -> None:
    intent = desk.ended(LOST)
    go(desk, Scripted(desk), duty_of(desk))
    assert desk.journal.get(intent.id).state is State.CONFIRMED


def test_it_sleeps_until_the_next_is_due_and_no_longer_than_a_nap(desk: Desk) -> None:
    intent = desk.ended(LOST)
    desk.journal.schedule(intent.id, desk.clock() + timedelta(seconds=7), 1)
    halt = Scripted(desk, sleeps=3)
    go(desk, halt, duty_of(desk))
    assert halt.naps == [NAP_SECONDS, 2.0, NAP_SECONDS]
    assert desk.journal.get(intent.id).state is State.CONFIRMED


def test_what_stays_unknown_is_read_again_when_its_time_comes(desk: Desk) -> None:
    intent = desk.ended(LOST)
    halt = Scripted(desk, sleeps=3)
    go(desk, halt, duty_of(desk, still_unknown))
    assert (desk.journal.get(intent.id).reads, halt.naps) == (3, [3.0, 3.0, 3.0])


def test_what_a_dead_process_left_is_found_in_the_same_round(desk: Desk) -> None:
    intent = desk.sent()
    desk.held_by_a_dead_process(intent)
    go(desk, Scripted(desk, sleeps=1), duty_of(desk))
    assert desk.journal.get(intent.id).state is State.CONFIRMED


def test_what_becomes_unknown_meanwhile_is_noticed_after_a_nap(desk: Desk) -> None:
    sent = desk.sent()
    halt = Scripted(desk, sleeps=2)

    def answer_is_lost() -> None:
        if len(halt.naps) == 1:
            desk.journal.conclude(sent.id, LOST)

    halt.during = answer_is_lost
    go(desk, halt, duty_of(desk))
    assert desk.journal.get(sent.id).state is State.CONFIRMED


def test_nothing_is_begun_once_it_is_told_to_end(desk: Desk) -> None:
    first, second = desk.ended(LOST), desk.ended(LOST, facts=standing(customer_id=8))
    halt = Scripted(desk)

    def told_meanwhile(journal: Journal, intent: Intent) -> Intent:
        halt.stop()
        return confirmed(journal, intent)

    go(desk, halt, duty_of(desk, told_meanwhile))
    assert {desk.journal.get(each.id).state for each in (first, second)} == {State.CONFIRMED, State.UNKNOWN}


def test_the_duty_is_given_up_at_the_end(desk: Desk) -> None:
    go(desk, Scripted(desk), duty_of(desk))
    assert duty_of(desk).take()


def test_while_another_is_on_duty_it_waits_and_then_takes_over(desk: Desk) -> None:
    intent, other = desk.ended(LOST), duty_of(desk)
    other.take()
    halt = Scripted(desk, sleeps=round(LEASE_SECONDS / NAP_SECONDS) + 1)
    seen: list[State] = []
    halt.during = lambda: seen.append(desk.journal.get(intent.id).state)
    go(desk, halt, duty_of(desk))
    assert set(seen[:-1]) == {State.UNKNOWN}
    assert desk.journal.get(intent.id).state is State.CONFIRMED
    assert set(halt.naps) == {NAP_SECONDS}


def test_one_that_is_taken_over_from_in_the_middle_leaves_it_to_the_other(desk: Desk) -> None:
    intent, other = desk.ended(LOST), duty_of(desk)

    def overtaken(journal: Journal, intent: Intent) -> Intent:
        desk.clock.move(seconds=LEASE_SECONDS)
        other.take()
        return confirmed(journal, intent)

    halt = Scripted(desk, sleeps=2)
    go(desk, halt, duty_of(desk, overtaken))
    assert desk.journal.get(intent.id).state is State.UNKNOWN
    assert other.take()


def test_a_record_that_cannot_be_written_does_not_end_it(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    intent = desk.ended(LOST)
    failures = [StoreError("The record of actions cannot be written (the disk is full).")] * 2

    def full_at_first(journal: Journal, intent: Intent) -> Intent:
        if failures:
            raise failures.pop()
        return confirmed(journal, intent)

    go(desk, Scripted(desk), duty_of(desk, full_at_first))
    assert desk.journal.get(intent.id).state is State.CONFIRMED
    assert [record.message for record in caplog.records if record.levelno == logging.ERROR] == [
        "The record of actions cannot be written (the disk is full)."
    ]


@pytest.mark.parametrize("scheduled", [True, False])
def test_alone_it_goes_on_only_while_something_is_to_be_read_back(desk: Desk, scheduled: bool) -> None:
    intent = desk.ended(LOST)
    at = desk.clock() + timedelta(seconds=60) if scheduled else None
    desk.journal.schedule(intent.id, at, 1)
    halt = Scripted(desk, sleeps=1_000, alone_after=1)
    go(desk, halt, duty_of(desk))
    assert sum(halt.naps) == (60 if scheduled else NAP_SECONDS)
    assert desk.journal.get(intent.id).state is (State.CONFIRMED if scheduled else State.UNKNOWN)


def test_alone_it_does_not_linger_for_ever(desk: Desk) -> None:
    desk.ended(LOST)
    halt = Scripted(desk, sleeps=1_000, alone_after=0)
    go(desk, halt, duty_of(desk, still_unknown))
    assert ORPHAN_SECONDS <= sum(halt.naps) < ORPHAN_SECONDS + NAP_SECONDS


def test_alone_and_without_the_duty_it_ends(desk: Desk) -> None:
    desk.ended(LOST)
    duty_of(desk).take()
    halt = Scripted(desk, sleeps=1_000, alone_after=2)
    go(desk, halt, duty_of(desk))
    assert len(halt.naps) == 2


def test_alone_with_a_record_that_fails_it_ends_in_time(desk: Desk) -> None:
    desk.ended(LOST)

    def broken(_: Journal, __: Intent) -> Intent:
        raise StoreError("It is damaged.")

    halt = Scripted(desk, sleeps=1_000, alone_after=0)
    go(desk, halt, duty_of(desk, broken))
    assert sum(halt.naps) <= ORPHAN_SECONDS + NAP_SECONDS


def test_what_happens_is_logged_once_and_names_nobody(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "promo_data.worker")
    intent = desk.ended(LOST)
    go(desk, Scripted(desk), duty_of(desk))
    assert [record.message for record in caplog.records if record.name == "promo_data.worker.rounds"] == [
        "This job process has the duty (its number is 1).",
        f"Action {intent.id} was read back: confirmed.",
        "The job process ends.",
    ]


def test_one_that_cannot_be_read_back_keeps_nobody_from_the_others(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = desk.ended(LOST), desk.ended(LOST, standing(8))

    def follow_up(journal: Journal, intent: Intent) -> Intent:
        if intent.id == broken.id:
            raise InputError("A customer id holds digits only.")
        return confirmed(journal, intent)

    halt = Scripted(desk, sleeps=3)
    go(desk, halt, duty_of(desk, follow_up))
    assert desk.journal.get(sound.id).state is State.CONFIRMED
    assert desk.journal.get(broken.id).state is State.UNKNOWN
    assert caplog.text.count("could not be read back. A customer id holds digits only.") == 1
    assert halt.naps == [NAP_SECONDS] * 3


def test_one_that_could_not_be_read_back_is_tried_again_later(desk: Desk) -> None:
    intent = desk.ended(LOST)
    tries: list[Intent] = []

    def follow_up(journal: Journal, intent: Intent) -> Intent:
        tries.append(intent)
        if len(tries) == 1:
            raise InputError("A customer id holds digits only.")
        return confirmed(journal, intent)

    go(desk, Scripted(desk, sleeps=30), duty_of(desk, follow_up))
    assert desk.journal.get(intent.id).state is State.CONFIRMED
    assert len(tries) == 2
