import sqlite3
from collections.abc import Iterator
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promo_data.transport.grant_book import GrantBook, Lease, Wait
from tests.unit.transport.senders import Clock

MINUTE = 60.0


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = opened()
    yield connection
    connection.close()


def opened() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def calls_at_once(book: GrantBook, *, background: bool = False) -> int:
    calls = 0
    while isinstance(lease := book.take(background=background), Lease):
        calls += lease.left
    return calls


@pytest.mark.parametrize(("rate", "at_once"), [(1, 1), (2, 1), (4, 1), (10, 3), (100, 25), (101, 26), (6_000, 1_500)])
def test_a_quarter_goes_at_once(database: sqlite3.Connection, rate: int, at_once: int) -> None:
    assert calls_at_once(GrantBook(database, per_period=rate, clock=Clock())) == at_once


@pytest.mark.parametrize(
    ("rate", "in_background", "of_people"), [(1, 1, 0), (4, 1, 0), (10, 2, 1), (40, 8, 2), (100, 20, 5)]
)
def test_background_work_leaves_a_fifth(
    database: sqlite3.Connection, rate: int, in_background: int, of_people: int
) -> None:
    book = GrantBook(database, per_period=rate, clock=Clock())
    assert calls_at_once(book, background=True) == in_background
    assert calls_at_once(book) == of_people


def test_the_wait_is_told_and_is_right(database: sqlite3.Connection) -> None:
    clock = Clock()
    book = GrantBook(database, per_period=4, clock=clock)
    book.take(background=False)
    clock.seconds += 5
    wait = book.take(background=False)
    assert isinstance(wait, Wait)
    assert wait.seconds == pytest.approx(10.3)
    assert wait.why == "the 4 calls a minute that are allowed are used up"
    clock.seconds += 10.29
    assert isinstance(book.take(background=False), Wait)
    clock.seconds += 0.02
    assert isinstance(book.take(background=False), Lease)


@pytest.mark.parametrize(("rate", "calls"), [(1, 1), (100, 1), (1_199, 1), (1_200, 2), (60_000, 100)])
def test_a_lease_is_what_the_rate_lets_go_in_a_tenth_of_a_second(
    database: sqlite3.Connection, rate: int, calls: int
) -> None:
    lease = GrantBook(database, per_period=rate, clock=Clock(7)).take(background=False)
    assert isinstance(lease, Lease)
    assert lease.left == calls
    assert lease.ends == pytest.approx(7.1)


def test_a_lease_that_ended_or_is_used_up_lets_nothing_go() -> None:
    assert [Lease(1, at=0, ends=1, left=left).use(now) for left, now in [(1, 0.9), (1, 1.0), (0, 0.5)]] == [
        True,
        False,
        False,
    ]


def test_what_was_not_used_is_given_back(database: sqlite3.Connection) -> None:
    clock = Clock()
    book = GrantBook(database, per_period=6_000, clock=clock)
    lease = book.take(background=False)
    assert isinstance(lease, Lease)
    lease.left -= 4
    assert isinstance(book.take(background=False, unused=lease), Lease)
    assert lease.left == 0
    assert calls_at_once(book) == 1_500 - 4 - 10


def test_a_lease_of_another_file_gives_nothing_back(database: sqlite3.Connection) -> None:
    book = GrantBook(database, per_period=100, clock=Clock())
    calls_at_once(book)
    assert isinstance(book.take(background=False, unused=Lease(1, at=1.0, ends=1.1, left=10)), Wait)


def test_after_a_429_all_go_more_slowly(database: sqlite3.Connection) -> None:
    book = GrantBook(database, per_period=100, clock=Clock())
    book.slow_down(0)
    assert calls_at_once(book) == ceil(70 / 4)


def test_after_a_429_nothing_goes_until_the_vendor_wants_more(database: sqlite3.Connection) -> None:
    clock = Clock()
    book = GrantBook(database, per_period=100, clock=clock)
    book.slow_down(2)
    assert book.take(background=False) == Wait(2, "the vendor asked for a pause")
    clock.seconds += 2
    assert isinstance(book.take(background=False), Lease)


def test_what_was_counted_before_the_machine_started_is_forgotten(database: sqlite3.Connection) -> None:
    clock = Clock(50_000)
    book = GrantBook(database, per_period=100, clock=clock)
    calls_at_once(book)
    clock.seconds = 10
    assert calls_at_once(book) == 25


def test_a_call_that_fails_half_way_counts_nothing(database: sqlite3.Connection) -> None:
    book = GrantBook(database, per_period=100, clock=Clock())
    database.execute("CREATE TRIGGER no_more BEFORE INSERT ON lease BEGIN SELECT raise(ABORT, 'no more'); END")
    with pytest.raises(sqlite3.IntegrityError):
        book.take(background=False)
    assert not database.in_transaction


@given(
    rate=st.sampled_from([1, 7, 100, 1_000, 6_000]),
    steps=st.lists(
        st.tuples(st.floats(0, 20), st.booleans(), st.integers(1, 200), st.booleans()), min_size=1, max_size=60
    ),
)
def test_no_window_ever_holds_more_than_it_may(rate: int, steps: list[tuple[float, bool, int, bool]]) -> None:
    """Two processes that take what they can, use a part of it late, and are told to slow down now and then."""
    clock = Clock()
    database = opened()
    books = {background: GrantBook(database, per_period=rate, clock=clock) for background in (False, True)}
    held: dict[bool, Lease | None] = {False: None, True: None}
    went: list[tuple[float, bool]] = []
    for seconds, background, wished, too_fast in steps:
        clock.seconds += seconds / 10 if seconds < 10 else seconds
        if too_fast and wished > 150:
            books[background].slow_down(0)
        for _ in range(wished):
            lease = held[background]
            if lease is None or not lease.use(clock.seconds):
                taken = books[background].take(background=background, unused=lease)
                held[background] = taken if isinstance(taken, Lease) else None
                if isinstance(taken, Wait):
                    break
                taken.use(clock.seconds)
            went.append((clock.seconds, background))
    database.close()
    for window, most in [(MINUTE, rate), (MINUTE / 4, ceil(rate / 4))]:
        for first, _ in went:
            within = [background for at, background in went if first <= at < first + window]
            assert len(within) <= most
            assert sum(within) <= max(most * 8 // 10, 1)


@pytest.mark.parametrize("rate", [100, 1_000, 6_000])
@pytest.mark.parametrize("background", [False, True])
def test_nearly_all_that_is_allowed_is_used(rate: int, background: bool) -> None:
    clock = Clock(0)
    database = opened()
    book = GrantBook(database, per_period=rate, clock=clock)
    went = 0
    while clock.seconds < 10 * MINUTE:
        taken = book.take(background=background)
        if isinstance(taken, Lease):
            went += taken.left
        else:
            clock.seconds += taken.seconds
    database.close()
    assert went >= 0.95 * 10 * rate * (0.8 if background else 1.0)


def test_who_waits_as_long_as_told_waits_once(database: sqlite3.Connection) -> None:
    clock = Clock(0)
    book = GrantBook(database, per_period=100, clock=clock)
    waits_in_a_row = [0]
    for _ in range(300):
        taken = book.take(background=False)
        waits_in_a_row.append(waits_in_a_row[-1] + 1 if isinstance(taken, Wait) else 0)
        clock.seconds += taken.seconds + 0.001 if isinstance(taken, Wait) else 0.0
    assert max(waits_in_a_row) == 1
