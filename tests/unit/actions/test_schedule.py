from datetime import UTC, datetime, timedelta

import pytest

from promo_data.actions import next_read

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
USUAL = (0, 30, 120, 300)


def after(seconds: float, waits: tuple[int, ...] = USUAL) -> float | None:
    """In how many seconds since it is UNKNOWN it is read next, after a reading at that second."""
    found = next_read(SINCE, SINCE + timedelta(seconds=seconds), waits)
    return None if found is None else (found - SINCE).total_seconds()


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


def test_a_clock_that_was_put_back_makes_the_next_reading_no_earlier_than_the_first() -> None:
    assert after(-3600) == 0


def test_all_readings_of_a_day_are_few() -> None:
    reads, at = 0, 0.0
    while (following := after(at)) is not None:
        reads, at = reads + 1, following
    assert reads < 40
