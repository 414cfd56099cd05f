"""An account whose vendor fails on demand, and the job process as the shell starts it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from promo_data.actions import Intent
from promo_data.actions.on_record import OnRecord
from promo_data.cli.configured import settings
from promo_data.sandbox import World, sandbox_app
from promo_data.sandbox.app import server_settings
from promo_data.sandbox.faults import Fault, FaultPlan, Selector
from promo_data.sandbox.faults.kinds import ApplyLate, Kind
from promo_data.store import open_store
from tests.serving import served

LONGEST = 60.0


def striking(does: Kind, **strikes: object) -> Fault:
    """A fault on writes, or on what ``strikes`` says."""
    return Fault(name=does.kind, does=does, strikes=Selector.model_validate({"method": "POST"} | strikes))


class MovedClock:
    """The machine's time, moved on by ``seconds``."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.seconds)


def applied_when_moved_by(seconds: float) -> Fault:
    """The answer is lost, and the request carried out once the world's clock was moved on by that."""
    return striking(ApplyLate(seconds=seconds, clock="world"))


def applied_after(seconds: float) -> Fault:
    """The answer is lost, and the request carried out so many seconds later (F29, in real time)."""
    return striking(ApplyLate(seconds=seconds, clock="real"))


@contextmanager
def failing_account(world: World, monkeypatch: pytest.MonkeyPatch, *faults: Fault) -> Iterator[World]:
    """A sandbox that is configured as a real account would be, with these faults."""
    own, *children = world.orgs
    app = sandbox_app(world, faults=FaultPlan(faults=faults))
    with served(app, server_settings(app, "127.0.0.1", 0)) as url:
        configured = {
            "BASE_URL": url,
            "USERNAME": own.till,
            "PASSWORD": own.password,
            "ORG": f"{own.id}:{own.name}",
            "CHILD_ORGS": ",".join(f"{child.id}:{child.name}" for child in children),
            "RATE_PER_MINUTE": "10000",
        }
        for name, value in configured.items():
            monkeypatch.setenv(f"PROMO_{name}", value)
        yield world


def posts(world: World) -> int:
    """How many requests that change something came in."""
    return sum(entry.endpoint.startswith("/v2/promotion/") for entry in world.ledger.requests)


def on_record(intent_id: str) -> Intent:
    """The intent as it stands, seen from outside."""
    configured = settings()
    engine = open_store(configured.data_dir)
    try:
        record = OnRecord(engine, backend=configured.base_url or "", clock=partial(datetime.now, UTC))
        return record.get(UUID(intent_id))
    finally:
        engine.dispose()


def until(is_so: Callable[[], bool], what: str, longest: float = LONGEST) -> None:
    """Returns once it is so."""
    deadline = time.monotonic() + longest
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.05)


@dataclass(frozen=True)
class Running:
    """A job process and its log."""

    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text()

    def until_said(self, words: str, longest: float = LONGEST) -> None:
        until(lambda: words in self.said, f"“{words}” was not said:\n{self.said}", longest)


@contextmanager
def worker(folder: Path, name: str = "log") -> Iterator[Running]:
    """``promo-insight worker`` in a process of its own, with the settings of this test."""
    path = folder / name
    with path.open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "promo_data", "worker"], stderr=log, env=dict(os.environ))
        try:
            yield Running(process, path)
        finally:
            process.kill()
            process.wait()
