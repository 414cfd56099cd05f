import asyncio
import logging
from time import monotonic

import pytest

from promo_data.errors import AnswerLostError, NotSentError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.breaker import Breaker, is_sensible
from promo_data.transport.circuit import Circuit
from promo_data.transport.held_back import HeldBackError
from tests.unit.transport.senders import Clock, Scripted, status
from tests.unit.transport.servers import READ, WRITE

pytestmark = pytest.mark.anyio

NOON = 946_728_000.0  # 2000-01-01, 12:00 UTC


class Vendor:
    """A vendor that can be down, and counts what it is sent."""

    def __init__(self) -> None:
        self.clock = Clock(0)
        self.sent = 0
        self.result: Answer | Exception = AnswerLostError("Lost.")
        self.send = Breaker(self._answer, Circuit(clock=self.clock), now=lambda: NOON + self.clock.seconds)

    async def _answer(self, _call: Call) -> Answer:
        self.sent += 1
        await asyncio.sleep(0)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    async def ask(self, calls: int, call: Call = READ) -> list[Answer | BaseException]:
        return await asyncio.gather(*(self.send(call) for _ in range(calls)), return_exceptions=True)


@pytest.fixture
async def down() -> Vendor:
    vendor = Vendor()
    await vendor.ask(5)
    vendor.sent = 0
    return vendor


@pytest.mark.parametrize(
    "failure",
    [
        AnswerLostError("Lost."),
        NotSentError("Refused."),
        UnreadableAnswerError("Too large.", status=200),
        status(500),
        status(503),
        Answer(200, {"content-type": "text/html"}, b"<!DOCTYPE html>"),
        Answer(200, {}, b""),
        Answer(302, {}, b""),
    ],
    ids=str,
)
async def test_five_failures_stop_the_sixth_call(failure: Answer | Exception) -> None:
    vendor = Vendor()
    vendor.result = failure
    await vendor.ask(5)
    with pytest.raises(HeldBackError):
        await vendor.send(READ)
    assert vendor.sent == 5


@pytest.mark.parametrize("code", [200, 201, 400, 401, 403, 404, 429, 461, 498, 521])
async def test_a_refusal_never_stops_a_call(code: int) -> None:
    vendor = Vendor()
    vendor.result = status(code)
    await vendor.ask(20)
    assert vendor.sent == 20


async def test_what_we_held_back_ourselves_is_not_the_vendors_failure() -> None:
    vendor = Vendor()
    vendor.result = HeldBackError("The rate is used up.")
    await vendor.ask(20)
    assert vendor.sent == 20


async def test_a_call_to_a_dead_vendor_costs_milliseconds(down: Vendor) -> None:
    began = monotonic()
    assert all(isinstance(result, NotSentError) for result in await down.ask(100))
    assert monotonic() - began < 0.5
    assert down.sent == 0


async def test_the_sentence_says_since_when_and_when_it_is_tried_again(down: Vendor) -> None:
    down.clock.seconds += 2
    with pytest.raises(
        HeldBackError,
        match=r"^Not sent: the vendor has not answered since 12:00:00 UTC\. It can be tried again in 3 seconds\.$",
    ):
        await down.send(WRITE)


async def test_one_of_many_calls_finds_out_that_the_vendor_answers_again(down: Vendor) -> None:
    down.clock.seconds += 5
    down.result = status(200)
    results = await down.ask(8)
    assert down.sent == 1
    assert sum(isinstance(result, Answer) for result in results) == 1
    assert [str(result) for result in results if not isinstance(result, Answer)] == [
        "Not sent: the vendor has not answered since 12:00:00 UTC. It is being tried again now."
    ] * 7
    await down.ask(8)
    assert down.sent == 9


async def test_a_write_never_finds_out(down: Vendor) -> None:
    down.clock.seconds += 5
    with pytest.raises(HeldBackError, match=r"The next look-up tries it again\.$"):
        await down.send(WRITE)
    assert down.sent == 0


async def test_a_try_that_is_cancelled_lets_the_next_call_try(down: Vendor) -> None:
    down.clock.seconds += 5
    trying = asyncio.ensure_future(down.send(READ))
    await asyncio.sleep(0)
    trying.cancel()
    await asyncio.gather(trying, return_exceptions=True)
    down.result = status(200)
    assert (await down.send(READ)).status == 200


async def test_an_outage_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    vendor = Vendor()
    await vendor.ask(20)
    vendor.clock.seconds += 5
    await vendor.ask(20)
    warnings = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert warnings == ["The vendor does not answer: calls are held back until it does."]


@pytest.mark.parametrize("body", [b"{}", b"[]", b' \r\n\t{"a": 1}', b"\xef\xbb\xbf{}"])
def test_json_is_told_by_its_beginning(body: bytes) -> None:
    assert is_sensible(Answer(200, {}, body))


def test_the_breaker_shows_what_lies_below() -> None:
    assert repr(Breaker(Scripted(status(200)), Circuit())) == "Breaker > Scripted"
