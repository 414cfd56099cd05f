"""Enrolments and issues in time: drawn from the frame alone."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from pages.charts.palette import LIGHT
from pages.charts.timeline import COLUMNS, timeline_alt, timeline_figure

NOW = datetime(2026, 9, 18, tzinfo=UTC)
NEVER = datetime(9999, 12, 31, tzinfo=UTC)

Row = tuple[str, datetime | None, datetime | None, str, str, str, float | None]


def _day(number: int) -> datetime:
    return datetime(2026, 9, number, tzinfo=UTC)


ENDED: Row = ("enrolment", _day(1), _day(10), "Enrolled 1 Sep", "expired 10 Sep", "", None)
PAID: Row = ("issue", _day(2), _day(10), "Issued 2 Sep", "expired 10 Sep", "1 benefit", 1)
UNPAID: Row = ("issue", _day(3), None, "Issued 3 Sep", "expiry not given", "no benefit yet", 0)
RUNNING: Row = ("enrolment", _day(12), _day(30), "Enrolled 12 Sep", "expires 30 Sep", "", None)
UNDATED: Row = ("issue", None, _day(30), "Issued at a time not given", "expires 30 Sep", "", None)
ALL = (ENDED, PAID, UNPAID, RUNNING)


def _events(*rows: Row) -> pd.DataFrame:
    events = pd.DataFrame(rows, columns=COLUMNS).astype({"redeemed": "float64"})
    return events.assign(at=pd.to_datetime(events["at"], utc=True), until=pd.to_datetime(events["until"], utc=True))


def _drawn(*rows: Row) -> dict[str, Any]:
    drawn: dict[str, Any] = timeline_figure(_events(*rows), LIGHT, now=NOW, zone_name="Times in UTC").to_dict()
    return drawn


def _texts(*rows: Row) -> list[str]:
    return [note["text"] for note in _drawn(*rows)["layout"]["annotations"]]


def test_each_enrolment_and_issue_is_a_line_from_its_begin_to_its_expiry() -> None:
    lines = [[str(at)[:10] for at in line["x"]] for line in _drawn(ENDED, PAID)["data"]]
    assert lines == [["2026-09-01", "2026-09-10"], ["2026-09-02", "2026-09-10"]]


def test_what_expired_is_told_from_what_still_runs() -> None:
    ended, running = _drawn(ENDED, RUNNING)["data"]
    assert ended["line"]["color"] != running["line"]["color"]


def test_an_expiry_has_a_mark_of_its_own_and_is_written_beside_it() -> None:
    (line,) = _drawn(RUNNING)["data"]
    assert line["marker"]["symbol"] == ["circle-open", "line-ns-open"]
    assert "expires 30 Sep" in _texts(RUNNING)


def test_without_an_expiry_only_the_begin_is_drawn_and_that_is_said() -> None:
    (line,) = _drawn(UNPAID)["data"]
    assert len(line["x"]) == 1
    assert "expiry not given" in _texts(UNPAID)


def test_without_a_begin_nothing_is_drawn_but_it_is_written() -> None:
    drawn = _drawn(UNDATED)
    assert not drawn["data"]
    assert "Issued at a time not given" in _texts(UNDATED)


def test_a_redeemed_issue_has_a_full_dot_and_one_that_is_not_an_open_one() -> None:
    assert [line["marker"]["symbol"][0] for line in _drawn(PAID, UNPAID)["data"]] == ["circle", "circle-open"]


def test_a_dot_and_an_expiry_have_words_under_the_mouse() -> None:
    (line,) = _drawn(PAID)["data"]
    assert line["text"] == ["Issued 2 Sep", "expired 10 Sep"]


def test_now_is_marked() -> None:
    (line,) = _drawn(*ALL)["layout"]["shapes"]
    assert line["x0"] == NOW
    assert "now" in _texts(*ALL)


def test_the_axis_names_its_time_zone() -> None:
    assert _drawn(*ALL)["layout"]["xaxis"]["title"]["text"] == "Times in UTC"


def test_an_expiry_in_the_year_9999_does_not_squeeze_the_rest() -> None:
    last = _drawn(("enrolment", _day(1), NEVER, "", "", "", None))["layout"]["xaxis"]["range"][1]
    assert last.year < 2031


def test_the_alternative_counts_what_happened_and_names_the_last_expiry() -> None:
    assert timeline_alt(_events(*ALL)) == (
        "2 enrolments, 2 issues, 1 of them redeemed; the last to expire is the enrolment: expires 30 Sep"
    )


def test_the_alternative_names_no_expiry_where_none_is_given() -> None:
    assert timeline_alt(_events(UNPAID)) == "0 enrolments, 1 issue, 0 of them redeemed"
