"""The filters of the activity page: in its address and back, and as the journal is asked."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pages.components.activity_filters import Filters, When, filters_of
from pages.components.wording.activity import Ending
from promo_data.actions import State
from promo_data.actions.search import Search
from promo_data.vocabulary import Action

NOW = datetime(2026, 3, 10, 20, 0, tzinfo=UTC)
KOLKATA = ZoneInfo("Asia/Kolkata")
FULL = Filters(
    endings=(Ending.UNKNOWN, Ending.CONFLICT),
    person="meera",
    org_id=50405,
    action=Action.REVOKE_ENROL,
    when=When.BETWEEN,
    since=date(2026, 3, 1),
    until=date(2026, 3, 9),
)


@pytest.mark.parametrize(
    "filters", [Filters(), FULL, Filters(when=When.WEEK), Filters(when=When.BETWEEN, since=date(2026, 3, 1))]
)
def test_an_address_gives_back_the_filters_it_was_made_of(filters: Filters) -> None:
    assert filters_of(filters.parameters) == filters


def test_nothing_filtered_leaves_the_address_bare() -> None:
    assert Filters().parameters == {}


def test_an_address_is_readable() -> None:
    assert FULL.parameters == {
        "outcome": "unknown.conflict",
        "who": "meera",
        "org": "50405",
        "action": "revoke_enrol",
        "when": "between",
        "from": "2026-03-01",
        "to": "2026-03-09",
    }


@pytest.mark.parametrize(
    "parameters",
    [
        {"outcome": "nonsense"},
        {"org": "brand"},
        {"action": "delete"},
        {"when": "yesterday"},
        {"when": "between", "from": "2026-13-01"},
        {"when": "between", "from": "0001-01-01"},
        {"when": "between", "from": "1999-12-31"},
        {"customer": "18767431754"},
    ],
)
def test_what_is_not_a_filter_is_passed_over(parameters: dict[str, str]) -> None:
    found = filters_of(parameters)
    assert (found.endings, found.person, found.org_id, found.action, found.since) == ((), None, None, None, None)


def test_under_way_is_both_of_the_journals_states() -> None:
    assert set(Filters(endings=(Ending.UNDER_WAY,)).search(NOW, KOLKATA).states) == {State.PREPARED, State.SENT}


def test_every_state_of_the_journal_belongs_to_one_ending() -> None:
    assert sorted(state for ending in Ending for state in ending.states) == sorted(State)


def test_without_filters_everything_is_asked_for() -> None:
    assert Filters().search(NOW, KOLKATA) == Search()


@pytest.mark.parametrize(("when", "day"), [(When.TODAY, 11), (When.WEEK, 5)])
def test_days_begin_in_the_zone_of_the_page(when: When, day: int) -> None:
    search = Filters(when=when).search(NOW, KOLKATA)  # 01:30 on the 11th there
    assert (search.since, search.until) == (datetime(2026, 3, day, tzinfo=KOLKATA), None)


def test_both_days_of_a_range_are_in_it() -> None:
    search = FULL.search(NOW, KOLKATA)
    assert search.since == datetime(2026, 3, 1, tzinfo=KOLKATA)
    assert search.until == datetime(2026, 3, 10, tzinfo=KOLKATA)


@pytest.mark.parametrize("day", ["9999-12-31", "2100-01-01", "0001-01-01"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_day_at_the_end_of_the_calendar_is_passed_over(name: str, day: str) -> None:
    found = filters_of({"when": "between", name: day})
    assert (found.since, found.until) == (None, None)
    assert found.search(NOW, KOLKATA) == Search()


def test_the_last_day_that_can_be_asked_for_can_be_told_in_every_zone() -> None:
    search = filters_of({"when": "between", "to": "2099-12-31"}).search(NOW, ZoneInfo("Pacific/Kiritimati"))
    assert search.until is not None
    assert search.until.astimezone(UTC) == datetime(2099, 12, 31, 10, tzinfo=UTC)


def test_person_org_and_action_are_asked_for_as_given() -> None:
    search = FULL.search(NOW, KOLKATA)
    assert (search.person, search.org_id, search.action) == ("meera", 50405, Action.REVOKE_ENROL)
