"""How fast the sandbox answers and starts. Run alone, on an idle machine: make bench."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.authentication import basic_header
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.organisations import Org
from tests.benches.listening import wait_until_it_listens
from tests.benches.load import per_second
from tests.benches.table import Table
from tests.unit.sandbox.calls import LOOKUP

ROOT = Path(__file__).parents[2]
ROUNDS, SECONDS = 3, 2.0
# The sandbox and, beside it in the same process, a folder of files
_SERVER = """
import sys
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from promo_data.sandbox import build_world, sandbox_app, serve
app = sandbox_app(build_world(seed=7, customers=1000))
routes = [Mount("/files", StaticFiles(directory=sys.argv[2])), Mount("/", app)]
serve(Starlette(routes=routes), "127.0.0.1", int(sys.argv[1]))
"""

pytestmark = pytest.mark.bench


def test_a_customer_with_twelve_promotions_is_answered_1500_times_a_second_on_one_core(
    tmp_path: Path, table: Table
) -> None:
    request = _lookup(build_world(seed=7, customers=1000))
    with _serving([sys.executable, "-c", _SERVER], str(tmp_path)) as (process, port):
        _pin(process)
        (tmp_path / "answer.json").write_bytes(_answer(port, request))
        file = request.replace(request.split(b" ")[1], b"/files/answer.json", 1)
        answers = max(per_second("127.0.0.1", port, request, SECONDS) for _ in range(ROUNDS))
        files = max(per_second("127.0.0.1", port, file, SECONDS) for _ in range(ROUNDS))
    table.add(
        what="sandbox: a customer with twelve promotions, one core",
        measured=answers,
        goal=">= 1500 a second",
        note=f"a file of that size {files:,.0f} a second: {answers / files:.2f} of it",
    )


def test_a_million_customers_are_ready_in_two_seconds_and_300_megabytes(table: Table) -> None:
    command = [str(Path(sys.executable).with_name("promo-insight")), "sandbox", "--customers", "1000000", "--port"]
    started = time.perf_counter()
    with _serving(command) as (process, port):
        seconds = time.perf_counter() - started
        _answer(port, _lookup(build_world(seed=1, customers=1_000)))
        megabytes = _resident_bytes(process) / 1e6
    table.add(what="sandbox: a million customers ready", measured=seconds, goal="< 2 s")
    table.add(what="sandbox: a million customers in memory", measured=megabytes, goal="< 300 MB")


def _lookup(world: World) -> bytes:
    """The request for a customer with exactly twelve promotions, as bytes."""
    customer, org = _with_twelve(world)
    named = {"identifierName": "id", "identifierValue": customer.id, "source": "ALL", "limit": 100}
    head = f"GET {LOOKUP}?{urlencode(named)} HTTP/1.1\r\nHost: sandbox\r\n"
    return f"{head}Authorization: {basic_header(org.till, org.password)}\r\n\r\n".encode()


def _with_twelve(world: World) -> tuple[Customer, Org]:
    customers = (world.customer(number) for number in range(1, 1_000))
    return next((c, org) for c in customers for org in world.orgs if len(world.promotions(c, org.id)) == 12)


@contextmanager
def _serving(command: list[str], *more: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command with a free port as its last but ``more`` arguments, once it listens there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with subprocess.Popen([*command, str(port), *more], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until_it_listens(port)
            yield process, port
        finally:
            process.terminate()


def _answer(port: int, request: bytes) -> bytes:
    """The body of the answer to one request."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    return body


def _pin(process: subprocess.Popen[bytes]) -> None:
    """To one core, where the system can; the server is one process with one event loop anyway."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {min(os.sched_getaffinity(0))})


def _resident_bytes(process: subprocess.Popen[bytes]) -> int:
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(process.pid)], check=True, stdout=subprocess.PIPE)  # noqa: S607 - ps lies elsewhere on each system
    return int(shown.stdout) * 1024
