import socket
from urllib.parse import urlsplit

import orjson
import pytest

from promo_data.sandbox import World, sandbox_app
from promo_data.sandbox.app import server_settings
from promo_data.sandbox.openapi.examples import enrol_body
from promo_data.sandbox.size_limits import MOST_BODY_BYTES, MOST_QUERY_BYTES
from tests.serving import served
from tests.unit.sandbox.calls import ENROL, ISSUE, LIST, LOOKUP, TOKEN, Api


@pytest.mark.parametrize("path", [LOOKUP, LIST, ISSUE, ENROL, "/nothing", "/openapi.json"])
def test_a_query_that_is_too_long_is_414_in_json(api: Api, path: str) -> None:
    answer = api.get(f"{path}?{'&' * (MOST_QUERY_BYTES + 1)}")
    assert answer.status_code == 414
    assert "longer than" in answer.text
    assert answer.json() is not None


def test_a_query_of_the_full_length_is_read(api: Api) -> None:
    assert api.get(f"{LIST}?{'&' * MOST_QUERY_BYTES}").status_code == 200


@pytest.mark.parametrize("path", [ISSUE, ENROL, TOKEN])
def test_a_body_that_is_announced_too_long_is_413_in_json(api: Api, path: str) -> None:
    answer = api.send_content("POST", path, b" " * (MOST_BODY_BYTES + 1))
    assert answer.status_code == 413
    assert answer.json() is not None


@pytest.mark.parametrize("path", [ENROL, TOKEN])
def test_a_body_that_turns_out_too_long_is_413_in_json(api: Api, path: str) -> None:
    unannounced = {"Content-Length": "", "Transfer-Encoding": "chunked"}
    answer = api.send_content("POST", path, b" " * (MOST_BODY_BYTES + 1), unannounced)
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["code"] == 413


def test_a_body_of_the_full_length_is_read(api: Api) -> None:
    body = b'{"requestId": "' + b"x" * (MOST_BODY_BYTES - 17) + b'"}'
    assert len(body) == MOST_BODY_BYTES
    assert api.send_content("POST", ENROL, body).json()["errors"][0]["code"] == 310002


@pytest.mark.parametrize("levels", [200, 249, 250, 254, 300, 1_000, 2_000])
def test_a_body_that_nests_too_deeply_to_be_echoed_is_400_and_does_nothing(api: Api, world: World, levels: int) -> None:
    body = {**enrol_body(world), "requestId": "deep"}
    content = orjson.dumps(body).replace(b'"deep"', b"[" * levels + b"]" * levels)
    answer = api.send_content("POST", ENROL, content)
    assert answer.status_code == (200 if levels == 200 else 400)
    assert len(world.ledger.effects) == (1 if levels == 200 else 0)


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /v3/promotions?searchText=\xff\xfe HTTP/1.1",
        b"GET /v3/promotions?searchText=%ff%fe HTTP/1.1",
        b"GET /v3/promotions\xff HTTP/1.1",
        b"GET /v3/promotions%ff HTTP/1.1",
        b"GET /v3/promotions%00 HTTP/1.1",
        b"GET /v3/promotions?" + b"x=1&" * 50_000 + b" HTTP/1.1",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1",
        b"POST /v3/oauth/token/generate HTTP/1.1\r\nContent-Length: 1000000000",
        b"POST /v3/oauth/token/generate HTTP/1.1\r\nContent-Length: -1",
        b"POST /v3/oauth/token/generate HTTP/1.1\r\nContent-Length: 3\r\n\r\n\xff\xff\xff",
        b"GET /v3/promotions HTTP/1.1\r\nAuthorization: \xff\xff",
        b"GET /v3/promotions HTTP/1.1\r\nX-CAP-API-OAUTH-TOKEN: \xff.\xff",
    ],
)
def test_bytes_that_no_honest_caller_sends_are_4xx_and_leave_no_trace(
    world: World, request_line: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    app = sandbox_app(world)
    with served(app, server_settings(app, "127.0.0.1", 0)) as address:
        status = _status(address, request_line)
    assert 400 <= status < 500 or (status == 200 and b"searchText" in request_line)
    assert "Traceback" not in capfd.readouterr().err


def _status(address: str, request_line: bytes) -> int:
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=5) as connection:
        head, separator, body = request_line.partition(b"\r\n\r\n")
        connection.sendall(head + b"\r\nHost: sandbox\r\nConnection: close\r\n\r\n" + (body if separator else b""))
        return int(connection.recv(64).split(b" ")[1])
