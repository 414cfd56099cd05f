import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from promo_data.sandbox import World
from promo_data.sandbox.authentication import basic_header
from promo_data.sandbox.organisations import PARENT
from tests.unit.sandbox.calls import LOOKUP, asked

ROOT = Path(__file__).parents[3]
_SERVING = """
import socket
from promo_data.sandbox import build_world, sandbox_app, serve
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
print(port, flush=True)
serve(sandbox_app(build_world(seed=7)), "127.0.0.1", port)
"""


@contextmanager
def _server() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A sandbox in a process of its own, and its address."""
    command = [sys.executable, "-c", _SERVING]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{process.stdout.readline().strip()}"
        try:
            yield process, address
        finally:
            process.terminate()


def _answer(address: str, params: dict[str, str | int]) -> httpx.Response:
    """The answer of a server that may still be starting."""
    headers = {"Authorization": basic_header(PARENT.till, PARENT.password)}
    deadline = time.monotonic() + 20
    while True:
        try:
            return httpx.get(f"{address}{LOOKUP}", params=params, headers=headers)
        except httpx.ConnectError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_a_server_answers_and_prints_nothing_about_who_was_asked_for(world: World) -> None:
    with _server() as (process, address):
        answer = _answer(address, asked(world.demo_customers[0]))
        process.terminate()
        printed = process.communicate(timeout=20)[0]
    assert answer.status_code == 200
    assert "x-cap-requestid" in answer.headers
    assert printed == ""
