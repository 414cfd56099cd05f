"""A customer's enrolments and issues as the rows of the figure: begin, expiry and benefit in words."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pages.components.history import timeline_events

NOW = datetime(2026, 9, 18, 12, tzinfo=UTC)
KOLKATA = ZoneInfo("Asia/Kolkata")


def day(number: int) -> datetime:
    return datetime(2026, 9, number, tzinfo=UTC)


def enrolment(begun: datetime | None, expires: datetime | None, *issues: dict[str, Any]) -> dict[str, Any]:
    return {"enrolment_id": "1", "enrolled_at": begun, "expires_at": expires, "issues": list(issues)}


def issue(begun: datetime | None, expires: datetime | None, redeemed: float | None) -> dict[str, Any]:
    return {"issue_id": "2", "issued_at": begun, "expires_at": expires, "redeemed": redeemed}


def told(
    *timeline: dict[str, Any], promotion_type: str = "LOYALTY_EARNING", zone: ZoneInfo = KOLKATA
) -> list[list[str]]:
    events = timeline_events(timeline, promotion_type, zone, NOW)
    return events[["begun", "expires", "benefit"]].to_numpy().tolist()


def test_the_oldest_enrolment_comes_first_and_its_issues_after_it() -> None:
    older = enrolment(day(1), day(10), issue(day(2), day(10), 1))
    assert [begun for begun, *_ in told(enrolment(day(12), day(30)), older)] == [
        "Enrolled 1 Sep 2026, 05:30",
        "Issued 2 Sep 2026, 05:30",
        "Enrolled 12 Sep 2026, 05:30",
    ]


def test_an_expiry_says_when_and_how_far_away_it_is() -> None:
    assert [expires for _, expires, _ in told(enrolment(day(1), day(10)), enrolment(day(12), day(30)))] == [
        "expired 10 Sep 2026, 05:30, 8 days ago",
        "expires 30 Sep 2026, 05:30, in 11 days",
    ]


@pytest.mark.parametrize(
    ("redeemed", "words"),
    [
        (0, "no benefit yet"),
        (1, "1 benefit"),
        (3, "3 benefits"),
        (None, "benefits not given"),
        (float("nan"), "benefits not given"),
    ],
)
def test_an_issue_says_whether_it_brought_a_benefit(redeemed: float | None, words: str) -> None:
    assert told(enrolment(day(1), None, issue(day(2), None, redeemed)))[1][2] == words


def test_what_was_not_given_is_said_to_be_missing() -> None:
    assert told(enrolment(None, None)) == [["Enrolled at a time not given", "expiry not given", ""]]


def test_a_directly_issued_promotion_shows_its_issues_and_no_automatic_enrolments() -> None:
    automatic = enrolment(day(1), day(30), issue(day(1), day(30), 0))
    assert [begun for begun, *_ in told(automatic, promotion_type="LOYALTY")] == ["Issued 1 Sep 2026, 05:30"]


def test_an_enrolment_that_was_never_issued_on_is_shown_whatever_the_type() -> None:
    assert len(told(enrolment(day(1), day(30)), promotion_type="LOYALTY")) == 1


def test_times_are_in_the_zone_to_be_shown() -> None:
    events = timeline_events([enrolment(day(1), day(10))], "LOYALTY_EARNING", KOLKATA, NOW)
    assert events["at"].iloc[0].utcoffset() == timedelta(hours=5, minutes=30)


def test_an_expiry_at_the_end_of_the_calendar_is_told_and_drawn_in_any_zone() -> None:
    never = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    (row,) = told(enrolment(day(1), never))
    assert row[1].startswith("does not expire (given as 31 Dec 9999, 23:59")
