"""A snapshot against what it saves: decoding the same answers, and reading them with our sender alone."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from promo_data.cohort.pull.merge import write_files
from promo_data.cohort.snapshot import Snapshot
from promo_data.cohort.snapshot.manifest import SCHEMA_VERSION, Manifest
from promo_data.cohort.snapshot.tables import SCHEMAS, as_table
from promo_data.frames import Frames
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from tests.benches.nginx import Nginx, serving
from tests.benches.promotion_data import answers
from tests.benches.pulling import FIRST_CUSTOMER, WARM_UP
from tests.benches.table import Table
from tests.benches.test_frames import frames_of

ROOT = Path(__file__).parents[2]
CUSTOMERS, PULLED = 10_000, 3_000
ROUNDS, SECONDS, AT_ONCE = 7, 2.0, 32
AT = datetime(2026, 8, 1, tzinfo=UTC)

pytestmark = pytest.mark.bench


def written(frames: Frames, folder: Path) -> Snapshot:
    """A snapshot with these frames, as a pull leaves it."""
    for schema in (PROMOTIONS, ALLOWANCES):
        table = as_table(getattr(frames, schema.name), schema)
        write_files([table], SCHEMAS[schema.name], folder / schema.name)
    manifest = Manifest(
        CUSTOMERS, CUSTOMERS, 0, 0, len(frames.promotions), len(frames.allowances), "self", (50405,), AT, AT,
        complete=True, schema_version=SCHEMA_VERSION, partial=0, coverage=(), by="id", source="INSTORE",
        near_share=0.8, list_mark="",
    )  # fmt: skip
    return Snapshot(folder, manifest)


def least(*runs: Callable[[], object]) -> list[float]:
    """The shortest time of each, all of them taking turns: other work on the machine only ever adds to it."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for run, taken in zip(runs, times, strict=True):
            started = time.perf_counter()
            run()
            taken.append(time.perf_counter() - started)
    return [min(taken) for taken in times]


def test_back_into_frames(table: Table, tmp_path: Path) -> None:
    bodies = answers(CUSTOMERS)
    snapshot = written(frames_of(bodies), tmp_path)

    decoded, opened = least(lambda: frames_of(bodies), lambda: (snapshot.promotions(), snapshot.allowances()))

    note = f"{opened * 1e3:.0f} of {decoded * 1e3:.0f} ms, {snapshot.manifest.rows_allowances:,} limits"
    table.add(what="snapshot of 10,000 -> frames / decoding", measured=opened / decoded, goal="<= 0.15", note=note)


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    folder = tmp_path / "nginx"
    folder.mkdir()
    with serving(folder) as server:
        for number, body in enumerate(answers(PULLED + WARM_UP)):
            (folder / "bodies" / f"{FIRST_CUSTOMER + number}.json").write_bytes(body)
        yield server


def run(module: str, *arguments: object) -> dict[str, float]:
    """What a module that is started by itself prints."""
    command = [sys.executable, "-m", f"tests.benches.{module}", *map(str, arguments)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(said.stdout)
    return figures


def test_fetch_to_snapshot(table: Table, nginx: Nginx, tmp_path: Path) -> None:
    address, rounds = nginx.address(5), []
    for number in range(5):
        alone = PULLED / run("reading", "stack", address, AT_ONCE, SECONDS, tmp_path)["reads_per_second"]
        whole = run("pulling", address, AT_ONCE, PULLED, tmp_path / str(number))["seconds"]
        rounds.append((whole, alone))
    whole, alone = (median(figures) for figures in zip(*rounds, strict=True))
    table.add(
        what="5 ms, C=32: 3,000 customers -> snapshot / the sender alone",
        measured=median(whole / alone for whole, alone in rounds),
        goal="<= 1.3",
        note=f"{whole:.2f} of {alone:.2f} s",
    )
