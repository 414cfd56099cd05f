from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from promo_data.actions import Intent, next_read, unknown_for
from promo_data.actions.schedule import due_at
from tests.unit.actions.journals import LOST, Desk

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
USUAL = (0, 30, 120, 300)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MANY = 24


def after(seconds: float, waits: tuple[int, ...] = USUAL, reads: int = MANY) -> float | None:
    """In how many seconds since it is UNKNOWN it is read next, after a reading at that second."""
    found = next_read(timedelta(seconds=seconds), reads, NOW, waits)
    return None if found is None else seconds + (found - NOW).total_seconds()


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[Intent]:
    """An intent whose answer was lost just now, by our clock and the vendor's."""
    desk = Desk(tmp_path)
    yield replace(desk.ended(LOST), ended_at=NOW, vendor_sent_at=NOW)
    desk.journal.close()


@pytest.mark.parametrize(("read_at", "next_at"), [(0, 30), (7, 30), (30, 120), (119.9, 120), (120, 300)])
def test_it_is_read_after_each_of_the_waits(read_at: float, next_at: float) -> None:
    assert after(read_at) == next_at


def test_the_order_of_the_waits_does_not_matter() -> None:
    assert after(31, (300, 0, 120, 30)) == 120


def test_a_wait_that_was_slept_through_is_left_out() -> None:
    assert after(150) == 300


@pytest.mark.parametrize(("read_at", "next_at"), [(300, 600), (600, 1200), (7200, 10_800)])
def test_who_could_not_be_read_is_tried_more_and_more_rarely_and_at_least_every_hour(
    read_at: float, next_at: float
) -> None:
    assert after(read_at) == next_at


def test_short_waits_do_not_make_it_restless() -> None:
    assert after(2, (0, 1, 2)) == 62
    assert after(0, ()) == 60


def test_after_a_day_only_a_person_can_tell() -> None:
    assert after(timedelta(hours=23, minutes=30).total_seconds()) is None


def test_a_day_that_went_by_with_few_readings_does_not_end_them() -> None:
    assert after(2 * DAY.total_seconds(), reads=MANY - 1) == 2 * DAY.total_seconds() + 3600


def test_all_readings_of_a_day_are_few() -> None:
    reads, at = 0, 0.0
    while (following := after(at, reads=reads)) is not None:
        reads, at = reads + 1, following
    assert MANY < reads < 40


@pytest.mark.parametrize(
    ("ours", "vendors", "expected"),
    [
        pytest.param(30, 32, 30, id="both agree but for the send"),
        pytest.param(2 * 86_400, 32, 32, id="ours was put ahead by two days"),
        pytest.param(30, 2 * 86_400, 30, id="the vendor's was put ahead by two days"),
        pytest.param(-86_400, 32, 0, id="ours was put back"),
        pytest.param(30, None, 30, id="the vendor does not tell its time"),
    ],
)
def test_a_clock_that_is_set_is_not_taken_for_time_that_passed(
    lost: Intent, ours: float, vendors: float | None, expected: float
) -> None:
    vendor_time = None if vendors is None else NOW + timedelta(seconds=vendors)
    assert unknown_for(lost, NOW + timedelta(seconds=ours), vendor_time) == timedelta(seconds=expected)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [(timedelta(minutes=5), timedelta(minutes=5)), (HOUR, HOUR), (2 * DAY, timedelta(0))],
)
def test_what_is_planned_too_far_ahead_was_planned_by_another_time_and_is_due(
    ahead: timedelta, expected: timedelta
) -> None:
    assert due_at(NOW + ahead, NOW, USUAL) == NOW + expected


def test_a_long_wait_that_somebody_set_is_not_too_far_ahead() -> None:
    assert due_at(NOW + DAY, NOW, (0, 86_400)) == NOW + DAY
