"""How fast reads go through the whole stack, against wrk and against bare httpx-aiohttp in the same minute.

Clients run one after another, each in a process of its own; wrk runs right before and after those compared with it.
Ratios are medians over rounds: on a machine with other things to do they vary by a tenth, absolute figures by a half.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import pytest

from tests.benches.nginx import Nginx, serving
from tests.benches.table import Table

ROOT = Path(__file__).parents[2]
ROUNDS, SECONDS = 5, 2.0

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with serving(tmp_path_factory.mktemp("nginx")) as server:
        yield server


@dataclass(frozen=True)
class Client:
    """Reads a second, and microseconds of processor time a read."""

    reads_per_second: float
    microseconds: float


@dataclass(frozen=True)
class Reading:
    """Runs clients against the server; what they leave on disk lies in ``folder``."""

    nginx: Nginx
    folder: Path

    def client(self, name: str, delay: int, concurrency: int) -> Client:
        arguments = [name, self.nginx.address(delay), str(concurrency), str(SECONDS), str(self.folder)]
        command = [sys.executable, "-m", "tests.benches.reading", *arguments]
        said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        return Client(**json.loads(said.stdout))

    def stack_and_wrk(self, delay: int, concurrency: int) -> tuple[float, float]:
        """Reads a second of the whole stack, and of wrk before and after it."""
        before = self.nginx.most(delay, concurrency, SECONDS)
        stack = self.client("stack", delay, concurrency).reads_per_second
        return stack, mean((before, self.nginx.most(delay, concurrency, SECONDS)))


@pytest.fixture
def reading(nginx: Nginx, tmp_path: Path) -> Reading:
    return Reading(nginx, tmp_path)


@pytest.mark.parametrize("concurrency", [32, 128])
def test_reads_from_a_server_that_takes_50_milliseconds_are_limited_by_the_server(
    concurrency: int, reading: Reading, table: Table
) -> None:
    rounds = [reading.stack_and_wrk(50, concurrency) for _ in range(ROUNDS)]
    table.add(
        what=f"reads: 50 ms, C={concurrency}, whole stack / wrk",
        measured=median(stack / wrk for stack, wrk in rounds),
        goal=">= 0.95",
        note=_of(rounds, "wrk"),
    )


def test_reads_from_a_server_that_takes_5_milliseconds_keep_up_with_bare_httpx_aiohttp(
    reading: Reading, table: Table
) -> None:
    rounds = []
    for _ in range(ROUNDS):
        bare = reading.client("bare", 5, 32).reads_per_second
        stack, wrk = reading.stack_and_wrk(5, 32)
        rounds.append((stack, bare, wrk))
    table.add(
        what="reads: 5 ms, C=32, whole stack / bare httpx-aiohttp",
        measured=median(stack / bare for stack, bare, _wrk in rounds),
        goal=">= 0.85",
        note=f"{_of([(stack, bare) for stack, bare, _ in rounds], 'bare')}; wrk {median(r[2] for r in rounds):,.0f}",
    )


def test_reads_do_not_slow_down_when_many_are_under_way(reading: Reading, table: Table) -> None:
    rounds = []
    for _ in range(ROUNDS):
        few, many = (reading.client("stack", 0, concurrency).reads_per_second for concurrency in (8, 128))
        rounds.append((many, few))
    table.add(
        what="reads: no delay, C=128 / C=8, whole stack",
        measured=median(many / few for many, few in rounds),
        goal=">= 0.9",
        note=_of(rounds, "C=8"),
    )


def test_a_read_costs_little_more_than_bare_httpx_aiohttp(reading: Reading, table: Table) -> None:
    names = ("stack", "bare", "aiohttp")
    rounds = [[reading.client(name, 0, 32).microseconds for name in names] for _ in range(ROUNDS)]
    stack, bare, aiohttp = (median(figures) for figures in zip(*rounds, strict=True))
    table.add(
        what="reads: processor time of a read, whole stack / bare httpx-aiohttp",
        measured=median(figures[0] / figures[1] for figures in rounds),
        goal="<= 1.6",
        note=f"{stack:.0f} of {bare:.0f} µs; aiohttp alone {aiohttp:.0f} µs",
    )


def _of(rounds: list[tuple[float, float]], other: str) -> str:
    ours, theirs = (median(figures) for figures in zip(*rounds, strict=True))
    return f"{ours:,.0f} of {theirs:,.0f} reads a second ({other})"
