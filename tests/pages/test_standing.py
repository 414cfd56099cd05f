"""Where a promotion stands between its dates, in words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pages.components.wording.promotions import standing_with_date
from promo_data.vocabulary import Phase

NOW = datetime(2026, 9, 18, 12, tzinfo=UTC)
NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def day(number: int) -> datetime:
    return datetime(2026, 9, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("phase", "starts_at", "ends_at", "said"),
    [
        (Phase.RUNNING, day(1), day(30), "ends in 11 days, 30 Sep 2026, 05:30"),
        (Phase.ENDED, day(1), day(10), "ended 8 days ago, 10 Sep 2026, 05:30"),
        (Phase.UPCOMING, day(25), day(30), "starts in 6 days, 25 Sep 2026, 05:30; ends 30 Sep 2026, 05:30"),
        (Phase.UPCOMING, day(25), None, "starts in 6 days, 25 Sep 2026, 05:30"),
        (Phase.UNKNOWN, None, None, "dates not given"),
        (Phase.RUNNING, day(1), NEVER, "no end date"),
        (Phase.UPCOMING, day(25), NEVER, "starts in 6 days, 25 Sep 2026, 05:30"),
    ],
)
def test_each_date_stands_beside_what_happens_then(
    phase: Phase, starts_at: datetime | None, ends_at: datetime | None, said: str
) -> None:
    assert standing_with_date(phase, starts_at, ends_at, NOW, ZoneInfo("Asia/Kolkata")) == said
