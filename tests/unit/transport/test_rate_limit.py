import asyncio
from time import monotonic

import pytest

from promo_data.errors import NotSentError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.rate_limit import RateLimit
from promo_data.vocabulary import Endpoint
from tests.unit.transport.senders import Scripted, status
from tests.unit.transport.servers import READ

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("per_minute", "at_once"), [(1, 1), (2, 1), (3, 1), (4, 1), (10, 3), (100, 25), (101, 26)])
async def test_a_quarter_of_the_minute_passes_at_once(per_minute: int, at_once: int) -> None:
    below = Scripted(status(200))
    limit = RateLimit(below, per_minute=per_minute, longest_wait=0.2)
    results = await asyncio.gather(*(limit(READ) for _ in range(at_once + 2)), return_exceptions=True)
    assert len(below.calls) == at_once
    assert sum(isinstance(result, NotSentError) for result in results) == 2


async def test_a_call_that_would_wait_too_long_was_not_sent() -> None:
    limit = RateLimit(Scripted(status(200)), per_minute=1, longest_wait=0.05)
    await limit(READ)
    began = monotonic()
    with pytest.raises(NotSentError, match=r"^Not sent: the 1 calls a minute that are allowed are used up\."):
        await limit(READ)
    assert monotonic() - began < 2


async def test_calls_pass_in_the_order_they_came() -> None:
    seen: list[str] = []

    async def below(call: Call) -> Answer:
        seen.append(call.path)
        return status(200)

    limit = RateLimit(below, per_minute=1_000, longest_wait=1)
    await asyncio.gather(*(limit(Call(Endpoint.FIND_PROMOTIONS, "GET", str(place))) for place in range(100)))
    assert seen == [str(place) for place in range(100)]


async def test_a_caller_that_gives_up_takes_no_place() -> None:
    below = Scripted(status(200))
    limit = RateLimit(below, per_minute=8, longest_wait=10)
    waiting = [asyncio.ensure_future(limit(READ)) for _ in range(3)]
    await asyncio.sleep(0.05)
    waiting[2].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert len(below.calls) == 2


async def test_calls_older_than_a_minute_are_forgotten() -> None:
    limit = RateLimit(Scripted(status(200)), per_minute=100)
    await limit(READ)
    (item,) = limit._bucket.items  # noqa: SLF001 - what the library remembers is the subject
    item.timestamp -= 61_000
    await limit(READ)
    assert len(limit._bucket.items) == 1  # noqa: SLF001
