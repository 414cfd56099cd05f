from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from promo_data.sandbox.tally import Tally

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
_AMOUNTS = st.lists(st.tuples(st.integers(0, 50), st.integers(-9, 9)))


@given(_AMOUNTS, st.integers(-5, 60), st.integers(-5, 60))
def test_the_sum_of_a_window_is_that_of_its_amounts(given_: list[tuple[int, int]], after: int, until: int) -> None:
    tally, ordered = Tally(), sorted(given_)
    for second, amount in ordered:
        tally.add(NOON + timedelta(seconds=second), Decimal(amount))
    wanted = sum(amount for second, amount in ordered if after < second <= until) if after < until else 0
    found = tally.between(NOON + timedelta(seconds=after), NOON + timedelta(seconds=max(after, until)))
    assert found == wanted


def test_an_amount_counts_from_the_last_moment_when_the_clock_was_set_back() -> None:
    tally = Tally()
    tally.add(NOON, Decimal(1))
    tally.add(NOON - timedelta(hours=1), Decimal(2))
    assert tally.until(NOON - timedelta(minutes=1)) == 0
    assert tally.until(NOON) == 3
