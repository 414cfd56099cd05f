import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import stamina

from promo_data.errors import AnswerLostError, InputError
from promo_data.protocol.call import Answer, Call
from promo_data.settings import Credentials, Settings
from promo_data.transport.stack import fingerprint, open_sender
from promo_data.vocabulary import Endpoint
from tests.unit.transport.servers import READ, WRITE, always, answer, serving

BASIC = Credentials.model_validate({"username": "till", "password": "secret"})
OAUTH = Credentials.model_validate({"auth": "oauth", "oauth_key": "key", "oauth_secret": "secret"})


@dataclass(frozen=True)
class GivenToken:
    access_token: str
    ttl_seconds: int


def token_call(key: str, secret: str) -> Call:
    return Call(Endpoint.TOKEN, "POST", "/v3/oauth/token/generate", body=f"{key} {secret}".encode())


def decode_token(answered: Answer) -> GivenToken:
    return GivenToken(answered.body.decode(), 300)


def settings(url: str = "http://127.0.0.1:1", **others: object) -> Settings:
    return Settings.model_validate({"base_url": url, "credentials": BASIC, **others})


@pytest.fixture
def without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


def test_the_layers_lie_in_this_order() -> None:
    sender = open_sender(settings(), token_call, decode_token)
    layers = [layer.partition("(")[0] for layer in repr(sender).split(" > ")]
    assert layers == ["BasicAuthorise", "Retry", "RateLimit", "ConcurrencyCap", "Log", "Http"]


@pytest.mark.anyio
async def test_basic_credentials_and_identity_reach_the_server() -> None:
    async with serving(always(answer())) as server:
        sender = open_sender(settings(server.url), token_call, decode_token)
        await sender(READ)
        await sender.aclose()
    assert b"\r\nauthorization: basic " in server.requests[0].lower()


@pytest.mark.anyio
async def test_oauth_asks_for_a_token_with_key_and_secret_and_sends_it() -> None:
    async with serving(always(answer(b"t0ken"))) as server:
        others = {"credentials": OAUTH, "attribution_entity_type": "TILL", "token_header": "X-Token"}
        sender = open_sender(settings(server.url, **others), token_call, decode_token)
        await sender(READ)
        await sender.aclose()
    asked, sent = (request.lower() for request in server.requests)
    assert asked.endswith(b"key secret")
    assert b"\r\nx-token: t0ken\r\n" in sent
    assert b"\r\nx-cap-api-attribution-entity-type: till\r\n" in sent
    assert b"x-cap-api-attribution-entity-code" not in sent


@pytest.mark.anyio
@pytest.mark.usefixtures("without_waiting")
@pytest.mark.parametrize(("call", "sendings"), [(READ, 3), (WRITE, 1)], ids=["read", "write"])
async def test_a_lost_read_is_sent_three_times_and_a_lost_write_once(call: Call, sendings: int) -> None:
    async def hang_up(_request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with serving(hang_up) as server:
        sender = open_sender(settings(server.url), token_call, decode_token)
        with pytest.raises(AnswerLostError):
            await sender(call)
        await sender.aclose()
    assert len(server.requests) == sendings


@pytest.mark.anyio
async def test_another_orgs_own_credentials_give_a_stack_of_their_own() -> None:
    async with serving(always(answer(b"t0ken"))) as server:
        sender = open_sender(settings(server.url), token_call, decode_token, credentials=OAUTH)
        await sender(READ)
        await sender.aclose()
    assert b"authorization" not in server.requests[1].lower()


@pytest.mark.parametrize("missing", [{"base_url": None}, {"credentials": None}])
def test_without_host_or_credentials_there_is_no_stack(missing: dict[str, None]) -> None:
    with pytest.raises(InputError, match="PROMO_BASE_URL and credentials must be set"):
        open_sender(settings().model_copy(update=missing), token_call, decode_token)


@pytest.mark.parametrize("auth", ["basic", "oauth"])
def test_incomplete_credentials_give_no_stack(auth: str) -> None:
    with pytest.raises(InputError, match="incomplete"):
        open_sender(settings(), token_call, decode_token, credentials=Credentials.model_construct(auth=auth))


def test_a_host_that_may_not_be_talked_to_gives_no_stack() -> None:
    with pytest.raises(InputError):
        open_sender(settings("https://evil.example"), token_call, decode_token)


def test_a_fingerprint_is_stable() -> None:
    assert fingerprint(settings()) == fingerprint(settings("http://127.0.0.1:1/"))


@pytest.mark.parametrize(
    "other",
    [
        {"base_url": "http://127.0.0.1:2"},
        {"credentials": OAUTH},
        {"credentials": Credentials.model_validate({"username": "till2", "password": "secret"})},
        {"credentials": Credentials.model_validate({"username": "till", "password": "other"})},
        {"attribution_entity_code": "7"},
    ],
)
def test_a_fingerprint_differs_with_host_credentials_and_attribution(other: dict[str, object]) -> None:
    assert fingerprint(settings().model_copy(update=other)) != fingerprint(settings())


def test_a_fingerprint_of_other_credentials_is_that_of_settings_with_them() -> None:
    assert fingerprint(settings(), OAUTH) == fingerprint(settings(credentials=OAUTH))


def test_a_fingerprint_holds_no_secret() -> None:
    assert not any(secret in fingerprint(settings()) for secret in ("till", "secret", "127.0.0.1"))
