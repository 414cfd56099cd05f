"""Exports: what a spreadsheet is given."""

import csv
import io
from datetime import UTC, datetime

import pandas as pd
import pytest

from promo_data.frames.export import csv_bytes, export_name, iso_utc

HIDDEN = ["  =1", "\u00a0=1", "\u200b=1", "\u202e=1"]
FULL_WIDTH = ["\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]
AT = datetime(2026, 9, 30, 23, 59, tzinfo=UTC)


def _read(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "%0", *FULL_WIDTH, "\t=1", "\r=1", "\n=1", "\x00=1", *HIDDEN],
)
def test_text_that_would_start_a_formula_is_marked_as_text(text: str) -> None:
    assert _read(pd.DataFrame({"name": [text]}))[1] == ["'" + text]


def test_a_heading_that_would_start_a_formula_is_marked_as_text() -> None:
    assert _read(pd.DataFrame({"=cmd": ["x"]}))[0] == ["'=cmd"]


def test_other_text_stays_as_it_is() -> None:
    words = ["Weekend double, 2×", 'the "best"', "a-b", "50 %", ""]
    assert [row[0] for row in _read(pd.DataFrame({"name": words, "n": range(5)}))[1:]] == words


def test_numbers_stay_numbers_and_absent_is_not_zero() -> None:
    frame = pd.DataFrame({"count": pd.array([-5, 0, None], dtype="Int64"), "x": ["a", "b", "c"]})
    assert [row[0] for row in _read(frame)[1:]] == ["-5", "0", ""]


def test_times_are_iso_8601_in_utc() -> None:
    local = pd.Series([AT, None], dtype="datetime64[us, UTC]").dt.tz_convert("Asia/Kolkata")
    assert [row[0] for row in _read(pd.DataFrame({"at": local, "x": ["a", "b"]}))[1:]] == ["2026-09-30T23:59:00Z", ""]


def test_a_year_has_four_digits() -> None:
    assert iso_utc(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"
    assert _read(pd.DataFrame({"at": pd.Series([datetime(33, 4, 3, tzinfo=UTC)], dtype="datetime64[us, UTC]")}))[1] == [
        "0033-04-03T00:00:00Z"
    ]


def test_a_frame_without_rows_keeps_its_headings() -> None:
    assert _read(pd.DataFrame(columns=["a", "b"])) == [["a", "b"]]


def test_two_exports_of_one_moment_have_two_names() -> None:
    assert export_name("activity", AT) != export_name("activity", AT)


def test_a_name_says_what_and_when() -> None:
    assert export_name("activity", AT).startswith("promo-insight-activity-20260930-235900-")
