"""When an opt-in is let in: by its own date, or by now where it has none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.endpoints.opt_in_window import check_opt_in_date
from promo_data.sandbox.errors import RefusedError
from promo_data.sandbox.promotions import Promotion
from tests.unit.sandbox.calls import named

NOW = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def bounded(world: World) -> Promotion:
    """A promotion that customers could opt in to for the two days before now, and an hour more."""
    until = NOW + timedelta(hours=1)
    return replace(named(world, "Shop across brands"), opt_in_from=NOW - 2 * DAY, opt_in_until=until)


def _code(promotion: Promotion, opted_in_at: datetime | None, now: datetime = NOW) -> int | None:
    try:
        check_opt_in_date(promotion, opted_in_at, now)
    except RefusedError as refused:
        return refused.answer.code
    return None


@pytest.mark.parametrize(
    ("opted_in_at", "code"),
    [
        (None, None),
        (NOW, None),
        (NOW - 2 * DAY, None),
        (NOW - 2 * DAY - timedelta(seconds=1), 310229),
        (NOW + timedelta(seconds=1), 310238),
    ],
)
def test_a_date_of_opting_in_is_in_the_window_and_not_to_come(
    bounded: Promotion, opted_in_at: datetime | None, code: int | None
) -> None:
    assert _code(bounded, opted_in_at) == code


def test_without_a_date_the_moment_of_asking_counts(bounded: Promotion) -> None:
    assert _code(bounded, None, NOW + DAY) == 310230
    assert _code(bounded, None, NOW - 3 * DAY) == 310229


def test_an_earlier_date_is_taken_after_the_window_was_closed(bounded: Promotion) -> None:
    assert _code(bounded, NOW, NOW + DAY) is None


def test_a_promotion_without_a_window_can_be_opted_in_to_at_any_time(world: World) -> None:
    assert _code(named(world, "Shop across brands"), NOW - 365 * DAY) is None
