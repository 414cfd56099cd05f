import asyncio
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
import stamina

from promo_data.errors import AnswerLostError, InputError, NotSentError
from promo_data.protocol.call import Answer, Call
from promo_data.settings import Credentials, Settings
from promo_data.transport.held_back import HeldBackError
from promo_data.transport.http import Bounds
from promo_data.transport.stack import fingerprint, open_sender
from promo_data.vocabulary import Endpoint
from tests.unit.transport.servers import MOBILE, READ, WRITE, always, answer, serving

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


async def read_with_data_in(folder: Path) -> None:
    async with serving(always(answer())) as server:
        sender = open_sender(settings(server.url, data_dir=folder), token_call, decode_token)
        await sender(READ)
        await sender.aclose()


@pytest.fixture
def without_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.mark.parametrize(
    ("background", "order"),
    [
        (False, ["Deadline", "ConcurrencyCap", "BasicAuthorise", "Retry", "Breaker", "RateLimit", "Log", "Http"]),
        (True, ["ConcurrencyCap", "BasicAuthorise", "Deadline", "Retry", "Breaker", "RateLimit", "Log", "Http"]),
    ],
    ids=["people wait", "background"],
)
def test_the_layers_lie_in_this_order(background: bool, order: list[str]) -> None:
    sender = open_sender(settings(), token_call, decode_token, background=background)
    assert [layer.partition("(")[0] for layer in repr(sender).split(" > ")] == order


@pytest.mark.parametrize("background", [False, True])
def test_unless_said_otherwise_a_read_has_3_seconds_to_connect_10_for_an_answer_and_20_in_all(background: bool) -> None:
    """Design §3, deadline: a read that a person waits for ends within 20 s in all."""
    layers = repr(open_sender(settings(), token_call, decode_token, background=background)).split(" > ")
    assert "Deadline(20 s)" in layers
    assert layers[-1] == f"Http(127.0.0.1, {Bounds(3.0, 10.0, 20.0, 8 * 1024 * 1024)})"


@pytest.mark.anyio
async def test_the_last_look_of_a_write_comes_after_its_token_and_its_turn() -> None:
    seen: list[int] = []
    async with serving(always(answer(b"token"))) as server:
        sender = open_sender(settings(server.url, credentials=OAUTH), token_call, decode_token)

        async def look() -> None:
            seen.append(len(server.requests))

        await sender(replace(WRITE, last_look=look))
        await sender.aclose()
    assert seen == [1]
    assert len(server.requests) == 2


@pytest.mark.anyio
async def test_a_sender_tells_what_time_it_is_at_the_vendor() -> None:
    async with serving(always(answer(headers=("Date: Mon, 02 Mar 2026 09:00:00 GMT",)))) as server:
        sender = open_sender(settings(server.url), token_call, decode_token)
        before = sender.vendor_time()
        await sender(READ)
        told = sender.vendor_time()
        await sender.aclose()
    assert before is None
    assert told is not None
    assert timedelta(0) <= told - datetime(2026, 3, 2, 9, tzinfo=UTC) < timedelta(minutes=1)


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
async def test_a_read_that_drips_in_ends_in_time_and_is_not_begun_again() -> None:
    async def drip(_request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.02)

    async with serving(drip) as server:
        sender = open_sender(settings(server.url), token_call, decode_token, bounds=Bounds(total_seconds=0.3))
        began = monotonic()
        with pytest.raises(AnswerLostError, match=r"^No answer within 0\.3 seconds\.$"):
            await sender(READ)
        assert monotonic() - began < 2
        await sender.aclose()


@pytest.mark.anyio
async def test_a_slow_server_does_not_exhaust_the_places() -> None:
    async def slow(_request: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.05)
        writer.write(answer())

    async with serving(slow) as server:
        given = settings(server.url, concurrency=4, rate_per_minute=1_000)
        sender = open_sender(given, token_call, decode_token)
        answers = await asyncio.gather(*(sender(READ) for _ in range(40)))
        await sender.aclose()
    assert [answered.status for answered in answers] == [200] * 40


@pytest.mark.anyio
async def test_a_token_that_does_not_come_ends_a_write_unsent_in_time() -> None:
    async def silent(_request: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    async with serving(silent) as server:
        given = settings(server.url, credentials=OAUTH)
        sender = open_sender(given, token_call, decode_token, bounds=Bounds(total_seconds=0.3))
        began = monotonic()
        with pytest.raises(NotSentError):
            await sender(WRITE)
        assert monotonic() - began < 2
        await sender.aclose()


@pytest.mark.anyio
async def test_a_dead_host_costs_milliseconds_after_five_failures() -> None:
    sender = open_sender(settings(), token_call, decode_token)
    for _ in range(5):
        with pytest.raises(NotSentError):
            await sender(WRITE)
    began = monotonic()
    with pytest.raises(HeldBackError, match="has not answered since"):
        await sender(READ)
    assert monotonic() - began < 0.1
    await sender.aclose()


@pytest.mark.anyio
async def test_two_stacks_for_the_same_credentials_share_the_rate() -> None:
    async with serving(always(answer())) as server:
        given = settings(server.url, rate_per_minute=8)
        senders = [open_sender(given, token_call, decode_token, longest_wait=0.1) for _ in range(2)]
        results = [await sender(READ) for sender in senders]
        with pytest.raises(HeldBackError, match="the 8 calls a minute that are allowed are used up"):
            await senders[0](READ)
        for sender in senders:
            await sender.aclose()
    assert [result.status for result in results] == [200, 200]


@pytest.mark.anyio
async def test_background_work_leaves_a_part_of_the_rate_to_people() -> None:
    async with serving(always(answer())) as server:
        given = settings(server.url, rate_per_minute=40)
        pull = open_sender(given, token_call, decode_token, background=True, longest_wait=0.1)
        page = open_sender(given, token_call, decode_token, longest_wait=0.1)
        pulled = await asyncio.gather(*(pull(READ) for _ in range(10)), return_exceptions=True)
        looked_up = await asyncio.gather(*(page(READ) for _ in range(3)), return_exceptions=True)
        await pull.aclose()
        await page.aclose()
    assert sum(isinstance(result, Answer) for result in pulled) == 8
    assert [isinstance(result, Answer) for result in looked_up] == [True, True, False]


@pytest.mark.anyio
async def test_a_pause_that_the_vendor_asks_for_holds_for_other_stacks_too() -> None:
    answers = [answer(status=429, headers=("Retry-After: 1",)), answer()]
    asked_at: list[float] = []

    async def throttling(_request: bytes, writer: asyncio.StreamWriter) -> None:
        asked_at.append(monotonic())
        writer.write(answers[len(asked_at) > 1])

    async with serving(throttling) as server:
        one, other = (open_sender(settings(server.url), token_call, decode_token) for _ in range(2))
        first = asyncio.ensure_future(one(READ))
        while not asked_at:  # noqa: ASYNC110 - the server has no way to tell this task
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert (await other(READ)).status == 200
        assert (await first).status == 200
        await one.aclose()
        await other.aclose()
    assert asked_at[1] - asked_at[0] >= 1


@pytest.mark.anyio
async def test_a_rate_that_cannot_be_shared_does_not_stop_reads(tmp_path: Path) -> None:
    (tmp_path / "rate").write_text("in the way")
    async with serving(always(answer())) as server:
        sender = open_sender(settings(server.url, data_dir=tmp_path), token_call, decode_token)
        assert (await sender(READ)).status == 200
        await sender.aclose()


@pytest.mark.anyio
async def test_the_shared_file_is_the_owners_alone(tmp_path: Path) -> None:
    await read_with_data_in(tmp_path)
    files = [file for file in (tmp_path / "rate").iterdir() if file.is_file()]
    assert stat.S_IMODE((tmp_path / "rate").stat().st_mode) == 0o700
    assert files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.anyio
async def test_the_shared_file_tells_nothing(tmp_path: Path) -> None:
    await read_with_data_in(tmp_path)
    for file in (tmp_path / "rate").iterdir():
        told = file.read_bytes() + file.name.encode()
        assert not any(word in told for word in (b"till", b"secret", b"127.0.0.1", b"customers", MOBILE.encode()))


@pytest.mark.anyio
async def test_another_orgs_own_credentials_give_a_stack_of_their_own() -> None:
    async with serving(always(answer(b"t0ken"))) as server:
        sender = open_sender(settings(server.url), token_call, decode_token, credentials=OAUTH)
        await sender(READ)
        await sender.aclose()
    assert b"authorization" not in server.requests[1].lower()


@pytest.mark.anyio
@pytest.mark.usefixtures("without_waiting")
async def test_the_proxy_of_the_settings_is_the_way_out() -> None:
    sender = open_sender(settings(proxy="http://127.0.0.1:1"), token_call, decode_token)
    with pytest.raises(NotSentError, match=r"The proxy refused the connection"):
        await sender(READ)
    await sender.aclose()


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
