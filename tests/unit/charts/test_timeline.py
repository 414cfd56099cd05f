"""Enrolments and issues in time: drawn from the frame alone."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from pages.charts.palette import LIGHT
from pages.charts.timeline import COLUMNS, timeline_alt, timeline_figure

NOW = datetime(2026, 9, 18, tzinfo=UTC)


def _events() -> pd.DataFrame:
    def day(number: int) -> datetime:
        return datetime(2026, 9, number, tzinfo=UTC)

    rows = [
        (1, day(1), day(10), "enrolment", None),
        (1, day(2), None, "issue", 1),
        (1, day(3), None, "issue", 0),
        (2, day(12), day(30), "enrolment", None),
    ]
    events = pd.DataFrame(rows, columns=COLUMNS).astype({"redeemed": "float64"})
    return events.assign(at=pd.to_datetime(events["at"]), until=pd.to_datetime(events["until"]))


def _traces() -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = timeline_figure(_events(), LIGHT, now=NOW).to_dict()["data"]
    return drawn


def test_an_enrolment_is_a_line_from_its_start_to_its_end() -> None:
    first = _traces()[0]
    assert [str(at)[:10] for at in first["x"]] == ["2026-09-01", "2026-09-10"]


def test_an_enrolment_that_still_runs_is_told_from_one_that_ended() -> None:
    ended, running, _ = _traces()
    assert ended["line"] != running["line"]


def test_a_redeemed_issue_is_a_full_dot_and_one_that_is_not_an_open_one() -> None:
    assert _traces()[-1]["marker"]["symbol"] == ["circle", "circle-open"]


def test_now_is_marked() -> None:
    (line,) = timeline_figure(_events(), LIGHT, now=NOW).to_dict()["layout"]["shapes"]
    assert line["x0"] == NOW


def test_the_alternative_counts_what_happened() -> None:
    assert timeline_alt(_events()) == "2 enrolments, 2 issues, of which 1 were redeemed"
