"""How much is left of one limit: a column a bin, nothing left in the colour of what is used up."""

import pandas as pd

from pages.charts.cohort_headroom import COLUMNS, headroom_alt, headroom_figure
from pages.charts.palette import LIGHT


def _bins(*bins: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(bins, columns=COLUMNS)


BINS = _bins(("0", 7, "exhausted"), ("1", 12, "open"), ("2–4", 3, "open"))


def test_each_bin_is_a_column_in_its_order() -> None:
    (columns,) = headroom_figure(BINS, LIGHT, unit="issues").to_dict()["data"]
    assert list(columns["y"]) == [7, 12, 3]
    assert list(columns["marker"]["color"]) == [LIGHT.states["exhausted"], LIGHT.states["open"], LIGHT.states["open"]]


def test_few_columns_stay_narrow() -> None:
    layout = headroom_figure(BINS, LIGHT, unit="issues").to_dict()["layout"]
    assert list(layout["xaxis"]["range"]) == [-0.5, 9.5]


def test_forty_bins_are_not_all_named() -> None:
    many = _bins(*((str(place), 1, "open") for place in range(40)))
    axis = headroom_figure(many, LIGHT, unit="points").to_dict()["layout"]["xaxis"]
    assert len(axis["ticktext"]) == 8
    assert axis["ticktext"][1] == "5"


def test_the_alternative_text_says_how_much_most_have_left() -> None:
    assert headroom_alt(BINS, unit="issues") == "issues left for 22 customers; most, 12, have 1 left"


def test_without_a_figure_the_text_says_that() -> None:
    assert headroom_alt(_bins(), unit="issues") == "Of no customer is it known how many issues are left"
