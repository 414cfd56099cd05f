import pytest

from promo_data.transport.pace import Pace

MINUTE = 60.0


def test_at_first_the_whole_rate_is_used() -> None:
    assert Pace().share_at(0, MINUTE) == 1.0
    assert Pace().closed_for(0, MINUTE) == 0.0


def test_it_is_lowered_by_three_tenths() -> None:
    assert Pace().slower(100, MINUTE, 0).share_at(100, MINUTE) == 0.7


@pytest.mark.parametrize(("seconds", "share"), [(0, 0.7), (30, 0.75), (60, 0.8), (180, 1.0), (10_000, 1.0)])
def test_it_rises_by_a_tenth_a_minute(seconds: float, share: float) -> None:
    assert Pace().slower(100, MINUTE, 0).share_at(100 + seconds, MINUTE) == pytest.approx(share)


def test_many_told_at_the_same_time_lower_it_once() -> None:
    pace = Pace()
    for told_at in (100, 100, 102, 104.9):
        pace = pace.slower(told_at, MINUTE, 0)
    assert pace.share_at(105, MINUTE) == pytest.approx(0.7, abs=0.01)
    assert pace.slower(105, MINUTE, 0).share_at(105, MINUTE) == pytest.approx(0.49, abs=0.01)


def test_it_is_never_lowered_to_nothing() -> None:
    pace = Pace()
    for minute in range(100):
        pace = pace.slower(10.0 * minute, MINUTE, 0)
    assert pace.share_at(990, MINUTE) == 0.05


@pytest.mark.parametrize(("later", "left"), [(0, 2.0), (1.5, 0.5), (2, 0.0), (100, 0.0)])
def test_nothing_goes_for_as_long_as_the_vendor_asks(later: float, left: float) -> None:
    assert Pace().slower(100, MINUTE, 2).closed_for(100 + later, MINUTE) == left


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    assert Pace().slower(100, MINUTE, 30).slower(101, MINUTE, 2).closed_for(101, MINUTE) == 29


def test_what_was_written_before_the_machine_started_is_void() -> None:
    before = Pace().slower(50_000, MINUTE, 30)
    assert before.share_at(10, MINUTE) == 1.0
    assert before.closed_for(10, MINUTE) == 0.0
    assert before.slower(10, MINUTE, 0).share_at(10, MINUTE) == 0.7
