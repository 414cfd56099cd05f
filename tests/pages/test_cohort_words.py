"""What the cohorts page says of counts, time, progress and limits."""

import pytest

from pages.components.cohort.headroom import apart_words, bin_rows
from pages.components.cohort.people import binding_words
from pages.components.cohort.progress import progress_words
from pages.components.wording.cohorts import sum_words, time_words
from pages.components.wording.snapshots import pairs_words, reasons_words
from promo_data.cohort.pull import Progress
from promo_data.frames.records import Record

LIMIT = {
    "state": "near",
    "type": "LOYALTY",
    "measure": "earns",
    "unit": "earns",
    "limit_on": "CUSTOMER",
    "cap": 5.0,
    "used": 4.0,
    "headroom": 1.0,
}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (3, "under a minute"),
        (100, "about 2 minutes"),
        (5_400, "about 1.5 hours"),
        (12_600, "about 3.5 hours"),
        (200_000, "about 2 days"),
    ],
)
def test_time_is_told_as_exactly_as_it_is_known(seconds: float, said: str) -> None:
    assert time_words(seconds) == said


def test_rows_are_told_apart() -> None:
    assert sum_words(11_800, 134, 100) == "12,034 rows: **11,800 to ask**, 134 duplicates, 100 cannot be asked"
    assert sum_words(1, 0, 0) == "1 row: **1 to ask**"


def test_progress_tells_rate_and_remaining_time() -> None:
    share, said = progress_words(Progress(10_000, 1_200, 12, 3.21, 2_741.4))
    assert share == 0.12
    assert said == "1,200 of 10,000 customers · 12 failed · 3.2 a second · about 46 minutes left"


def test_progress_says_nothing_before_it_began() -> None:
    assert progress_words(None) == (0.0, " ")


def test_progress_promises_no_time_while_nothing_is_known() -> None:
    assert progress_words(Progress(10, 0, 0, 0.0, None))[1] == "0 of 10 customers"


def test_the_most_frequent_reasons_are_named_and_the_others_counted() -> None:
    reasons = {"a.": 9, "b.": 4, "c.": 3, "d.": 2, "e.": 1, "f.": 1}
    assert reasons_words(reasons) == "9 × a; 4 × b; 3 × c; 2 × d; 2 otherwise"


def test_rows_are_told_where_a_customer_stands_more_than_once() -> None:
    assert pairs_words(3, 3) == "3 customers"
    assert pairs_words(5, 3) == "3 customers, 5 rows"


def test_a_limit_is_told_as_on_the_customers_page() -> None:
    assert binding_words(LIMIT) == "◐ 1 of 5 issues left"


@pytest.mark.parametrize(("state", "said"), [("no_limit", "∞ no limit"), ("unknown", "? not known")])
def test_without_a_limit_that_binds_the_state_is_told(state: str, said: str) -> None:
    assert binding_words(LIMIT | {"state": state, "cap": None, "used": None, "headroom": None}) == said


def test_bins_are_told_by_their_ends() -> None:
    rows: list[Record] = [
        {"lowest": 0.0, "highest": 0.0, "state": None, "customers": 4},
        {"lowest": 0.0, "highest": 37.46, "state": None, "customers": 5},
        {"lowest": None, "highest": None, "state": "unknown", "customers": 3},
        {"lowest": None, "highest": None, "state": "no_limit", "customers": 0},
    ]
    bins = bin_rows(rows)
    assert bins["left"].tolist() == ["0", "0–37.5"]
    assert bins["state"].tolist() == ["exhausted", "open"]
    assert apart_words(rows) == "3 not known"
