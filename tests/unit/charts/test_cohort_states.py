"""How the customers of each promotion stand: one bar a promotion, the six states told apart without colour."""

from typing import Any

import pandas as pd
import pytest

from pages.charts.cohort_states import COLUMNS, STATES, states_alt, states_figure
from pages.charts.palette import DARK, LIGHT, Palette

WORDS = {state: state.replace("_", " ") for state in STATES}


def _rows(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


SPRING = ("1.2.3", "Spring double", "Larkhill · 60 customers", 10, 20, 30, 0, 0, 0)
RAFFLE = (".2.4", "Raffle", "Merrowfield · 9 customers", 0, 0, 0, 2, 3, 4)


def _traces(*rows: tuple[object, ...]) -> dict[str, dict[str, Any]]:
    figure = states_figure(_rows(*rows), WORDS, LIGHT).to_dict()
    return {trace["name"]: trace for trace in figure["data"]}


def test_each_state_that_occurs_is_a_piece_of_the_bars() -> None:
    traces = _traces(SPRING, RAFFLE)
    assert list(traces) == list(WORDS.values())
    assert list(traces["near"]["x"]) == [20, 0]


def test_a_state_that_nobody_is_in_has_no_piece() -> None:
    assert list(_traces(SPRING)) == ["exhausted", "near", "open"]


def test_a_piece_says_whose_customers_it_is() -> None:
    assert list(_traces(SPRING, RAFFLE)["near"]["customdata"][1]) == [".2.4", "near"]


def test_the_unknown_is_hatched_and_a_ceiling_an_outline() -> None:
    traces = _traces(RAFFLE)
    assert traces["unknown"]["marker"]["pattern"]["shape"] == "/"
    assert traces["cap only"]["marker"]["color"] == "rgba(0,0,0,0)"
    assert traces["cap only"]["marker"]["line"]["width"] > 0


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_colours_are_those_of_the_look(palette: Palette) -> None:
    figure = states_figure(_rows(SPRING), WORDS, palette).to_dict()
    assert figure["data"][1]["marker"]["color"] == palette.states["near"]


def test_text_from_outside_is_no_markup() -> None:
    hostile = ("1.2.3", "<b>$x$</b>", "", 1, 0, 0, 0, 0, 0)
    texts = [note["text"] for note in states_figure(_rows(hostile), WORDS, LIGHT).to_dict()["layout"]["annotations"]]
    assert "&lt;b&gt;&#36;x&#36;&lt;/b&gt;" in texts


def test_the_alternative_text_names_the_worst() -> None:
    said = states_alt(_rows(RAFFLE, SPRING), WORDS)
    assert said == "2 promotions; most customers with it exhausted has Spring double: 10"


def test_where_nothing_is_used_up_the_text_says_that() -> None:
    assert states_alt(_rows(RAFFLE), WORDS) == "1 promotion; no customer has anything exhausted"
    assert states_alt(_rows(), WORDS) == "No promotion"
