"""The cache against decoding what comes out of it, in one run. Run alone, on an idle machine: make bench."""

import random
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import orjson
import pytest

from promo_data.cache import AnswerCache
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import decode_page, page_call
from promo_data.scope import SELF
from promo_data.vocabulary import IdentifierKind, Source
from tests.benches.table import Table
from tests.factories import page_json, promotion_json, restriction_json, restrictions_json, window_json

pytestmark = pytest.mark.bench

CUSTOMERS, ROUNDS, AT_ONCE = 10_000, 5, 24
Key = tuple[str, ...]


def answer_of(customer: int) -> bytes:
    """Twelve promotions with four limits each, 15 kB."""
    limits = [restriction_json(currentPromotionUsage="4990.000", **window_json("DAYS")) for _ in range(4)]
    restrictions = restrictions_json(issual=limits[:1], earn=limits[1:3], redemption=limits[3:])
    promotions = [
        promotion_json(promotionId=1_000 + number, promotionRestriction=restrictions, customField="x" * 120)
        for number in range(12)
    ]
    return orjson.dumps(page_json(*promotions, customerId=customer))


def key_of(customer: int) -> Key:
    """All of a call that can change its answer, as the client names a page."""
    identifier = CustomerIdentifier(IdentifierKind.MOBILE, f"91{customer:010}", Source.INSTORE)
    call = page_call(identifier, SELF, offset=0)
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


def many_at_once(cache: AnswerCache, keys: Sequence[Key]) -> None:
    for start in range(0, len(keys), AT_ONCE):
        asked = keys[start : start + AT_ONCE]
        assert len(cache.get_many(asked)) == len(asked)


def test_warm_reads(tmp_path: Path, table: Table) -> None:
    bodies = {customer: answer_of(customer) for customer in range(CUSTOMERS)}
    with closing(AnswerCache(tmp_path / "cache", 3_600)) as cache:
        puts = [seconds(partial(cache.put, key_of(c), body, tag=("a" * 64, str(c)))) for c, body in bodies.items()]
        order = random.Random(7).sample(sorted(bodies), CUSTOMERS)  # noqa: S311 - guards nothing
        keys = [key_of(customer) for customer in order]
        rounds = [
            (
                seconds(lambda: decode([bodies[customer] for customer in order])),
                seconds(lambda: one_by_one(cache, order)),
                seconds(lambda: many_at_once(cache, keys)),
            )
            for _ in range(ROUNDS)
        ]
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
        note=f"{bulk:.1f} µs of {decoding:.1f} µs each, {AT_ONCE} at once, {len(bodies[0]):,} bytes",
    )
    table.add(what="keeping an answer, median", measured=median(puts) * 1e3, goal="<= 0.4 ms", note="15 kB")
