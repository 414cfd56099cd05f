import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from promo_data.cache import AnswerCache
from tests.unit.cache.keeping import BODY, KEY, TAG, Clock, body, locked


def test_an_answer_comes_back_with_the_time_it_was_stored(cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cached = cache.get(KEY)
    assert cached is not None
    assert (cached.body, cached.as_of) == (BODY, datetime(2026, 1, 31, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    "typed", ["", "ü名", "\udcff", "\x00", "x" * 10_000], ids=["empty", "beyond ASCII", "surrogate", "NUL", "long"]
)
def test_any_text_can_be_a_part_of_a_key(cache: AnswerCache, typed: str) -> None:
    cache.put((typed,), BODY, tag=(typed,))
    assert body(cache, (typed,)) == BODY


def test_what_was_never_stored_is_a_miss(cache: AnswerCache) -> None:
    assert cache.get(KEY) is None


def test_an_empty_answer_is_not_a_miss(cache: AnswerCache) -> None:
    cache.put(KEY, b"", tag=TAG)
    assert body(cache) == b""


def test_a_newer_answer_takes_the_place_of_the_older(cache: AnswerCache, clock: Clock) -> None:
    cache.put(KEY, b"old", tag=TAG)
    clock.seconds += 10
    cache.put(KEY, b"new", tag=TAG)
    cached = cache.get(KEY)
    assert cached is not None
    assert (cached.body, cached.as_of.timestamp()) == (b"new", clock.seconds)


@pytest.mark.parametrize("other", [("host", "SELF"), ("host", "SELF919812345678"), ("hostSELF", "", "919812345678")])
def test_parts_that_only_join_to_the_same_text_are_another_key(cache: AnswerCache, other: tuple[str, ...]) -> None:
    cache.put(KEY, BODY, tag=TAG)
    assert cache.get(other) is None


@pytest.mark.parametrize("count", [0, 1, 99, 250])
def test_many_keys_are_asked_for_at_once_and_those_that_are_there_come_back(cache: AnswerCache, count: int) -> None:
    for number in range(count):
        cache.put((str(number),), b"%d" % number, tag=TAG)
    found = cache.get_many([(str(number),) for number in range(count + 10)])
    assert {key: cached.body for key, cached in found.items()} == {(str(n),): b"%d" % n for n in range(count)}


def test_of_many_keys_one_whose_time_is_over_is_left_out(cache: AnswerCache, clock: Clock) -> None:
    cache.put(("old",), BODY, tag=TAG)
    clock.seconds += 200
    cache.put(("new",), BODY, tag=TAG)
    clock.seconds += 200
    assert list(cache.get_many([("old",), ("new",)])) == [("new",)]


@pytest.mark.parametrize(("age", "kept"), [(0, True), (299, True), (300, False), (-1, False)])
def test_an_answer_is_kept_for_the_seconds_set(cache: AnswerCache, clock: Clock, age: int, kept: bool) -> None:
    cache.put(KEY, BODY, tag=TAG)
    clock.seconds += age
    assert (cache.get(KEY) is not None) is kept


def test_a_shorter_life_holds_for_answers_stored_before(folder: Path, cache: AnswerCache, clock: Clock) -> None:
    cache.put(KEY, BODY, tag=TAG)
    clock.seconds += 60
    with closing(AnswerCache(folder, 30, now=clock)) as stricter:
        assert stricter.get(KEY) is None


def test_zero_seconds_keep_nothing_and_touch_no_disk(folder: Path) -> None:
    cache = AnswerCache(folder, 0)
    cache.put(KEY, BODY, tag=TAG)
    cache.evict(TAG)
    assert cache.get(KEY) is None
    assert not folder.exists()


def test_evicting_a_customer_leaves_the_others(cache: AnswerCache) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.put(("another page",), BODY, tag=TAG)
    cache.put(("another customer",), BODY, tag=("50405", "1"))
    cache.evict(TAG)
    assert [body(cache, key) for key in (KEY, ("another page",), ("another customer",))] == [None, None, BODY]


def test_an_evicted_answer_is_gone_for_other_processes(folder: Path, cache: AnswerCache, clock: Clock) -> None:
    cache.put(KEY, BODY, tag=TAG)
    with closing(AnswerCache(folder, 300, now=clock)) as other:
        other.evict(TAG)
    assert cache.get(KEY) is None


@pytest.mark.parametrize(("seconds_before", "kept"), [(1, False), (0, False), (-1, True)])
def test_an_answer_asked_for_before_the_customer_was_evicted_is_not_kept(
    cache: AnswerCache, clock: Clock, seconds_before: int, kept: bool
) -> None:
    cache.evict(TAG)
    asked_at = datetime.fromtimestamp(clock.seconds, UTC) - timedelta(seconds=seconds_before)
    cache.put(KEY, BODY, tag=TAG, asked_at=asked_at)
    assert (cache.get(KEY) is not None) is kept


def test_an_answer_asked_for_before_another_process_evicted_the_customer_is_not_kept(
    folder: Path, cache: AnswerCache, clock: Clock
) -> None:
    with closing(AnswerCache(folder, 300, now=clock)) as other:
        other.evict(TAG)
    cache.put(KEY, BODY, tag=TAG, asked_at=datetime.fromtimestamp(clock.seconds, UTC))
    assert cache.get(KEY) is None


def test_nothing_is_given_after_an_eviction_that_failed_until_it_succeeds(
    folder: Path, cache: AnswerCache, seconds: Clock
) -> None:
    cache.put(KEY, BODY, tag=TAG)
    cache.put(("another customer",), BODY, tag=("50405", "1"))
    with locked(folder):
        cache.evict(TAG)
    assert body(cache, ("another customer",)) is None
    seconds.seconds += 2
    assert [body(cache, ("another customer",)), body(cache)] == [BODY, None]


def test_threads_and_the_first_opening_do_not_disturb_each_other(folder: Path) -> None:
    cache = AnswerCache(folder, 300, busy_seconds=5)
    found: list[bytes | None] = []

    def use(number: int) -> None:
        cache.put((str(number),), str(number).encode(), tag=TAG)
        found.append(body(cache, (str(number),)))

    threads = [threading.Thread(target=use, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found, key=str) == [str(number).encode() for number in range(8)]
