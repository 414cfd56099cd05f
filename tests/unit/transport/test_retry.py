from collections.abc import Iterator
from time import monotonic

import pytest
import stamina

from promo_data.errors import AnswerLostError, NotSentError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.retry import TRY_AGAIN_STATUSES, Retry, current_try, retry_after
from promo_data.vocabulary import Endpoint
from tests.unit.transport.senders import Clock, Scripted, status
from tests.unit.transport.servers import READ, WRITE

pytestmark = pytest.mark.anyio

TOKEN = Call(Endpoint.TOKEN, "POST", "/v3/oauth/token/generate")


@pytest.fixture
def without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("call", [READ, TOKEN], ids=["read", "token"])
@pytest.mark.parametrize("passing", [AnswerLostError("Lost."), NotSentError("Refused."), status(503)], ids=type)
async def test_a_read_that_fails_in_passing_is_tried_again(call: Call, passing: Answer | Exception) -> None:
    below = Scripted(passing, passing, status(200))
    assert (await Retry(below)(call)).status == 200
    assert len(below.calls) == 3


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("code", sorted(TRY_AGAIN_STATUSES))
async def test_the_last_answer_comes_back_as_it_is(code: int) -> None:
    below = Scripted(status(code))
    assert await Retry(below)(READ) == status(code)
    assert len(below.calls) == 3


@pytest.mark.usefixtures("without_waiting")
async def test_the_last_error_is_raised() -> None:
    below = Scripted(NotSentError("Refused."), AnswerLostError("Lost."))
    with pytest.raises(AnswerLostError, match="Lost"):
        await Retry(below)(READ)


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("result", [AnswerLostError("Lost."), NotSentError("Refused.")], ids=type)
async def test_a_write_that_failed_goes_out_once(result: Exception) -> None:
    below = Scripted(result)
    with pytest.raises(type(result)):
        await Retry(below)(WRITE)
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("code", sorted(TRY_AGAIN_STATUSES))
async def test_a_write_that_was_answered_goes_out_once(code: int) -> None:
    below = Scripted(status(code))
    assert (await Retry(below)(WRITE)).status == code
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("code", [200, 201, 302, 400, 401, 403, 404, 498, 501])
async def test_an_answer_that_will_not_pass_is_not_asked_for_again(code: int) -> None:
    below = Scripted(status(code))
    assert (await Retry(below)(READ)).status == code
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
async def test_an_unreadable_answer_is_not_asked_for_again() -> None:
    below = Scripted(UnreadableAnswerError("Too large.", status=200))
    with pytest.raises(UnreadableAnswerError):
        await Retry(below)(READ)
    assert len(below.calls) == 1


async def test_tries_are_waited_between() -> None:
    below = Scripted(status(503), status(200))
    began = monotonic()
    await Retry(below)(READ)
    assert 0.2 <= monotonic() - began < 5


async def test_retry_after_is_obeyed() -> None:
    below = Scripted(status(429, [("retry-after", "1")]), status(200))
    began = monotonic()
    assert (await Retry(below)(READ)).status == 200
    assert 1 <= monotonic() - began < 5


@pytest.mark.parametrize("seconds", ["20", "86400", "9" * 400])
async def test_a_retry_after_that_ends_too_late_brings_the_answer_back_at_once(seconds: str) -> None:
    below = Scripted(status(429, [("retry-after", seconds)]))
    began = monotonic()
    assert (await Retry(below)(READ)).status == 429
    assert monotonic() - began < 2
    assert len(below.calls) == 1


async def test_the_time_already_spent_counts_against_retry_after() -> None:
    clock = Clock()

    async def slow(call: Call) -> Answer:
        clock.seconds += 15
        return await below(call)

    below = Scripted(status(429, [("retry-after", "6")]))
    assert (await Retry(slow, clock=clock)(READ)).status == 429
    assert len(below.calls) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 2.0),
        (" 0 ", 0.0),
        ("Sat, 01 Jan 2000 00:00:05 GMT", 5.0),
        ("Saturday, 01-Jan-00 00:00:05 GMT", 5.0),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0.0),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("Sat, 99 Jan 2000 00:00:05 GMT", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    year_2000 = 946_684_800.0
    assert retry_after(status(429, [("retry-after", text)]), year_2000) == seconds


@pytest.mark.usefixtures("without_waiting")
async def test_the_number_of_the_try_can_be_read_below() -> None:
    seen = []

    async def below(call: Call) -> Answer:
        seen.append((call.method, current_try.get()))
        return status(500)

    retry = Retry(below)
    await retry(READ)
    await retry(WRITE)
    await retry(READ)
    assert seen == [("GET", 1), ("GET", 2), ("GET", 3), ("POST", 1), ("GET", 1), ("GET", 2), ("GET", 3)]
