from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from promo_data.actions import Intent
from promo_data.actions.window import is_over, readings
from tests.unit.actions.journals import Desk
from tests.unit.actions.vendor import START

WINDOW = timedelta(seconds=300)
LATER = START + WINDOW
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path)
    yield opened
    opened.journal.close()


def sent(desk: Desk, vendor_time: datetime | None) -> Intent:
    return desk.journal.mark_sent(desk.claimed().id, vendor_time)


def test_the_window_is_over_when_it_has_passed_by_both_clocks(desk: Desk) -> None:
    assert is_over(WINDOW, sent(desk, START), LATER, LATER)


@pytest.mark.parametrize(
    ("read_at", "vendor_time"),
    [
        pytest.param(START + AN_HOUR, START + timedelta(seconds=1), id="ours was put ahead"),
        pytest.param(START + timedelta(seconds=299), LATER, id="the vendor's was put ahead"),
        pytest.param(LATER, None, id="the vendor does not tell its time now"),
        pytest.param(None, LATER, id="there was no reading"),
    ],
)
def test_one_clock_alone_does_not_end_it(desk: Desk, read_at: datetime | None, vendor_time: datetime | None) -> None:
    assert not is_over(WINDOW, sent(desk, START), read_at, vendor_time)


def test_one_that_was_sent_with_a_clock_behind_is_waited_for_as_long(desk: Desk) -> None:
    intent = sent(desk, START + AN_HOUR)
    assert not is_over(WINDOW, intent, START + AN_HOUR, START + AN_HOUR + timedelta(seconds=1))


def test_where_the_vendor_did_not_tell_its_time_at_the_send_it_is_never_over(desk: Desk) -> None:
    assert not is_over(WINDOW, sent(desk, None), LATER, LATER)


def test_a_date_may_have_lost_a_part_of_a_second_at_either_end(desk: Desk) -> None:
    assert is_over(WINDOW, sent(desk, START), LATER, LATER - timedelta(seconds=1))


@pytest.mark.parametrize("waits", [(), (0,), (0, 1, 2)])
def test_however_short_the_waits_silence_is_no_proof_while_it_may_still_be_carried_out(waits: tuple[int, ...]) -> None:
    assert readings(waits) == (*waits, 300)


def test_waits_that_are_long_enough_stay_as_they_are() -> None:
    assert readings((0, 30, 120, 300)) == (0, 30, 120, 300)
