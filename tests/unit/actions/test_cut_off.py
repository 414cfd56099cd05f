import anyio
import pytest

from promo_data.actions.cut_off import unless
from promo_data.errors import StoreError

pytestmark = pytest.mark.anyio


async def answer() -> str:
    await anyio.sleep(0.001)
    return "done"


async def test_work_that_nobody_stops_gives_what_it_gives() -> None:
    assert await unless(lambda: False, answer) == "done"


async def test_work_that_fails_raises_what_it_raised() -> None:
    async def broken() -> str:
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError, match="full"):
        await unless(lambda: False, broken)


async def test_a_stop_cuts_work_off_within_a_moment() -> None:
    stopped: list[bool] = []

    async def endless() -> str:
        stopped.append(True)
        await anyio.sleep_forever()
        return "never"

    with anyio.fail_after(5):
        assert await unless(lambda: bool(stopped), endless) is None


async def test_what_is_done_afterwards_is_not_cut_off() -> None:
    stopped: list[bool] = []
    await unless(lambda: bool(stopped), answer)
    stopped.append(True)
    await anyio.sleep(0.25)
