"""The proxy itself: each toxic does what its name says, and nothing without one."""

import socket
import time
from collections.abc import Iterator
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.faults.proxy import HEALTHY, Toxics, proxied

PAYLOAD = bytes(range(256)) * 4


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Sends the payload to whoever connects and says something, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _address = listening.accept()
                except OSError:
                    return
                with connection:
                    if connection.recv(1):
                        connection.sendall(PAYLOAD)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def heard(url: str, patience: float = 5.0) -> tuple[bytes, str, float]:
    """What came, how it ended (closed, reset or silent), and after how many seconds."""
    place = urlsplit(url)
    started, data = time.monotonic(), b""
    with socket.create_connection((place.hostname, place.port), timeout=patience) as connection:
        connection.sendall(b"?")
        try:
            while part := connection.recv(4096):
                data += part
        except ConnectionResetError:
            return data, "reset", time.monotonic() - started
        except TimeoutError:
            return data, "silent", time.monotonic() - started
    return data, "closed", time.monotonic() - started


def test_without_toxics_every_byte_passes(server: str) -> None:
    with proxied(server) as proxy:
        data, end, _seconds = heard(proxy.url)
    assert (data, end) == (PAYLOAD, "closed")


@pytest.mark.parametrize(
    ("toxics", "at_least"),
    [
        pytest.param(Toxics(latency=0.3), 0.3, id="latency"),
        pytest.param(Toxics(bandwidth=4096), 0.25, id="bandwidth"),
        pytest.param(Toxics(slicer=256, bandwidth=4096), 0.25, id="slicer"),
        pytest.param(Toxics(slow_close=0.3), 0.3, id="slow_close"),
    ],
)
def test_what_is_slowed_down_still_comes_whole(server: str, toxics: Toxics, at_least: float) -> None:
    with proxied(server, toxics) as proxy:
        data, end, seconds = heard(proxy.url)
    assert (data, end) == (PAYLOAD, "closed")
    assert seconds >= at_least


@pytest.mark.parametrize(
    ("toxics", "count", "end"),
    [
        pytest.param(Toxics(limit_data=100), 100, "closed", id="limit_data"),
        pytest.param(Toxics(limit_data=0), 0, "closed", id="limit_data of nothing"),
        pytest.param(Toxics(limit_data=100, reset_peer=0.05), 100, "reset", id="reset_peer"),
        pytest.param(Toxics(timeout=0.1), 0, "closed", id="timeout"),
        pytest.param(Toxics(timeout=60), 0, "silent", id="timeout that nobody waits for"),
    ],
)
def test_what_is_cut_off_comes_in_part(server: str, toxics: Toxics, count: int, end: str) -> None:
    with proxied(server, toxics) as proxy:
        assert heard(proxy.url, patience=0.5)[:2] == (PAYLOAD[:count], end)


def test_only_the_first_connections_are_struck(server: str) -> None:
    with proxied(server, Toxics(limit_data=1, connections=1)) as proxy:
        assert [len(heard(proxy.url)[0]) for _ in range(3)] == [1, len(PAYLOAD), len(PAYLOAD)]


def test_toxics_may_be_taken_away(server: str) -> None:
    with proxied(server, Toxics(limit_data=1)) as proxy:
        before = heard(proxy.url)[0]
        proxy.toxics = HEALTHY
        assert (len(before), heard(proxy.url)[0]) == (1, PAYLOAD)


def test_down_refuses_and_up_listens_at_the_same_place(server: str) -> None:
    with proxied(server) as proxy:
        proxy.down()
        with pytest.raises(ConnectionRefusedError):
            heard(proxy.url)
        proxy.up()
        assert heard(proxy.url)[0] == PAYLOAD
