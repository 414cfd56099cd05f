import asyncio
import gzip
import socket
import struct
import zlib
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from promo_data.errors import AnswerLostError, InputError, NotSentError, StoreError, UnreadableAnswerError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.http import Bounds, Http
from promo_data.vocabulary import Endpoint
from tests.unit.transport.servers import MOBILE, READ, WRITE, Answering, always, answer, serving

pytestmark = pytest.mark.anyio

SHORT = Bounds(connect_seconds=2, read_seconds=0.5, total_seconds=1)


async def sent(url: str, call: Call = READ, bounds: Bounds = SHORT) -> Answer:
    http = Http(url, bounds=bounds)
    try:
        return await http(call)
    finally:
        await http.aclose()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def reset(writer: asyncio.StreamWriter) -> None:
    """Hangs up with RST instead of FIN."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()


async def test_an_answer_has_its_status_lower_case_headers_and_whole_body() -> None:
    async with serving(always(answer(b"[1]", status=503, headers=("X-Cap-Requestid: abc",)))) as server:
        received = await sent(server.url)
    assert (received.status, received.request_id, received.body) == (503, "abc", b"[1]")


async def test_method_path_headers_and_body_arrive() -> None:
    call = Call(Endpoint.ISSUE, "POST", "/v2/promotion/issue", headers=(("DATA-SCOPE", "SELF"),), body=b'{"id": 1}')
    async with serving(always(answer())) as server:
        await sent(server.url, call)
    (request,) = server.requests
    assert request.startswith(b"POST /v2/promotion/issue HTTP/1.1\r\n")
    assert b"\r\ndata-scope: self\r\n" in request.lower()
    assert request.endswith(b'\r\n\r\n{"id": 1}')


@pytest.mark.parametrize("headers", [(), (("Content-Type", "application/json"),)], ids=["not given", "given"])
async def test_a_body_is_said_to_be_json_once(headers: tuple[tuple[str, str], ...]) -> None:
    call = Call(Endpoint.TOKEN, "POST", "/x", headers=headers, body=b"{}")
    async with serving(always(answer())) as server:
        await sent(server.url, call)
    assert server.requests[0].lower().count(b"\r\ncontent-type: application/json\r\n") == 1


@pytest.mark.parametrize(
    "value",
    ["+91 98", "a+b@x.example", "a&limit=1", "%00", "x#y?z", "ü名", "../..", "a=b", "1;2", "%2B", "\r\nX: 1", ""],
)
async def test_a_query_value_arrives_as_it_was(value: str) -> None:
    call = Call(Endpoint.CUSTOMER_PROMOTIONS, "GET", "/x", query=(("identifierValue", value), ("limit", "100")))
    async with serving(always(answer())) as server:
        await sent(server.url, call)
    target = server.requests[0].split(b" ")[1].decode()
    assert parse_qsl(urlsplit(target).query, keep_blank_values=True) == list(call.query)


async def test_the_last_look_comes_with_a_connection_and_before_the_first_byte() -> None:
    seen: list[tuple[int, int]] = []
    async with serving(always(answer())) as server:

        async def look() -> None:
            await asyncio.sleep(0.05)
            seen.append((server.connections, len(server.requests)))

        await sent(server.url, replace(WRITE, last_look=look))
    assert seen == [(1, 0)]
    assert len(server.requests) == 1


async def test_what_the_last_look_raises_keeps_the_request_from_leaving() -> None:
    async def look() -> None:
        raise StoreError("Ended meanwhile.")

    async with serving(always(answer())) as server:
        with pytest.raises(StoreError, match="Ended meanwhile"):
            await sent(server.url, replace(WRITE, last_look=look))
        await asyncio.sleep(0.05)
    assert server.requests == []


async def test_a_call_looks_for_itself_alone() -> None:
    looks: list[str] = []

    async def look() -> None:
        looks.append("looked")

    async with serving(always(answer())) as server:
        http = Http(server.url, bounds=SHORT)
        await http(replace(WRITE, last_look=look))
        await http(READ)
        await http.aclose()
    assert (looks, len(server.requests)) == (["looked"], 2)


async def test_a_path_before_the_endpoint_is_kept() -> None:
    async with serving(always(answer())) as server:
        await sent(f"{server.url}/gateway/", READ)
    assert server.requests[0].startswith(b"GET /gateway/v2.1/customers?")


async def test_a_refused_connection_was_not_sent() -> None:
    with pytest.raises(NotSentError, match="refused"):
        await sent(f"http://127.0.0.1:{free_port()}")


async def test_a_name_that_leads_nowhere_was_not_sent() -> None:
    http = Http("https://nowhere.invalid", allowed_hosts=("nowhere.invalid",), bounds=SHORT)
    with pytest.raises(NotSentError):
        await http(READ)
    await http.aclose()


async def test_a_server_that_does_not_take_the_connection_was_not_sent_to() -> None:
    with socket.socket() as listening, socket.socket() as first, socket.socket() as second:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for filling in (first, second):
            filling.settimeout(0)
            filling.connect_ex(listening.getsockname())
        with pytest.raises(NotSentError, match="in time"):
            await sent(f"http://127.0.0.1:{listening.getsockname()[1]}", bounds=Bounds(connect_seconds=0.3))


async def test_a_server_that_cannot_prove_who_it_is_gets_nothing() -> None:
    received: list[bytes] = []

    async def speak_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.read(1024))
        writer.write(answer(status=400))
        writer.close()

    listening = await asyncio.start_server(speak_plainly, "127.0.0.1", 0)
    with pytest.raises(NotSentError, match="could not prove who it is"):
        await sent(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    listening.close()
    assert MOBILE.encode() not in b"".join(received)


async def test_silence_is_a_lost_answer_after_the_read_bound() -> None:
    async def silent(_request: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    async with serving(silent) as server:
        with pytest.raises(AnswerLostError, match=r"^No answer within 0\.5 seconds\.$"):
            await sent(server.url)


async def test_a_drip_is_a_lost_answer_after_the_total() -> None:
    async def drip(_request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with serving(drip) as server:
        with pytest.raises(AnswerLostError, match=r"^No answer within 1 seconds"):
            await sent(server.url)


async def hang_up(_request: bytes, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset_at_once(_request: bytes, writer: asyncio.StreamWriter) -> None:
    reset(writer)


async def reset_in_the_body(_request: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1,")
    await writer.drain()
    await asyncio.sleep(0.05)
    reset(writer)


@pytest.mark.parametrize(
    "answering",
    [
        hang_up,
        reset_at_once,
        reset_in_the_body,
        always(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1,", close=True),
        always(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n", close=True),
        always(b"220 mail.example ESMTP\r\n\r\n", close=True),
        always(b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n", close=True),
    ],
    ids=["hung up", "reset", "reset in the body", "short body", "short chunks", "not HTTP", "bad header"],
)
@pytest.mark.parametrize("call", [READ, WRITE], ids=["read", "write"])
async def test_a_broken_answer_is_lost_because_the_request_has_left(answering: Answering, call: Call) -> None:
    async with serving(answering) as server:
        with pytest.raises(AnswerLostError) as lost:
            await sent(server.url, call)
    assert ("not known whether the request was carried out" in str(lost.value)) == (call is WRITE)


@pytest.mark.parametrize("call", [READ, WRITE], ids=["read", "write"])
async def test_a_call_goes_out_once_when_a_kept_connection_is_dropped(call: Call) -> None:
    async def answer_first(_request: bytes, writer: asyncio.StreamWriter) -> None:
        if len(server.requests) == 1:
            writer.write(answer())
        else:
            writer.close()

    async with serving(answer_first) as server:
        http = Http(server.url, bounds=SHORT)
        await http(call)
        with pytest.raises(AnswerLostError):
            await http(call)
        await asyncio.sleep(0.1)
        await http.aclose()
    assert len(server.requests) == 2


@pytest.mark.parametrize("coding", ["gzip", "x-gzip"])
async def test_gzip_is_asked_for_and_undone(coding: str) -> None:
    packed = answer(gzip.compress(b"[1, 2]"), headers=(f"Content-Encoding: {coding}",))
    async with serving(always(packed)) as server:
        assert (await sent(server.url)).body == b"[1, 2]"
    assert b"accept-encoding: gzip\r\n" in server.requests[0].lower()


@pytest.mark.parametrize("coding", ["GZIP", "identity"])
async def test_no_body_needs_no_unpacking(coding: str) -> None:
    async with serving(always(answer(b"", headers=(f"Content-Encoding: {coding}",)))) as server:
        assert (await sent(server.url)).body == b""


async def test_a_body_may_be_as_large_as_the_bound() -> None:
    packed = answer(gzip.compress(bytes(1_000)), headers=("Content-Encoding: gzip",))
    async with serving(always(packed)) as server:
        assert len((await sent(server.url, bounds=Bounds(body_bytes=1_000))).body) == 1_000
        with pytest.raises(UnreadableAnswerError, match="too large"):
            await sent(server.url, bounds=Bounds(body_bytes=999))


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (bytes(9 * 2**20), "identity"),
        (gzip.compress(bytes(60 * 2**20)), "gzip"),
        (gzip.compress(gzip.compress(b"[]")), "gzip, gzip"),
        (gzip.compress(gzip.compress(b"[]")), "gzip\r\nContent-Encoding: gzip"),
        (zlib.compress(b"[]"), "deflate"),
        (b"no gzip", "gzip"),
        (gzip.compress(b"[1, 2]")[:-4], "gzip"),
        (gzip.compress(b"[1, 2]") + b"[3]", "gzip"),
    ],
    ids=[
        "too large",
        "bomb",
        "packed twice",
        "packed twice, said apart",
        "not asked for",
        "not gzip",
        "cut",
        "longer",
    ],
)
async def test_a_body_that_is_too_large_or_wrongly_packed_is_unreadable(body: bytes, coding: str) -> None:
    async with serving(always(answer(body, headers=(f"Content-Encoding: {coding}",)))) as server:
        with pytest.raises(UnreadableAnswerError) as caught:
            await sent(server.url, bounds=Bounds())
    assert caught.value.status == 200


async def test_a_redirect_is_not_followed() -> None:
    async with serving(always(answer())) as elsewhere:
        moved = answer(status=302, headers=(f"Location: {elsewhere.url}/",))
        async with serving(always(moved)) as server:
            assert (await sent(server.url)).status == 302
    assert not elsewhere.requests


async def test_a_cookie_is_not_sent_back() -> None:
    async with serving(always(answer(headers=("Set-Cookie: _cfuvid=1; Path=/",)))) as server:
        http = Http(server.url, bounds=SHORT)
        await http(READ)
        await http(READ)
        await http.aclose()
    assert not any(b"cookie" in request.lower() for request in server.requests)


async def test_a_proxy_in_the_environment_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    async with serving(always(answer())) as server:
        assert (await sent(server.url)).status == 200


async def test_a_proxy_that_is_set_is_asked_for_the_whole_address() -> None:
    async with serving(always(answer(b"[]"))) as proxy:
        http = Http("http://localhost:1", bounds=SHORT, proxy=proxy.url.replace("//", "//me:pa55@"))
        assert (await http(READ)).body == b"[]"
        await http.aclose()
    assert proxy.requests[0].startswith(b"GET http://localhost:1/v2.1/customers?identifierValue=")
    assert b"\r\nproxy-authorization: basic bwu6cge1nq==\r\n" in proxy.requests[0].lower()


async def test_a_proxy_learns_the_host_alone_where_the_vendor_is_called_over_tls() -> None:
    async def lead_nowhere(_request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(b"this is no TLS")
        writer.close()

    async with serving(lead_nowhere) as proxy:
        http = Http("https://eu.api.capillarytech.com", bounds=SHORT, proxy=proxy.url)
        with pytest.raises(NotSentError, match="could not prove who it is"):
            await http(READ)
        await http.aclose()
    assert proxy.requests[0].startswith(b"CONNECT eu.api.capillarytech.com:443 HTTP/1.1\r\n")
    assert MOBILE.encode() not in b"".join(proxy.requests)


async def test_a_proxy_that_refuses_gets_nothing_to_send() -> None:
    async with serving(always(answer(status=407))) as proxy:
        http = Http("https://eu.api.capillarytech.com", bounds=SHORT, proxy=proxy.url)
        with pytest.raises(NotSentError, match="proxy did not lead"):
            await http(READ)
        await http.aclose()


async def test_a_proxy_that_cannot_be_reached_is_named_as_the_cause() -> None:
    http = Http("https://eu.api.capillarytech.com", bounds=SHORT, proxy=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(NotSentError, match="proxy refused the connection"):
        await http(READ)
    await http.aclose()


@pytest.mark.parametrize("proxy", ["", "proxy.example:3128", "ftp://proxy.example", "http://", "http://pa55 x:y@p"])
async def test_what_is_no_proxys_address_is_refused_and_not_repeated(proxy: str) -> None:
    with pytest.raises(InputError, match=r"^PROMO_PROXY is no address") as caught:
        Http("http://127.0.0.1:9", proxy=proxy)
    assert "pa55" not in str(caught.value)


@pytest.mark.parametrize(
    "answering",
    [hang_up, reset_in_the_body, always(answer(b"no gzip", headers=("Content-Encoding: gzip",)))],
    ids=["hung up", "reset", "not gzip"],
)
async def test_an_error_holds_no_address_and_has_no_other_error_behind_it(answering: Answering) -> None:
    async with serving(answering) as server:
        with pytest.raises((AnswerLostError, UnreadableAnswerError)) as caught:
            await sent(server.url)
    assert MOBILE not in f"{caught.value!r} {caught.value}"
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


async def test_its_repr_names_the_host_and_no_path() -> None:
    http = Http("http://127.0.0.1:9/secret-path")
    assert repr(http).startswith("Http(127.0.0.1")
    assert "secret" not in repr(http)
    await http.aclose()
