"""The bars of a promotion's limits: drawn from the frame alone, the six states told apart without colour."""

from typing import Any

import pandas as pd
import pytest

from pages.charts.limits import COLUMNS, limits_alt, limits_figure
from pages.charts.palette import DARK, LIGHT

CLEAR = "rgba(0,0,0,0)"

Row = tuple[str, str, str, str, str, float | None]


def _limits(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"share_used": "float64"})


NEAR: Row = ("Issuing", "Issues for this customer", "◐ 1 left", "4 of 5 issues used", "near", 0.8)
UNKNOWN: Row = (
    "Issuing",
    "Issues for all customers together",
    "? contradicted",
    "1 of 9 issues reported as used",
    "unknown",
    None,
)
CEILING: Row = ("The benefit", "Points for one activity", "⌃ at most 150", "", "cap_only", None)
OVER: Row = ("The benefit", "Benefits", "○ over by 1", "3 of 2 benefits used", "over", 1.5)


def _bars(*rows: Row) -> dict[str, Any]:
    """The bars over their tracks, each property with one value a bar."""
    _, drawn = limits_figure(_limits(*rows), LIGHT).to_dict()["data"]
    bars: dict[str, Any] = drawn
    return bars


def _texts(*rows: Row) -> list[str]:
    return [note["text"] for note in limits_figure(_limits(*rows), LIGHT).to_dict()["layout"]["annotations"]]


def test_a_bar_is_as_long_as_the_share_used() -> None:
    assert list(_bars(NEAR, CEILING)["x"]) == [0.8, 1.0]


def test_a_bar_has_the_colour_of_its_state() -> None:
    assert list(_bars(NEAR, OVER)["marker"]["color"]) == [LIGHT.states["near"], LIGHT.states["over"]]


def test_what_cannot_be_told_is_hatched_over_its_whole_track() -> None:
    bars = _bars(NEAR, UNKNOWN)
    assert list(bars["x"]) == [0.8, 1.0]
    assert list(bars["marker"]["pattern"]["shape"]) == ["", "/"]
    assert bars["marker"]["color"][1] == CLEAR


def test_a_ceiling_is_an_outline() -> None:
    marker = _bars(NEAR, CEILING)["marker"]
    assert list(marker["line"]["width"]) == [0, 1.5]
    assert marker["line"]["color"][1] == LIGHT.states["cap_only"]
    assert marker["color"][1] == CLEAR


def test_more_than_allowed_stays_within_the_track() -> None:
    assert list(_bars(OVER)["x"]) == [1.0]


def test_each_group_has_its_heading_once() -> None:
    texts = _texts(NEAR, UNKNOWN, CEILING)
    assert [text for text in texts if text.startswith("<b>")] == ["<b>Issuing</b>", "<b>The benefit</b>"]


def test_the_words_of_a_limit_stand_beside_its_bar_and_what_is_used_below_it() -> None:
    texts = _texts(NEAR)
    assert texts[1:] == [NEAR[1], NEAR[2], NEAR[3]]


def test_text_from_outside_is_neither_tag_nor_formula() -> None:
    hostile: Row = ("Issuing", "<a href='x'>y</a> $z$", "<b>w</b>", "<i>v</i>", "near", 0.5)
    drawn = str(limits_figure(_limits(hostile), LIGHT).to_dict())
    assert "<a" not in drawn
    assert "<b>w" not in drawn
    assert "<i>" not in drawn
    assert "$" not in drawn


@pytest.mark.parametrize("state", ["open", "near", "exhausted", "over", "no_limit", "cap_only", "unknown"])
def test_every_state_has_a_colour_in_both_looks(state: str) -> None:
    assert LIGHT.states[state] != DARK.states[state]


def test_the_alternative_names_the_limit_most_used() -> None:
    assert limits_alt(_limits(CEILING, NEAR)) == (
        "2 limits; most used is Issues for this customer: 4 of 5 issues used, ◐ 1 left"
    )


def test_the_alternative_says_so_where_nothing_is_used_up() -> None:
    assert limits_alt(_limits(CEILING)) == "1 limit, none of which is used up bit by bit"


def test_the_alternative_says_so_where_there_is_nothing() -> None:
    assert limits_alt(_limits()) == "No limits were given"
