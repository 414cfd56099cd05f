from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promo_data.transport.retry_budget import WINDOW_SECONDS, RetryBudget
from tests.unit.transport.senders import Clock

STEPS = st.lists(
    st.tuples(st.floats(0, 20), st.integers(0, 80), st.integers(0, 15)),  # seconds pass, calls, repetitions wished for
    max_size=60,
)


def taken(budget: RetryBudget, wished: int) -> int:
    return sum(budget.take() for _ in range(wished))


def test_a_single_read_can_be_tried_three_times() -> None:
    budget = RetryBudget(clock=Clock())
    budget.count_call()
    assert taken(budget, 2) == 2


@pytest.mark.parametrize(("calls", "repetitions"), [(0, 10), (100, 10), (109, 10), (110, 11), (1_000, 100)])
def test_a_tenth_of_the_calls_and_ten_at_least_may_be_repeated(calls: int, repetitions: int) -> None:
    budget = RetryBudget(clock=Clock())
    for _ in range(calls):
        budget.count_call()
    assert taken(budget, calls + 20) == repetitions


@pytest.mark.parametrize(("seconds", "repetitions"), [(59, 0), (60, 0), (61, 10)])
def test_repetitions_are_forgotten_after_a_minute(seconds: int, repetitions: int) -> None:
    clock = Clock()
    budget = RetryBudget(clock=clock)
    taken(budget, 10)
    clock.seconds += seconds
    assert taken(budget, 20) == repetitions


def test_calls_older_than_a_minute_earn_no_repetitions() -> None:
    clock = Clock()
    budget = RetryBudget(clock=clock)
    for _ in range(1_000):
        budget.count_call()
    clock.seconds += 60
    assert taken(budget, 200) == 10


@given(STEPS)
def test_whenever_a_repetition_is_allowed_the_minute_behind_it_has_no_more_than_a_tenth_or_ten(
    steps: list[tuple[float, int, int]],
) -> None:
    clock = Clock()
    budget = RetryBudget(clock=clock)
    calls: list[float] = []
    repetitions: list[float] = []
    for seconds, new, wished in steps:
        clock.seconds += seconds
        for _ in range(new):
            budget.count_call()
        calls += [clock.seconds] * new
        allowed = taken(budget, wished)
        repetitions += [clock.seconds] * allowed
        window = clock.seconds - WINDOW_SECONDS
        most = max(10, floor(0.1 * sum(at > window for at in calls)))
        assert not allowed or sum(at > window for at in repetitions) <= most


@given(STEPS)
def test_only_the_seconds_of_the_window_are_remembered(steps: list[tuple[float, int, int]]) -> None:
    clock = Clock()
    budget = RetryBudget(clock=clock)
    for seconds, _, wished in steps:
        clock.seconds += seconds
        taken(budget, wished)
        assert len(budget._seconds) <= WINDOW_SECONDS + 1  # noqa: SLF001 - what is remembered is the subject
