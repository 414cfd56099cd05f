import asyncio
import logging

import pytest

from promo_data.single_flight import SingleFlight

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Work:
    """Counts its calls and gives the count, or fails, when let go."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.calls = 0
        self.may_end = asyncio.Event()
        self._failure = failure

    async def __call__(self) -> int:
        self.calls += 1
        await self.may_end.wait()
        if self._failure is not None:
            raise self._failure
        return self.calls


async def started(flight: SingleFlight[int], work: Work, callers: int = 5) -> list[asyncio.Task[int]]:
    waiting = [asyncio.create_task(flight.once("key", work)) for _ in range(callers)]
    await asyncio.sleep(0)
    return waiting


async def test_all_who_wait_share_one_call() -> None:
    work = Work()
    waiting = await started(SingleFlight(), work)
    work.may_end.set()
    assert await asyncio.gather(*waiting) == [1] * 5


async def test_an_error_goes_to_all_who_wait() -> None:
    work = Work(LookupError("gone"))
    waiting = await started(SingleFlight(), work)
    work.may_end.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [str(result) for result in results] == ["gone"] * 5
    assert work.calls == 1


@pytest.mark.parametrize("failure", [None, LookupError("gone")], ids=["result", "error"])
async def test_nothing_is_kept(failure: Exception | None) -> None:
    flight: SingleFlight[int] = SingleFlight()
    work = Work(failure)
    work.may_end.set()
    await asyncio.gather(flight.once("key", work), return_exceptions=True)
    await asyncio.gather(flight.once("key", work), return_exceptions=True)
    assert work.calls == 2


async def test_keys_fly_apart() -> None:
    flight: SingleFlight[int] = SingleFlight()
    work = Work()
    work.may_end.set()
    await asyncio.gather(flight.once("one", work), flight.once("two", work))
    assert work.calls == 2


async def test_a_cancelled_leader_strands_nobody() -> None:
    work = Work()
    leader, *followers = await started(SingleFlight(), work)
    leader.cancel()
    await asyncio.sleep(0)
    work.may_end.set()
    assert await asyncio.gather(*followers) == [1] * 4
    assert leader.cancelled()


async def test_an_error_after_every_caller_has_gone_is_reported_by_nobody(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(LookupError("gone"))
    for caller in await started(SingleFlight(), work):
        caller.cancel()
    await asyncio.sleep(0)
    work.may_end.set()
    await asyncio.sleep(0.01)
    assert not [record for record in caplog.records if record.name == "asyncio" and record.levelno > logging.DEBUG]
