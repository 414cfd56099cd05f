import asyncio
from collections.abc import Iterator
from time import monotonic

import pytest
import stamina

from promo_data.errors import AnswerLostError, NotSentError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.deadline import Deadline, seconds_left
from promo_data.transport.held_back import HeldBackError
from promo_data.transport.retry import TRY_AGAIN_STATUSES, Retry, current_try
from promo_data.transport.retry_budget import RetryBudget
from promo_data.transport.sender import Sender
from promo_data.vocabulary import Endpoint
from tests.unit.transport.senders import Scripted, status
from tests.unit.transport.servers import READ, WRITE

pytestmark = pytest.mark.anyio

TOKEN = Call(Endpoint.TOKEN, "POST", "/v3/oauth/token/generate")


def retry(below: Sender, *, background: bool = False) -> Retry:
    return Retry(below, RetryBudget(), background=background)


@pytest.fixture
def without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("call", [READ, TOKEN], ids=["read", "token"])
@pytest.mark.parametrize("passing", [AnswerLostError("Lost."), NotSentError("Refused."), status(503)], ids=type)
async def test_a_read_that_fails_in_passing_is_tried_again(call: Call, passing: Answer | Exception) -> None:
    below = Scripted(passing, passing, status(200))
    assert (await retry(below)(call)).status == 200
    assert len(below.calls) == 3


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("code", sorted(TRY_AGAIN_STATUSES))
async def test_the_last_answer_comes_back_as_it_is(code: int) -> None:
    below = Scripted(status(code))
    assert await retry(below)(READ) == status(code)
    assert len(below.calls) == 3


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("code", [429, 461, 521, 4001, 8105])
async def test_a_passing_refusal_in_a_body_is_tried_again_whatever_its_status(code: int) -> None:
    refused = Answer(200, {}, b'{"errors": [{"status": false, "code": %d, "message": "busy"}]}' % code)
    below = Scripted(refused, status(200))
    assert await retry(below)(READ) == status(200)
    assert len(below.calls) == 2


@pytest.mark.parametrize(
    "body",
    [
        b'{"errors": [{"code": 8015}]}',
        b'{"promotions": [%s], "warnings": [{"code": 461}]}' % (b" " * 2_000),
    ],
)
async def test_a_refusal_that_stays_and_a_whole_page_are_not_asked_for_again(body: bytes) -> None:
    below = Scripted(Answer(200, {}, body))
    await retry(below)(READ)
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
async def test_a_write_that_was_refused_in_passing_goes_out_once() -> None:
    below = Scripted(Answer(200, {}, b'{"errors": [{"code": 521}]}'))
    await retry(below)(WRITE)
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
async def test_the_last_error_is_raised() -> None:
    below = Scripted(NotSentError("Refused."), AnswerLostError("Lost."))
    with pytest.raises(AnswerLostError, match="Lost"):
        await retry(below)(READ)


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("result", [AnswerLostError("Lost."), NotSentError("Refused.")], ids=type)
async def test_a_write_that_failed_goes_out_once(result: Exception) -> None:
    below = Scripted(result)
    with pytest.raises(type(result)):
        await retry(below)(WRITE)
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("code", sorted(TRY_AGAIN_STATUSES))
async def test_a_write_that_was_answered_goes_out_once(code: int) -> None:
    below = Scripted(status(code))
    assert (await retry(below)(WRITE)).status == code
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize("code", [200, 201, 302, 400, 401, 403, 404, 498, 501])
async def test_an_answer_that_will_not_pass_is_not_asked_for_again(code: int) -> None:
    below = Scripted(status(code))
    assert (await retry(below)(READ)).status == code
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
async def test_an_unreadable_answer_is_not_asked_for_again() -> None:
    below = Scripted(UnreadableAnswerError("Too large.", status=200))
    with pytest.raises(UnreadableAnswerError):
        await retry(below)(READ)
    assert len(below.calls) == 1


async def test_tries_are_waited_between() -> None:
    below = Scripted(status(503), status(200))
    began = monotonic()
    await retry(below)(READ)
    assert 0.2 <= monotonic() - began < 5


async def test_retry_after_is_obeyed() -> None:
    below = Scripted(status(429, [("retry-after", "1")]), status(200))
    began = monotonic()
    assert (await retry(below)(READ)).status == 200
    assert 1 <= monotonic() - began < 5


@pytest.mark.parametrize("seconds", ["20", "86400", "9" * 400])
async def test_a_retry_after_that_ends_too_late_brings_the_answer_back_at_once(seconds: str) -> None:
    below = Scripted(status(429, [("retry-after", seconds)]))
    began = monotonic()
    assert (await Deadline(retry(below))(READ)).status == 429
    assert monotonic() - began < 2
    assert len(below.calls) == 1


async def test_the_time_already_spent_counts_against_retry_after() -> None:
    async def slow(call: Call) -> Answer:
        await asyncio.sleep(1)
        return await below(call)

    below = Scripted(status(429, [("retry-after", "1")]))
    assert (await Deadline(retry(slow), seconds=2.9)(READ)).status == 429
    assert len(below.calls) == 1


@pytest.mark.parametrize("nonsense", ["-1", "soon"])
async def test_a_retry_after_that_cannot_be_read_is_ignored(nonsense: str) -> None:
    below = Scripted(status(429, [("retry-after", nonsense)]), status(200))
    began = monotonic()
    assert (await Deadline(retry(below))(READ)).status == 200
    assert monotonic() - began < 2


async def test_background_work_waits_longer_than_its_time_where_the_vendor_asks_for_it() -> None:
    below = Scripted(status(503, [("retry-after", "2")]), status(200))
    assert (await Deadline(retry(below, background=True), seconds=1.5)(READ)).status == 200


@pytest.mark.usefixtures("without_waiting")
async def test_background_work_waits_no_longer_than_a_minute() -> None:
    left: list[float] = []

    async def below(_call: Call) -> Answer:
        left.append(seconds_left())
        return status(503, [("retry-after", "86400")])

    await Deadline(retry(below, background=True), seconds=20)(READ)
    assert left == pytest.approx([20, 80, 140], abs=2)


@pytest.mark.usefixtures("without_waiting")
async def test_a_call_that_we_held_back_ourselves_is_not_tried_again() -> None:
    below = Scripted(HeldBackError("The rate is used up."))
    with pytest.raises(HeldBackError):
        await retry(below)(READ)
    assert len(below.calls) == 1


@pytest.mark.usefixtures("without_waiting")
async def test_where_a_repetition_is_held_back_the_answer_before_it_comes_back() -> None:
    below = Scripted(status(503), HeldBackError("The vendor is silent."))
    assert (await retry(below)(READ)).status == 503
    assert len(below.calls) == 2


@pytest.mark.usefixtures("without_waiting")
async def test_where_a_repetition_is_held_back_the_error_before_it_is_raised() -> None:
    below = Scripted(AnswerLostError("Lost."), HeldBackError("The vendor is silent."))
    with pytest.raises(AnswerLostError, match="Lost"):
        await retry(below)(READ)
    assert len(below.calls) == 2


@pytest.mark.usefixtures("without_waiting")
async def test_where_the_budget_is_used_up_the_last_answer_comes_back() -> None:
    below = Scripted(status(503))
    retried = Retry(below, RetryBudget(at_least=1))
    assert (await retried(READ)).status == 503
    assert (await retried(READ)).status == 503
    assert len(below.calls) == 2 + 1


@pytest.mark.usefixtures("without_waiting")
async def test_where_the_budget_is_used_up_the_last_error_is_raised() -> None:
    below = Scripted(AnswerLostError("First."), AnswerLostError("Second."))
    with pytest.raises(AnswerLostError, match="Second"):
        await Retry(below, RetryBudget(at_least=1))(READ)


@pytest.mark.usefixtures("without_waiting")
async def test_a_last_try_takes_nothing_from_the_budget() -> None:
    budget = RetryBudget(at_least=3)
    await Retry(Scripted(status(503)), budget)(READ)
    assert budget.take()


@pytest.mark.usefixtures("without_waiting")
async def test_a_dead_server_under_load_gets_a_tenth_more_requests() -> None:
    below = Scripted(status(500))
    retried = retry(below)
    for _ in range(1_000):
        await retried(READ)
    assert 1_000 < len(below.calls) <= 1_100


@pytest.mark.usefixtures("without_waiting")
async def test_the_number_of_the_try_can_be_read_below() -> None:
    seen = []

    async def below(call: Call) -> Answer:
        seen.append((call.method, current_try.get()))
        return status(500)

    retried = retry(below)
    await retried(READ)
    await retried(WRITE)
    await retried(READ)
    assert seen == [("GET", 1), ("GET", 2), ("GET", 3), ("POST", 1), ("GET", 1), ("GET", 2), ("GET", 3)]
