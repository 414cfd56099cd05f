"""200 reads a second for ten minutes against a sandbox that fails now and then; ``SOAK_SECONDS`` makes it shorter."""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import pytest

from promo_data.cohort.snapshot import Manifest
from promo_data.opening import open_promo_data
from promo_data.pulling import Asking
from promo_data.sandbox import build_world
from promo_data.scope import ScopeChoice
from promo_data.settings import read_settings
from promo_data.vocabulary import Source
from tests.benches.listening import wait_until_it_listens
from tests.cohorts import ids, listed

SECONDS = int(os.environ.get("SOAK_SECONDS", "600"))
READS_A_SECOND = 200
FOR_PEOPLE = 0.2
LOOK_SECONDS = 2.0
SHARE_OF_EACH_FAULT = 0.01

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]


@dataclass(frozen=True)
class Look:
    """What this process holds at one moment."""

    sockets: int
    threads: int
    megabytes: float

    @classmethod
    def now(cls) -> "Look":
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return cls(
            sum(target.startswith("socket:") for target in _open_files()),
            threading.active_count(),
            pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        )


def _open_files() -> Iterator[str]:
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the one that lists them is gone by now
            yield str(link.readlink())


class Tries(logging.Handler):
    """Counts what goes out: the log has a line for each try."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.count = 0

    def emit(self, _record: logging.LogRecord) -> None:
        self.count += 1


@contextmanager
def counted() -> Iterator[Tries]:
    logger, tries = logging.getLogger("promo_data.transport.log"), Tries()
    before = logger.level
    logger.addHandler(tries)
    logger.setLevel(logging.INFO)
    try:
        yield tries
    finally:
        logger.removeHandler(tries)
        logger.setLevel(before)


@contextmanager
def looking() -> Iterator[list[Look]]:
    """A look every two seconds."""
    looks: list[Look] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            looks.append(Look.now())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield looks
    finally:
        over.set()
        thread.join()


@contextmanager
def failing_now_and_then(folder: Path, customers: int) -> Iterator[str]:
    """The address of a sandbox in a process of its own."""
    faults = [
        {"name": kind, "seed": seed, "does": {"kind": kind}, "strikes": {"probability": SHARE_OF_EACH_FAULT}}
        for seed, kind in enumerate(("server_error", "reset"))
    ]
    plan = folder / "faults.json"
    plan.write_text(json.dumps({"faults": faults}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--seed", "5", "--customers", str(customers), "--faults", str(plan)]
    command = [sys.executable, "-m", "promo_data", "sandbox", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until_it_listens(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_nothing_grows_and_little_is_asked_twice(tmp_path: Path) -> None:
    count = READS_A_SECOND * SECONDS
    world = build_world(seed=5, customers=2 * count + 200)
    own = world.orgs[0]
    customers = listed(ids(world, count))
    with failing_now_and_then(tmp_path, 2 * count + 200) as url:
        settings = read_settings(
            {
                "PROMO_BASE_URL": url,
                "PROMO_USERNAME": own.till,
                "PROMO_PASSWORD": own.password,
                "PROMO_ORG": f"{own.id}:{own.name}",
                "PROMO_DATA_DIR": str(tmp_path / "data"),
                "PROMO_RATE_PER_MINUTE": str(round(READS_A_SECOND * 60 / (1 - FOR_PEOPLE))),
            }
        )
        with open_promo_data(settings, background=True) as data, counted() as tries, looking() as looks:
            started = time.monotonic()
            manifest = data.pulls.to_files(
                customers, Asking(Source.INSTORE, ScopeChoice.SELF), tmp_path / "out",
                resume=False, hear=lambda _: None, is_stopped=lambda: False,
            )  # fmt: skip
            seconds = time.monotonic() - started
    _tell(count, seconds, tries.count, looks, manifest)
    assert manifest is not None
    assert (manifest.answered, manifest.failed) == (count, 0)
    assert tries.count / count <= 1.10
    _assert_nothing_grew(looks)


def _assert_nothing_grew(looks: list[Look]) -> None:
    """The last fifth against the second; the first is when everything is loaded."""
    fifth = max(len(looks) // 5, 1)
    early, late = looks[fifth : 2 * fifth], looks[-fifth:]
    for name in ("sockets", "threads"):
        assert max(getattr(look, name) for look in late) <= max(getattr(look, name) for look in early) + 2, name
    assert mean(look.megabytes for look in late) <= 1.10 * mean(look.megabytes for look in early)


def _tell(count: int, seconds: float, tries: int, looks: list[Look], manifest: Manifest | None) -> None:
    print(f"\n{count:,} reads in {seconds:.0f} s ({count / seconds:.0f}/s), amplification {tries / count:.3f}")
    for look in looks[:: max(len(looks) // 8, 1)]:
        print(f"  {look.sockets} sockets, {look.threads} threads, {look.megabytes:.0f} MB")
    print(f"  {manifest}")
