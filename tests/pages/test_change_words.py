"""What moved, in words: every kind of change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pages.components.wording.changes import change_words, since_words
from promo_data.insight.changes import COLUMNS, Change

ZONE = ZoneInfo("Europe/Berlin")
WINTER = datetime(2026, 12, 1, 22, 59, tzinfo=UTC)


def row(what: Change, before: object = None, after: object = None, **more: object) -> dict[str, object]:
    return dict.fromkeys(COLUMNS) | {"what": what.value, "before": before, "after": after} | more


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (row(Change.NEW), "new in the list"),
        (row(Change.GONE), "no longer in the list"),
        (row(Change.ENROLLED, 1, 2), "enrolled 1 → 2"),
        (row(Change.ISSUED, None, 0), "issued not given → 0"),
        (row(Change.TIMES, 0.0, 1_250.0), "benefit for activities 0 → 1,250"),
        (row(Change.POINTS, 0.5, 12.25), "points of benefit 0.5 → 12.25"),
        (row(Change.ENDS, WINTER, None), "ends 1 Dec 2026, 23:59 → not given"),
        (row(Change.STARTS, None, WINTER), "starts not given → 1 Dec 2026, 23:59"),
        (row(Change.VERDICT, "refused", "allowed", action="enrol"), "can be enrolled: no → yes"),
        (row(Change.VERDICT, "allowed", "unknown", action="issue"), "can be issued: yes → cannot be told"),
        (row(Change.STATE, "near", "exhausted"), "limit that binds: ◐ near the limit → ○ used up"),
        (row(Change.STATE, None, "open"), "limit that binds: not given → ● room left"),
    ],
)
def test_every_change_is_told_in_words(change: dict[str, object], said: str) -> None:
    assert change_words(change, ZONE) == said


def test_a_cap_that_moved_is_told_with_the_limit_it_belongs_to() -> None:
    limit = {"stage": "earn", "kpi": "NUMBER_OF_EARNS", "measure": "earns", "limit_on": "CUSTOMER", "period": "WEEKLY"}
    said = change_words(row(Change.CAP, 2.0, "no_limit", **limit), ZONE)
    assert said == "limit “Issues, this customer, a week”: 2 → no limit"


def test_a_list_without_changes_says_so() -> None:
    assert since_words("12 Nov 2026, 10:04", 0) == "Since 12 Nov 2026, 10:04: nothing changed"
    assert since_words("12 Nov 2026, 10:04", 1) == "Since 12 Nov 2026, 10:04: 1 change"
