"""Numbers, shares and times as people read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from pages.components.formats import (
    clock,
    counted,
    distance,
    exact,
    has_no_end,
    is_absent,
    moment,
    number,
    share,
    whole_percent,
)

NOW = datetime(2026, 9, 18, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1250, "1,250"),
        (12.5, "12.5"),
        (1234.567, "1,234.567"),
        (None, "not given"),
        (float("nan"), "not given"),
    ],
)
def test_numbers_keep_the_decimals_they_have(value: float | None, shown: str) -> None:
    assert number(value) == shown


@pytest.mark.parametrize("absent", [None, float("nan"), pd.NA, pd.NaT])
def test_every_kind_of_absent_is_absent(absent: object) -> None:
    assert is_absent(absent)


@pytest.mark.parametrize("given", [0, "", False, 0.0])
def test_zero_and_empty_are_not_absent(given: object) -> None:
    assert not is_absent(given)


@pytest.mark.parametrize(
    ("part", "shown"), [(0, "0 %"), (0.001, "<1 %"), (0.5, "50 %"), (0.999, ">99 %"), (1, "100 %"), (1.2, "120 %")]
)
def test_shares_never_round_to_none_or_all(part: float, shown: str) -> None:
    assert share(part) == shown


def test_moments_are_in_the_zone_of_the_page() -> None:
    at = datetime(2026, 9, 30, 18, 29, tzinfo=UTC)
    assert moment(at, ZoneInfo("Asia/Kolkata")) == "30 Sep 2026, 23:59"
    assert clock(at, ZoneInfo("Asia/Kolkata")) == "23:59"


def test_the_exact_time_is_in_utc() -> None:
    assert exact(datetime(2026, 9, 30, 23, 59, tzinfo=ZoneInfo("Asia/Kolkata"))) == "2026-09-30 18:29:00 UTC"


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(days=12, hours=3), "in 12 days"),
        (timedelta(days=-3), "3 days ago"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(hours=47), "in 47 hours"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(seconds=20), "now"),
        (timedelta(days=800), "in 2 years"),
    ],
)
def test_distances_are_in_the_largest_whole_unit(away: timedelta, words: str) -> None:
    assert distance(NOW + away, NOW) == words


@pytest.mark.parametrize(
    ("ends_at", "is_none"),
    [
        (None, False),
        (datetime(2099, 12, 31, tzinfo=UTC), False),
        (datetime(2126, 8, 1, tzinfo=UTC), False),
        (datetime(2127, 1, 1, tzinfo=UTC), True),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), True),
    ],
)
def test_an_end_more_than_a_lifetime_away_stands_for_none(ends_at: datetime | None, *, is_none: bool) -> None:
    assert has_no_end(ends_at, NOW) is is_none


def test_one_is_not_many() -> None:
    assert (counted(1, "limit"), counted(2, "limit"), counted(1200, "limit")) == ("1 limit", "2 limits", "1,200 limits")


@pytest.mark.parametrize(("part", "percent"), [(0, 0), (0.001, 1), (0.5, 50), (0.999, 99), (1, 100), (1.5, 150)])
def test_a_bars_label_says_neither_none_nor_all_where_that_is_not_so(part: float, percent: int) -> None:
    assert whole_percent(part) == percent
