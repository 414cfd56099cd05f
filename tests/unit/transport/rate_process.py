"""A process that reads as fast as it may, for the test of a rate that processes share."""

import asyncio
import sys
from pathlib import Path

from promo_data.protocol.call import Call
from promo_data.transport.http import Http
from promo_data.transport.rate_limit import RateLimit
from promo_data.transport.shared_book import SharedBook
from promo_data.vocabulary import Endpoint
from tests.unit.transport.servers import READ

TASKS = 8
OPENING = Call(Endpoint.TOKEN, "GET", "/opening")


async def main(url: str, file: str, per_period: str, period: str) -> None:
    wire = Http(url)
    # A process opens its connections in a fiftieth of a minute, but not in that of the short period of the test.
    await asyncio.gather(*(wire(OPENING) for _ in range(TASKS)))
    send = RateLimit(wire, SharedBook(Path(file), per_period=int(per_period), period=float(period)))

    async def read_on() -> None:
        while True:
            await send(READ)

    await asyncio.gather(*(read_on() for _ in range(TASKS)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
