"""What the cohort page asks of 10,000, 100,000 and 1,000,000 customers: each answer's time, and the memory for all."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any, NamedTuple

import pytest

from tests.benches import cohort_asked
from tests.benches.cohort_snapshot import write_snapshot
from tests.benches.table import Table

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1_800)]


class Made(NamedTuple):
    """A snapshot and its rows."""

    folder: Path
    customers: int
    promotions: int
    allowances: int


@pytest.fixture(scope="module", params=[10_000, 100_000, 1_000_000], ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Removed right after: the largest takes two gigabytes of disk."""
    folder = tmp_path_factory.mktemp("snapshot")
    yield Made(folder, request.param, *write_snapshot(folder, request.param))
    shutil.rmtree(folder)


def told(what: str, folder: Path) -> dict[str, Any]:
    """What a process of its own says of itself."""
    ended = run(
        [sys.executable, "-m", cohort_asked.__name__, what, str(folder)], capture_output=True, check=True, text=True
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_a_snapshot_of_that_size(made: Made, table: Table) -> None:
    summarised, asked = told("summarise", made.folder), told("ask", made.folder)

    size = f"{made.customers:,} customers"
    rows = f"{made.promotions:,} promotions, {made.allowances:,} limits"
    note = f"{rows}, {summarised['seconds']:.0f} s"
    table.add(what=f"{size}: summarised in", measured=summarised["peak"] / 1e9, goal="<= 2 GB", note=note)
    table.add(what=f"{size}: all answers in", measured=asked["peak"] / 1e9, goal="<= 2 GB")
    for question, seconds in asked["questions"].items():
        table.add(what=f"{size}: {question}", measured=seconds * 1e3, goal="<= 1000 ms")
