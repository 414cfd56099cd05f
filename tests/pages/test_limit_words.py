"""Limits in words: the six states are told apart without colour."""

from typing import Any

import pytest

from pages.components.wording.limit_names import is_spelled_by_vendor, limit_name, limits_in_text, reach, stage_title
from pages.components.wording.limits import left_words, marked, used_of, used_words
from tests.factories import Json, cases


def _limit(**given: object) -> dict[str, Any]:
    row: dict[str, Any] = {
        "measure": "earns",
        "cap": 5.0,
        "used": 4.0,
        "headroom": 1.0,
        "state": "near",
        "unknown_reason": None,
        "unit": None,
    }
    return row | {"limit_on": "CUSTOMER", "period": None, "window": None, "kpi": "NUMBER_OF_EARNS"} | given


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"state": "open", "used": 3.0, "headroom": 2.0}, "● 2 of 5 issues left"),
        ({}, "◐ 1 of 5 issues left"),
        ({"state": "exhausted"}, "○ none of 5 issues left"),
        ({"state": "over", "used": 6.0}, "○ over by 1 issue"),
        ({"state": "no_limit"}, "∞ no limit"),
        ({"state": "cap_only", "measure": "points", "cap": 150.0}, "⌃ at most 150 points per activity"),
        ({"state": "unknown", "unknown_reason": "not_given"}, "? not given by the API"),
        ({"state": "unknown", "unknown_reason": "contradicted"}, "? contradicted"),
        ({"state": "unknown", "unknown_reason": "mixed_units"}, "? used in mixed units"),
        ({"state": "open", "cap": 1.0, "used": 0.0, "headroom": 1.0}, "● 1 issue left"),
        ({"state": "open", "used": 0.0, "headroom": 5.0}, "● all 5 issues left"),
        ({"state": "open", "used": 0.0, "headroom": 5.0, "limit_on": "PROMOTION"}, "● at most 5 of 5 issues left"),
        ({"measure": "points", "cap": 1000.0, "headroom": 12.5}, "◐ 12.5 of 1,000 points left"),
    ],
)
def test_each_state_has_its_mark_and_words(given: dict[str, Any], words: str) -> None:
    assert marked(_limit(**given), "LOYALTY_EARNING") == words


def test_an_issual_of_a_directly_issued_promotion_is_an_issue() -> None:
    assert marked(_limit(measure="issuals"), "LOYALTY") == "◐ 1 of 5 issues left"
    assert stage_title("issual", "LOYALTY") == "Issuing"


def test_a_limit_is_named_by_what_it_counts_for_whom_and_in_which_period() -> None:
    assert limit_name(_limit(period="WEEKLY"), "LOYALTY_EARNING") == "Issues, this customer, a week"


def test_a_limit_over_a_period_that_is_not_given_is_none_over_the_whole_promotion() -> None:
    limit = _limit(window="PERIOD_BASED")
    assert limit_name(limit, "LOYALTY_EARNING") == "Issues, this customer, in a period not given"
    assert limits_in_text([limit], "LOYALTY_EARNING") == "issues for this customer in a period not given"
    assert reach(limit) == " in a period not given"


@pytest.mark.parametrize(
    ("given", "reached"),
    [
        ({}, ""),
        ({"period": "WEEKLY"}, " this week"),
        ({"period": "LUNAR"}, " per LUNAR"),
        ({"limit_on": "PROMOTION", "period": "DAILY"}, " today overall"),
    ],
)
def test_a_figure_says_over_which_time_and_for_whom_where_that_is_not_this_customers_whole_promotion(
    given: dict[str, Any], reached: str
) -> None:
    assert reach(_limit(**given)) == reached


def test_a_limit_that_counts_something_unknown_keeps_the_vendors_name() -> None:
    assert limit_name(_limit(measure="unknown", kpi="MAX_MOONS", limit_on=None), None) == "“MAX_MOONS”"


@pytest.mark.parametrize(
    ("given", "name"),
    [({"limit_on": "GALAXY"}, "Issues, “GALAXY”"), ({"period": "LUNAR"}, "Issues, this customer, per “LUNAR”")],
)
def test_a_word_of_the_vendors_that_is_not_known_is_marked_as_such(given: dict[str, Any], name: str) -> None:
    assert limit_name(_limit(**given), None) == name
    assert is_spelled_by_vendor(_limit(**given))
    assert not is_spelled_by_vendor(_limit(period="WEEKLY"))


def test_several_limits_read_within_a_sentence_each_named_once() -> None:
    limits = [_limit(measure="points", limit_on="EVENT"), _limit(period="WEEKLY"), _limit(period="WEEKLY")]
    assert limits_in_text(limits, "LOYALTY_EARNING") == "points for one activity, issues for this customer a week"


@pytest.mark.parametrize(
    ("used", "cap", "words"), [(4, 5, "4 of 5"), (4, None, "4"), (4, -1, "4"), (0, 5, "0 of 5"), (None, 5, "not given")]
)
def test_usage_without_a_cap_is_a_bare_figure(used: float | None, cap: float | None, words: str) -> None:
    assert used_of(used, cap) == words


BARS = """
 state     | used | cap  | whose     | left                    | used of it
 open      | 3    | 5    | CUSTOMER  | ● 1 left                | 3 of 5 issues used
 near      | 4    | 5    | CUSTOMER  | ◐ 1 left                | 4 of 5 issues used
 exhausted | 5    | 5    | CUSTOMER  | ○ none left             | 5 of 5 issues used
 over      | 6    | 5    | CUSTOMER  | ○ over by 1             | 6 of 5 issues used
 cap_only  |      | 150  | EVENT     | ⌃ at most 150           | issues in one activity; nothing is used up
 unknown   |      | 5    | CUSTOMER  | ? not given by the API  | 5 issues allowed
 unknown   | 1    |      | CUSTOMER  | ? not given by the API  | 1 issue used
 unknown   |      |      | CUSTOMER  | ? not given by the API  |
 unknown   | 3    | 5    | CUSTOMER  | ? not given by the API  | 3 of 5 issues reported as used
 open      | 0    | 5    | CUSTOMER  | ● 1 left                | 0 of 5 issues used
 open      | 0    | 900  | PROMOTION | ? at most 1 left        | 0 of 900 issues reported as used
 near      | 799  | 900  | PROMOTION | ◐ at most 1 left        | 799 of 900 issues reported as used
"""


@pytest.mark.parametrize("case", cases(BARS))
def test_a_bar_says_what_is_left_and_what_is_used_of_what(case: Json) -> None:
    used, cap = (float(text) if text else None for text in (case["used"], case["cap"]))
    limit = _limit(
        state=case["state"], used=used, cap=cap, limit_on=case["whose"], unknown_reason="not_given", headroom=1.0
    )

    assert left_words(limit) == case["left"]
    assert used_words(limit, "LOYALTY_EARNING") == case["used of it"]


def test_alternate_currencies_among_the_points_are_named() -> None:
    limit = _limit(measure="points", unit="points and alternate currencies")
    assert limit_name(limit, "GENERIC") == "Points and alternate currencies, this customer"
