import asyncio
from dataclasses import dataclass

import pytest

from promo_data.errors import AnswerLostError, NotSentError, PromoInsightError, RefusedError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.oauth import OAuthAuthorise, TokenSource
from promo_data.vocabulary import Endpoint
from tests.unit.transport.senders import Clock, status
from tests.unit.transport.servers import READ, WRITE

pytestmark = pytest.mark.anyio

HEADER = "X-CAP-API-OAUTH-TOKEN"
TOKEN_CALL = Call(Endpoint.TOKEN, "POST", "/v3/oauth/token/generate")


@dataclass(frozen=True)
class GivenToken:
    access_token: str
    ttl_seconds: int


class Vendor:
    """Hands out tokens t1, t2, … and takes only the newest."""

    def __init__(self, refusal: int = 401) -> None:
        self.tokens = 0
        self.calls: list[Call] = []
        self.refusal = refusal
        self.failure: PromoInsightError | None = None

    def __repr__(self) -> str:
        return "Vendor"

    async def __call__(self, call: Call) -> Answer:
        await asyncio.sleep(0)
        if call.endpoint is Endpoint.TOKEN:
            return await self._token()
        self.calls.append(call)
        return status(200 if (HEADER, f"t{self.tokens}") in call.headers else self.refusal)

    async def _token(self) -> Answer:
        self.tokens += 1
        await asyncio.sleep(0.01)
        if self.failure is not None:
            raise self.failure
        return Answer(200, {}, f"t{self.tokens}".encode())

    def forget_tokens(self) -> None:
        self.tokens += 1


def opened(vendor: Vendor, clock: Clock | None = None, attribution: tuple[tuple[str, str], ...] = ()) -> OAuthAuthorise:
    source = TokenSource(lambda: TOKEN_CALL, lambda answer: GivenToken(answer.body.decode(), 100))
    return OAuthAuthorise(vendor, tokens=source, header=HEADER, attribution=attribution, clock=clock or Clock())


async def test_a_call_carries_the_bare_token_and_the_attribution() -> None:
    vendor = Vendor()
    attribution = (("X-CAP-API-ATTRIBUTION-ENTITY-TYPE", "TILL"), ("X-CAP-API-ATTRIBUTION-ENTITY-CODE", "7"))
    await opened(vendor, attribution=attribution)(READ)
    assert vendor.calls[0].headers == ((HEADER, "t1"), *attribution)


async def test_many_calls_at_once_fetch_one_token() -> None:
    vendor = Vendor()
    sender = opened(vendor)
    answers = await asyncio.gather(*(sender(READ) for _ in range(128)))
    assert {answer.status for answer in answers} == {200}
    assert vendor.tokens == 1


async def test_a_token_is_used_until_nine_tenths_of_its_life_are_over() -> None:
    vendor, clock = Vendor(), Clock()
    sender = opened(vendor, clock)
    await sender(READ)
    clock.seconds += 89
    await sender(READ)
    assert vendor.tokens == 1
    clock.seconds += 2
    await sender(READ)
    assert vendor.tokens == 2


@pytest.mark.parametrize("refusal", [401, 498])
async def test_reads_under_way_when_the_token_ends_share_one_new_token_and_all_succeed(refusal: int) -> None:
    vendor = Vendor(refusal)
    sender = opened(vendor)
    await sender(READ)
    vendor.forget_tokens()
    answers = await asyncio.gather(*(sender(READ) for _ in range(32)))
    assert {answer.status for answer in answers} == {200}
    assert vendor.tokens == 3  # the first, the forgotten one, and one for all
    assert len(vendor.calls) == 1 + 2 * 32


async def test_a_read_that_is_refused_twice_returns_the_refusal() -> None:
    vendor = Vendor()
    sender = opened(vendor)
    vendor.tokens = 100

    async def forgetting(call: Call) -> Answer:
        answer = await vendor(call)
        vendor.forget_tokens()
        return answer

    sender._inner = forgetting  # noqa: SLF001 - the vendor forgets between any two calls
    assert (await sender(READ)).status == 401
    assert len(vendor.calls) == 2


@pytest.mark.parametrize("refusal", [401, 498])
async def test_a_write_is_never_repeated_and_its_refusal_is_returned(refusal: int) -> None:
    vendor = Vendor(refusal)
    sender = opened(vendor)
    await sender(READ)
    vendor.forget_tokens()
    assert (await sender(WRITE)).status == refusal
    assert [call.method for call in vendor.calls] == ["GET", "POST"]


async def test_the_write_after_a_refused_one_has_a_new_token() -> None:
    vendor = Vendor()
    sender = opened(vendor)
    await sender(READ)
    vendor.forget_tokens()
    await sender(WRITE)
    assert (await sender(WRITE)).status == 200


def refusal() -> RefusedError:
    return RefusedError("No.", endpoint=Endpoint.TOKEN, code=401, vendor_message="bad key", status=401)


async def test_a_read_without_token_fails_with_the_vendors_refusal() -> None:
    vendor = Vendor()
    vendor.failure = refusal()
    with pytest.raises(RefusedError):
        await opened(vendor)(READ)
    assert not vendor.calls


@pytest.mark.parametrize(
    ("call", "failure"),
    [
        (READ, AnswerLostError("No answer.")),
        (READ, UnreadableAnswerError("HTML.", status=502)),
        (WRITE, refusal()),
        (WRITE, NotSentError("Refused.")),
        (WRITE, AnswerLostError("No answer.")),
    ],
)
async def test_a_call_without_token_was_not_sent(call: Call, failure: PromoInsightError) -> None:
    vendor = Vendor()
    vendor.failure = failure
    with pytest.raises(NotSentError, match=f"^Not sent, because no access token could be had. {failure}$"):
        await opened(vendor)(call)
    assert not vendor.calls


async def test_a_token_that_could_not_be_had_is_asked_for_again_by_the_next_call() -> None:
    vendor = Vendor()
    sender = opened(vendor)
    vendor.failure = AnswerLostError("No answer.")
    with pytest.raises(NotSentError):
        await sender(READ)
    vendor.failure = None
    assert (await sender(READ)).status == 200


async def test_its_repr_holds_no_token() -> None:
    sender = opened(Vendor())
    await sender(READ)
    assert repr(sender) == "OAuthAuthorise > Vendor"
