from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from promo_data.protocol.call import Answer
from promo_data.transport.vendor_clock import VendorClock
from tests.unit.transport.senders import Clock

NINE = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)


def answer(headers: Mapping[str, str]) -> Answer:
    return Answer(200, headers, b"{}")


@pytest.fixture
def steady() -> Clock:
    return Clock()


@pytest.fixture
def clock(steady: Clock) -> VendorClock:
    return VendorClock(steady)


def test_before_any_answer_nobody_knows_what_time_it_is_there(clock: VendorClock) -> None:
    assert clock.now() is None


def test_it_goes_on_from_the_date_of_the_latest_answer(clock: VendorClock, steady: Clock) -> None:
    clock.hear(answer({"date": "Mon, 02 Mar 2026 08:00:00 GMT"}))
    clock.hear(answer({"date": "Mon, 02 Mar 2026 09:00:00 GMT"}))
    steady.seconds += 90
    assert clock.now() == NINE + timedelta(seconds=90)


def test_an_answer_without_a_date_changes_nothing(clock: VendorClock) -> None:
    clock.hear(answer({"date": "Mon, 02 Mar 2026 09:00:00 GMT"}))
    clock.hear(answer({}))
    assert clock.now() == NINE


@pytest.mark.parametrize("date", ["", "soon", "Mon, 99 Mar 2026 09:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_date_that_cannot_be_read_tells_nothing(clock: VendorClock, steady: Clock, date: str) -> None:
    clock.hear(answer({"date": date}))
    steady.seconds += 3_600
    assert clock.now() is None


def test_a_date_of_another_zone_is_told_in_utc(clock: VendorClock) -> None:
    clock.hear(answer({"date": "Mon, 02 Mar 2026 14:30:00 +0530"}))
    assert clock.now() == NINE
