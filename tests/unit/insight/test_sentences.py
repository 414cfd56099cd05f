"""Limits and dates in words an agent can read out."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from promo_data.insight.facts import Limit
from promo_data.insight.sentences import moment, number, undecidable, unit, used_up


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (5.0, "5"),
        (1250.0, "1,250"),
        (12.5, "12.5"),
        (4990.125, "4,990.125"),
        (1_000_000.0, "1,000,000"),
        (2.3 - 0.3, "2"),
    ],
)
def test_a_number_has_decimals_only_where_there_are_any(value: float, text: str) -> None:
    assert number(value) == text


def test_a_moment_says_its_time_zone() -> None:
    assert moment(datetime(2026, 9, 3, 23, 59, 59, tzinfo=UTC)) == "3 Sep 2026, 23:59 UTC"


@pytest.mark.parametrize("kind", [datetime, pd.Timestamp])
@pytest.mark.parametrize(
    ("at", "zone", "text"),
    [
        ("9999-12-31T23:59:59+00:00", "Asia/Kolkata", "31 Dec 9999, 23:59 UTC"),
        ("9999-12-31T23:59:59+00:00", "America/New_York", "31 Dec 9999, 18:59 EST"),
        ("2026-09-03T23:59:59+00:00", "Asia/Kolkata", "4 Sep 2026, 05:29 IST"),
    ],
)
def test_a_moment_that_a_zone_puts_beyond_the_calendar_is_told_in_utc(
    kind: type[datetime], at: str, zone: str, text: str
) -> None:
    assert moment(kind.fromisoformat(at), ZoneInfo(zone)) == text


@pytest.mark.parametrize(
    ("measure", "promotion_type", "words"),
    [
        ("times", "GENERIC", "benefits"),
        ("points", "GENERIC", "points"),
        ("issuals", "LOYALTY_EARNING", "enrolments"),
        ("issuals", "LOYALTY", "issues"),
        ("earns", "LOYALTY_EARNING", "issues"),
        ("redemptions_per_earn", "LOYALTY", "benefits per issue"),
        ("unknown", "GENERIC", "uses"),
        ("surprises", None, "uses"),
    ],
)
def test_what_a_limit_counts_follows_the_words_of_the_type(
    measure: str, promotion_type: str | None, words: str
) -> None:
    assert unit(measure, promotion_type) == words


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            Limit("earn", "earns", "CUSTOMER", None, None, 3.0, 3.0, "exhausted"),
            "The customer has used all 3 issues.",
        ),
        (
            Limit("redemption", "points", "CUSTOMER", None, None, 1000.0, 1200.5, "over"),
            "The customer has used 1,200.5 of 1,000 points, which is more than allowed.",
        ),
        (
            Limit("redemption", "times", "CUSTOMER", "WEEKLY", "MOVING_WINDOW", 3.0, 3.0, "exhausted"),
            "The customer has used all 3 benefits allowed a week.",
        ),
        (
            Limit("redemption", "points", "PROMOTION", None, None, 5000.0, 5000.0, "exhausted"),
            "All customers together have used all 5,000 points.",
        ),
        (
            Limit("redemption", "times", "CUSTOMER", "YEARLY", "MOVING_WINDOW", 3.0, 3.0, "exhausted"),
            "The customer has used all 3 benefits allowed per “YEARLY”.",
        ),
        (
            Limit("redemption", "times", "CUSTOMER", None, "PERIOD_BASED", 3.0, 3.0, "exhausted"),
            "The customer has used all 3 benefits allowed within a period.",
        ),
    ],
)
def test_a_used_up_limit_says_its_figures(given: Limit, sentence: str) -> None:
    assert used_up(given, "LOYALTY_EARNING") == sentence


def test_a_limit_that_cannot_be_told_says_what_is_not_known() -> None:
    given = Limit("issual", "issuals", "CUSTOMER", None, None, 5.0, None, "unknown")

    assert undecidable(given, "LOYALTY") == "How many issues are left cannot be told from the vendor's answer."


def test_a_time_is_told_in_the_zone_that_people_read_times_in() -> None:
    at = datetime(2026, 9, 30, 18, 29, tzinfo=UTC)

    assert moment(at) == "30 Sep 2026, 18:29 UTC"
    assert moment(at, ZoneInfo("Asia/Kolkata")) == "30 Sep 2026, 23:59 IST"
