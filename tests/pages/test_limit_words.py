"""Limits in words: the six states are told apart without colour."""

from typing import Any

import pytest

from pages.components.wording.limits import limit_name, marked, marked_in_short, stage_title, used_of


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
    return row | {"limit_on": "CUSTOMER", "period": None, "kpi": "NUMBER_OF_EARNS"} | given


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
        ({"state": "open", "cap": 1.0, "used": 0.0, "headroom": 1.0}, "● 1 of 1 issue left"),
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


def test_a_limit_that_counts_something_unknown_keeps_the_vendors_name() -> None:
    assert limit_name(_limit(measure="unknown", kpi="MAX_MOONS", limit_on=None), None) == "MAX_MOONS"


@pytest.mark.parametrize(
    ("used", "cap", "words"), [(4, 5, "4 of 5"), (4, None, "4"), (4, -1, "4"), (0, 5, "0 of 5"), (None, 5, "not given")]
)
def test_usage_without_a_cap_is_a_bare_figure(used: float | None, cap: float | None, words: str) -> None:
    assert used_of(used, cap) == words


def test_beside_its_name_a_limit_needs_no_unit() -> None:
    assert marked_in_short(_limit()) == "◐ 1 of 5 left"


def test_alternate_currencies_among_the_points_are_named() -> None:
    limit = _limit(measure="points", unit="points and alternate currencies")
    assert limit_name(limit, "GENERIC") == "Points and alternate currencies, this customer"
