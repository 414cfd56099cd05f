import asyncio
import sqlite3
from collections.abc import Iterator
from time import monotonic

import pytest

from promo_data.errors import NotSentError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.deadline import Deadline
from promo_data.transport.grant_book import GrantBook, Lease, Wait
from promo_data.transport.held_back import HeldBackError
from promo_data.transport.rate_limit import RateLimit
from promo_data.vocabulary import Endpoint
from tests.unit.transport.senders import Scripted, status
from tests.unit.transport.servers import READ, WRITE

pytestmark = pytest.mark.anyio


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


class Told:
    """Grants that let everything go and remember what they were told."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.leases = 0

    def take(self, *, background: bool, unused: Lease | None = None) -> Lease:
        del background, unused
        self.leases += 1
        return Lease(1, at=monotonic(), ends=monotonic() + 60, left=10)

    def slow_down(self, pause: float) -> None:
        self.pauses.append(pause)


class Closed(Told):
    """Grants that let nothing go."""

    def __init__(self, seconds: float = 0.05) -> None:
        super().__init__()
        self._seconds = seconds

    def take(self, *, background: bool, unused: Lease | None = None) -> Wait:  # type: ignore[override]  # never a lease
        del background, unused
        return Wait(self._seconds, "the vendor asked for a pause")


async def test_what_may_go_goes_at_once(database: sqlite3.Connection) -> None:
    below = Scripted(status(200))
    limit = RateLimit(below, GrantBook(database, per_period=100), longest_wait=0.2)
    results = await asyncio.gather(*(limit(READ) for _ in range(27)), return_exceptions=True)
    assert len(below.calls) == 25
    assert sum(isinstance(result, NotSentError) for result in results) == 2


async def test_a_call_that_would_wait_too_long_is_told_so_at_once(database: sqlite3.Connection) -> None:
    limit = RateLimit(Scripted(status(200)), GrantBook(database, per_period=1), longest_wait=20)
    await limit(READ)
    began = monotonic()
    with pytest.raises(
        HeldBackError,
        match=r"^Not sent: the 1 calls a minute that are allowed are used up\. Try again in \d\d seconds\.$",
    ):
        await limit(READ)
    assert monotonic() - began < 1


async def test_a_call_that_would_wait_past_its_deadline_is_told_so_at_once(database: sqlite3.Connection) -> None:
    limit = RateLimit(Scripted(status(200)), GrantBook(database, per_period=1), longest_wait=1_000)
    await limit(READ)
    with pytest.raises(HeldBackError):
        await Deadline(limit, seconds=20)(READ)


@pytest.mark.parametrize("call", [READ, WRITE], ids=["read", "write"])
async def test_who_waits_longer_than_the_longest_wait_was_not_sent(call: Call) -> None:
    below = Scripted(status(200))
    limit = RateLimit(below, Closed(), longest_wait=0.12)
    results = await asyncio.gather(limit(call), limit(call), return_exceptions=True)
    assert [type(result) for result in results] == [HeldBackError] * 2
    assert all(str(result).startswith("Not sent: ") for result in results)
    assert below.calls == []


async def test_why_a_call_would_wait_too_long_is_told() -> None:
    with pytest.raises(HeldBackError, match=r"^Not sent: the vendor asked for a pause\. Try again in 1 second\.$"):
        await RateLimit(Scripted(status(200)), Closed(), longest_wait=0.01)(READ)


async def test_who_waits_behind_others_for_too_long_was_not_sent() -> None:
    limit = RateLimit(Scripted(status(200)), Closed(seconds=0.3), longest_wait=0.4)
    head = asyncio.ensure_future(limit(READ))
    await asyncio.sleep(0)
    limit._longest_wait = 0.1  # noqa: SLF001 - only the second caller is short of time
    with pytest.raises(
        HeldBackError, match=r"^Not sent: too many calls wait for their turn\. Try again in a moment\.$"
    ):
        await limit(READ)
    head.cancel()


@pytest.mark.parametrize("call", [READ, WRITE], ids=["read", "write"])
async def test_a_deadline_that_ends_the_waiting_says_that_nothing_was_sent(call: Call) -> None:
    below = Scripted(status(200))
    timed = Deadline(RateLimit(below, Closed()), seconds=0.12)
    results = await asyncio.gather(timed(call), timed(call), return_exceptions=True)
    assert [type(result) for result in results] == [HeldBackError] * 2
    assert below.calls == []


async def test_a_write_that_was_sent_is_not_cut_by_the_deadline() -> None:
    async def slow(_call: Call) -> Answer:
        await asyncio.sleep(0.15)
        return status(200)

    assert (await Deadline(RateLimit(slow, Told()), seconds=0.05)(WRITE)).status == 200


async def test_background_work_waits_off_the_clock(database: sqlite3.Connection) -> None:
    grants = GrantBook(database, per_period=4, period=2)
    limit = RateLimit(Scripted(status(200)), grants, background=True, longest_wait=60)
    for _ in range(2):
        assert (await Deadline(limit, seconds=0.1)(READ)).status == 200


async def test_calls_pass_in_the_order_they_came(database: sqlite3.Connection) -> None:
    seen: list[str] = []

    async def below(call: Call) -> Answer:
        seen.append(call.path)
        return status(200)

    limit = RateLimit(below, GrantBook(database, per_period=200, period=1), longest_wait=5)
    await asyncio.gather(*(limit(Call(Endpoint.FIND_PROMOTIONS, "GET", str(place))) for place in range(100)))
    assert seen == [str(place) for place in range(100)]


async def test_a_caller_that_gives_up_takes_no_place(database: sqlite3.Connection) -> None:
    below = Scripted(status(200))
    limit = RateLimit(below, GrantBook(database, per_period=4, period=2), longest_wait=10)
    waiting = [asyncio.ensure_future(limit(READ)) for _ in range(3)]
    await asyncio.sleep(0.05)
    waiting[1].cancel()
    began = monotonic()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert len(below.calls) == 2
    assert monotonic() - began < 1


async def test_a_lease_is_used_up_before_the_next_is_asked_for() -> None:
    grants = Told()
    limit = RateLimit(Scripted(status(200)), grants)
    for _ in range(25):
        await limit(READ)
    assert grants.leases == 3


@pytest.mark.parametrize(
    ("header", "pause"),
    [("2", 2.0), ("60", 60.0), ("61", 0.0), ("86400", 0.0), ("-1", 0.0), ("soon", 0.0), (None, 0.0)],
)
async def test_a_429_slows_all_down_and_pauses_them_for_what_can_be_true(header: str | None, pause: float) -> None:
    grants = Told()
    answer = status(429, [] if header is None else [("retry-after", header)])
    assert await RateLimit(Scripted(answer), grants)(READ) == answer
    assert grants.pauses == [pause]


async def test_after_a_429_nothing_goes_on_an_old_lease() -> None:
    grants = Told()
    limit = RateLimit(Scripted(status(429)), grants)
    await limit(READ)
    await limit(READ)
    assert grants.leases == 2


@pytest.mark.parametrize("code", [200, 400, 461, 500, 503])
async def test_nothing_else_slows_down(code: int) -> None:
    grants = Told()
    await RateLimit(Scripted(status(code)), grants)(READ)
    assert grants.pauses == []
