"""The rate as the vendor's server sees it, where several processes read as fast as they may."""

import asyncio
import sys
from bisect import bisect_left
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import monotonic

import pytest

from promo_data.protocol.call import Answer, Call
from promo_data.transport.rate_limit import RateLimit
from promo_data.transport.shared_book import SharedBook
from tests.unit.transport.senders import status
from tests.unit.transport.servers import READ, answer, serving

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
PER_PERIOD = 1_200
PERIOD = 3.0
PROCESSES = 4


@asynccontextmanager
async def reading(url: str, file: Path) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    command = [sys.executable, "-m", "tests.unit.transport.rate_process", url, str(file), str(PER_PERIOD), str(PERIOD)]
    processes = [await asyncio.create_subprocess_exec(*command, cwd=ROOT) for _ in range(PROCESSES)]
    try:
        yield processes
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def test_processes_keep_to_the_rate_together_and_use_it_though_one_is_killed(tmp_path: Path) -> None:
    arrived: list[float] = []
    half_way, enough = asyncio.Event(), asyncio.Event()

    async def arriving(request: bytes, writer: asyncio.StreamWriter) -> None:
        if READ.path.encode() in request:
            arrived.append(monotonic())
        if len(arrived) > PER_PERIOD:
            half_way.set()
        if len(arrived) > 3 * PER_PERIOD:
            enough.set()
        writer.write(answer())

    async with serving(arriving) as server, reading(server.url, tmp_path / "rate.sqlite") as processes:
        await half_way.wait()
        processes[0].kill()
        await enough.wait()
    within = [bisect_left(arrived, at + PERIOD) - first for first, at in enumerate(arrived)]
    assert max(within) <= PER_PERIOD
    # Calls come in a rush each quarter of the period; the middle one of them is spared what else the machine does.
    rushes = arrived[PER_PERIOD :: PER_PERIOD // 4]
    assert PERIOD / 4 / median(after - before for before, after in pairwise(rushes)) >= 0.95


async def test_people_do_not_wait_while_background_work_takes_all_it_may(tmp_path: Path) -> None:
    waits: list[float] = []

    async def below(_call: Call) -> Answer:
        return status(200)

    def limit(*, background: bool) -> RateLimit:
        grants = SharedBook(tmp_path / "rate.sqlite", per_period=100, period=PERIOD)
        return RateLimit(below, grants, background=background, longest_wait=60)

    async def pull(send: RateLimit) -> None:
        while True:
            await send(READ)

    pulling = [asyncio.ensure_future(pull(limit(background=True))) for _ in range(3)]
    page = limit(background=False)
    for _ in range(12):
        await asyncio.sleep(PERIOD / 16)
        asked_at = monotonic()
        await page(READ)
        waits.append(monotonic() - asked_at)
    for task in pulling:
        task.cancel()
    await asyncio.gather(*pulling, return_exceptions=True)
    assert max(waits) < PERIOD / 8
