"""The cache against decoding what comes out of it, in one run. Run alone, on an idle machine: make bench."""

import random
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from promo_data.cache import AnswerCache
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import decode_page, page_call
from promo_data.scope import SELF, DataScope
from promo_data.vocabulary import IdentifierKind, ScopeKind, Source
from tests.benches.promotion_data import answers
from tests.benches.table import Table

pytestmark = pytest.mark.bench

CUSTOMERS, ROUNDS, AT_ONCE = 10_000, 5, 24
SCOPES = (SELF, DataScope(ScopeKind.OTHER, (50405,)), DataScope(ScopeKind.OTHER, (50406,)))
"""A customer over each of three orgs by itself: what a page asks the cache for at once."""

Key = tuple[str, ...]


def key_of(customer: int, scope: DataScope = SELF) -> Key:
    """All of a call that can change its answer, as the client names a page."""
    identifier = CustomerIdentifier(IdentifierKind.MOBILE, f"91{customer:010}", Source.INSTORE)
    call = page_call(identifier, scope, offset=0)
    texts = [text for pair in (*call.query, *call.headers) for text in pair]
    return ("a" * 64, "1", call.method, call.path, *texts)


def decode(bodies: Sequence[bytes]) -> None:
    for body in bodies:
        decode_page(Answer(200, {}, body), 0)


def seconds(action: Callable[[], object]) -> float:
    began = perf_counter()
    action()
    return perf_counter() - began


def one_by_one(cache: AnswerCache, customers: Sequence[int]) -> None:
    for customer in customers:
        assert cache.get(key_of(customer)) is not None


def three_orgs_each(cache: AnswerCache, customers: Sequence[int]) -> None:
    for customer in customers:
        assert len(cache.get_many([key_of(customer, scope) for scope in SCOPES])) == len(SCOPES)


def many_at_once(cache: AnswerCache, keys: Sequence[Key]) -> None:
    for start in range(0, len(keys), AT_ONCE):
        asked = keys[start : start + AT_ONCE]
        assert len(cache.get_many(asked)) == len(asked)


def shuffled(customers: int) -> list[int]:
    return random.Random(7).sample(range(customers), customers)  # noqa: S311 - guards nothing


def test_warm_reads(tmp_path: Path, table: Table) -> None:
    bodies, order = answers(CUSTOMERS), shuffled(CUSTOMERS)
    keys = [key_of(customer) for customer in order]
    with closing(AnswerCache(tmp_path / "cache", 3_600)) as cache:
        puts = [
            seconds(partial(cache.put, key_of(customer), body, tag=("a" * 64, str(customer))))
            for customer, body in enumerate(bodies)
        ]
        rounds = [
            (
                seconds(lambda: decode([bodies[customer] for customer in order])),
                seconds(lambda: one_by_one(cache, order)),
                seconds(lambda: many_at_once(cache, keys)),
            )
            for _ in range(ROUNDS)
        ]
    size = sum(map(len, bodies)) // CUSTOMERS
    decoding, single, bulk = (median(column) / CUSTOMERS * 1e6 for column in zip(*rounds, strict=True))
    table.add(
        what="warm customer from the cache: key, fetch and decode, of decoding",
        measured=median((decoded + read) / decoded for decoded, read, _ in rounds),
        goal="<= 2",
        note=f"{single:.1f} µs key and fetch, {decoding:.1f} µs decode",
    )
    table.add(
        what="10,000 warm reads from the cache, of decoding them",
        measured=median(many / decoded for decoded, _, many in rounds),
        goal="<= 0.45",
        note=f"{bulk:.1f} µs of {decoding:.1f} µs each, {AT_ONCE} at once, {size:,} bytes",
    )
    table.add(what="keeping an answer, median", measured=median(puts) * 1e3, goal="<= 0.4 ms", note="16 kB")


def test_a_warm_customer_over_three_orgs(tmp_path: Path, table: Table) -> None:
    asked = CUSTOMERS // len(SCOPES)
    bodies, order = answers(asked), shuffled(asked)
    with closing(AnswerCache(tmp_path / "cache", 3_600)) as cache:
        for customer, body in enumerate(bodies):
            for scope in SCOPES:
                cache.put(key_of(customer, scope), body, tag=("a" * 64, str(customer)))
        rounds = [
            (
                seconds(lambda: decode([bodies[customer] for customer in order for _ in SCOPES])),
                seconds(lambda: three_orgs_each(cache, order)),
            )
            for _ in range(ROUNDS)
        ]
    decoding, reading = (median(column) / asked * 1e6 for column in zip(*rounds, strict=True))
    table.add(
        what="warm customer over three orgs from the cache: keys, fetch and decode, of decoding",
        measured=median((decoded + read) / decoded for decoded, read in rounds),
        goal="<= 2",
        note=f"{reading:.1f} µs keys and fetch, {decoding:.1f} µs decode",
    )
