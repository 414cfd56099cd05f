import asyncio

import pytest

from promo_data.protocol.call import Answer, Call
from promo_data.transport.concurrency import ConcurrencyCap
from tests.unit.transport.senders import status
from tests.unit.transport.servers import READ


@pytest.mark.anyio
async def test_no_more_calls_than_the_cap_are_under_way() -> None:
    under_way = 0
    most = 0

    async def below(_call: Call) -> Answer:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.001)
        under_way -= 1
        return status(200)

    cap = ConcurrencyCap(below, at_once=3)
    answers = await asyncio.gather(*(cap(READ) for _ in range(20)))
    assert (most, len(answers)) == (3, 20)
