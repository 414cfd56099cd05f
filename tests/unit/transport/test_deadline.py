import asyncio
from math import inf
from time import monotonic

import pytest

from promo_data.errors import AnswerLostError, NotSentError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.deadline import Deadline, extend, seconds_left, sent, waiting
from promo_data.transport.held_back import HeldBackError
from tests.unit.transport.senders import Scripted, status
from tests.unit.transport.servers import READ, WRITE

pytestmark = pytest.mark.anyio


async def never(_call: Call) -> Answer:
    await asyncio.sleep(60)
    raise AssertionError


async def test_an_answer_in_time_comes_back() -> None:
    assert (await Deadline(Scripted(status(200)))(READ)).status == 200


async def test_a_read_that_is_late_is_lost() -> None:
    with pytest.raises(AnswerLostError, match=r"^No answer within 0\.05 seconds\.$"):
        await Deadline(never, seconds=0.05)(READ)


async def test_tries_and_the_waits_between_them_end_together() -> None:
    async def trying(_call: Call) -> Answer:
        for _ in range(100):
            await asyncio.sleep(0.03)
        raise AssertionError

    began = monotonic()
    with pytest.raises(AnswerLostError):
        await Deadline(trying, seconds=0.1)(READ)
    assert 0.1 <= monotonic() - began < 1


async def test_a_write_whose_turn_does_not_come_was_not_sent() -> None:
    with pytest.raises(NotSentError, match=r"^Not sent: its turn did not come within 0\.05 seconds\."):
        await Deadline(never, seconds=0.05)(WRITE)


async def test_a_write_that_was_sent_is_not_cut() -> None:
    async def slow(_call: Call) -> Answer:
        sent()
        await asyncio.sleep(0.1)
        return status(200)

    assert (await Deadline(slow, seconds=0.05)(WRITE)).status == 200


@pytest.mark.parametrize("call", [READ, WRITE], ids=["read", "write"])
async def test_what_held_a_call_back_until_its_time_ended_is_told(call: Call) -> None:
    async def slow(_call: Call) -> Answer:
        with waiting("Not sent: it rains.", off_the_clock=False):
            return await never(_call)

    with pytest.raises(HeldBackError, match=r"^Not sent: it rains\.$"):
        await Deadline(slow, seconds=0.05)(call)


async def test_what_held_a_call_back_earlier_is_forgotten() -> None:
    async def slow(_call: Call) -> Answer:
        with waiting("Not sent: it rains.", off_the_clock=False):
            await asyncio.sleep(0)
        return await never(_call)

    with pytest.raises(AnswerLostError):
        await Deadline(slow, seconds=0.05)(READ)


async def test_time_can_stand_still_while_a_call_is_held_back() -> None:
    left: list[float] = []

    async def slow(_call: Call) -> Answer:
        left.append(seconds_left())
        with waiting("Wait.", off_the_clock=True):
            left.append(seconds_left())
            await asyncio.sleep(0.2)
        left.append(seconds_left())
        return status(200)

    assert (await Deadline(slow, seconds=0.1)(READ)).status == 200
    assert left == [pytest.approx(0.1, abs=0.02), inf, pytest.approx(0.1, abs=0.02)]


async def test_time_goes_on_after_it_stood_still() -> None:
    async def slow(_call: Call) -> Answer:
        with waiting("Wait.", off_the_clock=True):
            await asyncio.sleep(0.1)
        return await never(_call)

    with pytest.raises(AnswerLostError):
        await Deadline(slow, seconds=0.05)(READ)


async def test_time_can_be_added() -> None:
    async def slow(_call: Call) -> Answer:
        extend(5)
        await asyncio.sleep(0.1)
        return status(200)

    assert (await Deadline(slow, seconds=0.05)(READ)).status == 200


async def test_without_a_deadline_there_is_no_end() -> None:
    extend(1)
    sent()
    with waiting("Wait.", off_the_clock=True):
        assert seconds_left() == inf


async def test_each_call_has_a_time_of_its_own() -> None:
    timed = Deadline(never, seconds=0.05)
    results = await asyncio.gather(timed(READ), timed(WRITE), return_exceptions=True)
    assert [type(result) for result in results] == [AnswerLostError, NotSentError]
    assert seconds_left() == inf


async def test_a_timeout_further_in_is_not_taken_for_this_one() -> None:
    with pytest.raises(TimeoutError):
        await Deadline(Scripted(TimeoutError()))(WRITE)
