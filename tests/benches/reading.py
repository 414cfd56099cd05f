"""One client in a process of its own: how many reads a second, and how much of a processor each takes.

Started as ``python -m tests.benches.reading stack|bare|aiohttp ADDRESS CONCURRENCY SECONDS FOLDER``; prints JSON.
"""

import asyncio
import json
import logging
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

import aiohttp
import httpx
from httpx_aiohttp import HttpxAiohttpClient

from promo_data.garbage import look_seldom, set_aside_what_is_loaded
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.customer_promotions import PATH, page_call
from promo_data.protocol.token import decode_token, token_call
from promo_data.scope import SELF
from promo_data.settings import Settings
from promo_data.transport.stack import open_sender
from promo_data.vocabulary import IdentifierKind
from tests.benches.nginx import BODIES, BODY_BYTES

Read = Callable[[int], Awaitable[bytes]]
Close = Callable[[], Awaitable[None]]

WARM_UP_SECONDS = 0.5


def stack(address: str, concurrency: int, folder: Path) -> tuple[Read, Close]:
    """Everything a read goes through, with a limit of calls that is counted and never reached, logged at INFO."""
    logging.basicConfig(level=logging.INFO, filename=folder / "reading.log", format="%(asctime)s %(message)s")
    settings = Settings.model_validate(
        {
            "base_url": address,
            "credentials": {"username": "till", "password": "secret"},
            "concurrency": concurrency,
            "rate_per_minute": 100_000_000,
            "data_dir": folder,
        }
    )
    sender = open_sender(settings, token_call, decode_token)

    async def read(number: int) -> bytes:
        identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(number))
        return (await sender(page_call(identifier, SELF, offset=0))).body

    return read, sender.aclose


def bare(address: str, concurrency: int, _folder: Path) -> tuple[Read, Close]:
    """httpx over aiohttp as its documents show it, with nothing above it."""
    client = HttpxAiohttpClient(limits=httpx.Limits(max_connections=concurrency))

    async def read(number: int) -> bytes:
        return (await client.get(f"{address}{PATH}?identifierName=id&identifierValue={number}")).content

    return read, client.aclose


def plain_aiohttp(address: str, concurrency: int, _folder: Path) -> tuple[Read, Close]:
    """aiohttp with nothing above it."""
    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=concurrency))

    async def read(number: int) -> bytes:
        async with session.get(f"{address}{PATH}?identifierName=id&identifierValue={number}") as answer:
            return await answer.read()

    return read, session.close


async def measured(client: str, address: str, concurrency: int, seconds: float, folder: Path) -> dict[str, float]:
    """Reads a second and microseconds of processor time a read, after a warm-up."""
    clients = {"stack": stack, "bare": bare, "aiohttp": plain_aiohttp}
    read, close = clients[client](address, concurrency, folder)
    numbers = count()

    async def reading(until: float) -> int:
        """How many were whole before the time was over, as wrk counts."""
        done = 0
        while True:
            body = await read(next(numbers) % BODIES)
            if len(body) != BODY_BYTES:
                raise ValueError("that is another body")
            if time.perf_counter() > until:
                return done
            done += 1

    async def all_reading(for_seconds: float) -> int:
        until = time.perf_counter() + for_seconds
        return sum(await asyncio.gather(*(reading(until) for _ in range(concurrency))))

    await all_reading(WARM_UP_SECONDS)
    before = _processor_seconds()
    reads = await all_reading(seconds)
    processor = _processor_seconds() - before
    await close()
    return {"reads_per_second": reads / seconds, "microseconds": processor / reads * 1e6}


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    look_seldom()
    set_aside_what_is_loaded()
    name, where, at_once, length, data = sys.argv[1:]
    print(json.dumps(asyncio.run(measured(name, where, int(at_once), float(length), Path(data)))))
