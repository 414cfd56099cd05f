"""The job process beside a dashboard: real processes, found by the lease that they hold."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from promo_data.actions import Intent, Journal, Route, State, Wish
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing, standing
from promo_data.audit import Audit
from promo_data.frames.records import records
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import open_promo_data
from promo_data.sandbox import World, build_world, sandbox_app
from promo_data.settings import read_settings
from promo_data.store import Holder, open_store, reading, store_exists
from promo_data.store.tables import LEASES
from promo_data.vocabulary import IdentifierKind, Outcome, Source
from tests.browser.running import free_port, wait_until_healthy
from tests.serving import served
from tests.stores import sent_long_ago

LONGEST = 60.0
_now = partial(datetime.now, UTC)


@dataclass(frozen=True)
class Dashboard:
    """A dashboard in a process of its own."""

    process: "subprocess.Popen[bytes]"
    url: str
    folder: Path

    @property
    def store(self) -> Path:
        """Where the sandbox's records are."""
        return self.folder / "data" / "sandbox"

    @property
    def backend(self) -> str:
        """The address of its sandbox."""
        return f"{self.url}/sandbox"

    def end(self, number: signal.Signals) -> float:
        """How many seconds it takes to end on that signal."""
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(LONGEST)
        return time.monotonic() - started


@contextmanager
def dashboard(folder: Path, **environment: str) -> Iterator[Dashboard]:
    """A dashboard with its records in ``folder``, which also gets its log."""
    folder.mkdir(exist_ok=True)
    port = str(free_port())
    command = [sys.executable, "-m", "promo_data", "run", "--port", port]
    surroundings = os.environ | {"PROMO_DATA_DIR": str(folder / "data")} | environment
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=surroundings, stdout=log, stderr=log)
        try:
            wait_until_healthy(url := f"http://127.0.0.1:{port}")
            yield Dashboard(process, url, folder)
        finally:
            process.kill()
            process.wait()


def holder(place: Path, backend: str) -> Holder | None:
    """Which process has the duty for that backend, by the record."""
    if not store_exists(place):
        return None
    engine = open_store(place)
    try:
        with reading(engine) as connection:
            found = connection.scalar(select(LEASES.c.holder).where(LEASES.c.name == f"worker of {backend}"))
    finally:
        engine.dispose()
    return None if found is None else Holder.parsed(found)


def worker_of(place: Path, backend: str, *, other_than: Holder | None = None) -> Holder:
    """Who has the duty, once somebody has."""
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        found = holder(place, backend)
        if found is not None and found != other_than and not found.is_dead:
            return found
        time.sleep(0.1)
    raise TimeoutError("No job process took the duty.")


def until_gone(worker: Holder) -> None:
    deadline = time.monotonic() + LONGEST
    while not worker.is_dead:
        assert time.monotonic() < deadline, "the job process lingers"
        time.sleep(0.05)


def unknown(at: Dashboard) -> Intent:
    """An action in the dashboard's sandbox whose end is not known, as a dashboard would leave it."""
    demo = next(demo for demo in build_world().demo_customers if demo.title == "Room everywhere")
    identifier = CustomerIdentifier(IdentifierKind(demo.identifier_name), demo.identifier_value, Source(demo.source))
    settings = read_settings({"PROMO_DATA_DIR": str(at.folder / "data")})
    with open_promo_data(settings, sandbox_url=at.backend) as data:
        view = data.customer(identifier)
    row = next(row for row in records(view.promotions) if row["type"] == "LOYALTY_EARNING")
    wish = Wish(identifier, row["org_id"], row["program_id"], row["promotion_id"], Route.V2_ISSUE)
    facts = standing(view, wish)
    assert isinstance(facts, Standing)
    journal = journal_of(at)
    intent = journal.prepare(uuid4(), wish, digest="", insisted=False)
    journal.claim(intent.id, facts)
    journal.mark_sent(intent.id, _now())
    intent = journal.conclude(intent.id, Told(Outcome.UNKNOWN, "No answer came."))
    journal.close()
    return intent


def journal_of(at: Dashboard) -> Journal:
    engine = open_store(at.store)
    audit = Audit(engine, at.store, clock=_now)
    return Journal(engine, audit, backend=at.backend, person="agent", clock=_now)


def until_settled(at: Dashboard, intent: Intent) -> Intent:
    journal = journal_of(at)
    deadline = time.monotonic() + LONGEST
    while (found := journal.get(intent.id)).state is State.UNKNOWN:
        assert time.monotonic() < deadline, "it stays unknown"
        time.sleep(0.1)
    journal.close()
    return found


def test_it_is_started_with_the_dashboard_and_ended_with_it(tmp_path: Path) -> None:
    with dashboard(tmp_path) as shown:
        worker = worker_of(shown.store, shown.backend)
        assert worker.process != shown.process.pid
        assert shown.end(signal.SIGTERM) < 20
        assert worker.is_dead
    assert holder(shown.store, shown.backend) is None


def test_it_talks_to_the_dashboards_own_sandbox_where_that_is_served(tmp_path: Path) -> None:
    with dashboard(tmp_path, PROMO_SETTLE_SECONDS="0,1") as shown:
        worker_of(shown.store, shown.backend)
        intent = unknown(shown)
        sent_long_ago(shown.store, intent.id)
        assert until_settled(shown, intent).state is State.NOT_APPLIED


def test_when_it_is_killed_another_is_started_and_the_dashboard_goes_on(tmp_path: Path) -> None:
    with dashboard(tmp_path) as shown:
        first = worker_of(shown.store, shown.backend)
        os.kill(first.process, signal.SIGKILL)
        worker_of(shown.store, shown.backend, other_than=first)
        wait_until_healthy(shown.url)
        assert shown.process.poll() is None


def test_when_the_dashboard_is_killed_it_ends_by_itself_and_a_new_one_has_its_own(tmp_path: Path) -> None:
    with dashboard(tmp_path) as first:
        worker = worker_of(first.store, first.backend)
        first.end(signal.SIGKILL)
        until_gone(worker)
    with dashboard(tmp_path) as second:
        assert worker_of(second.store, second.backend, other_than=worker).process != worker.process


def test_when_the_dashboard_is_killed_it_first_does_what_is_due(tmp_path: Path) -> None:
    with dashboard(tmp_path, PROMO_SETTLE_SECONDS="0,8") as shown:
        worker = worker_of(shown.store, shown.backend)
        intent = unknown(shown)
        journal = journal_of(shown)
        deadline = time.monotonic() + LONGEST
        while not journal.get(intent.id).reads:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        shown.end(signal.SIGKILL)
        time.sleep(1)
        assert not worker.is_dead
        os.kill(worker.process, signal.SIGTERM)
        until_gone(worker)
        assert journal.get(intent.id).state is State.UNKNOWN
        journal.close()


@pytest.fixture
def world() -> World:
    return build_world(seed=3, customers=20)


def account(world: World, url: str) -> dict[str, str]:
    own = world.orgs[0]
    return {"base_url": url, "username": own.till, "password": own.password, "org": f"{own.id}:{own.name}"}


def test_none_is_started_while_one_runs_by_itself(world: World, tmp_path: Path) -> None:
    with served(sandbox_app(world)) as url:
        settings = {f"PROMO_{name.upper()}": value for name, value in account(world, url).items()}
        settings["PROMO_DATA_DIR"] = str(tmp_path / "data")
        command = [sys.executable, "-m", "promo_data", "worker"]
        alone = subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL)
        try:
            worker = worker_of(tmp_path / "data", url)
            assert worker.process == alone.pid
            with dashboard(tmp_path, **settings) as shown:
                time.sleep(7)
                assert "job process" not in (shown.folder / "log").read_text()
                alone.kill()
                alone.wait()
                worker_of(tmp_path / "data", url, other_than=worker)
        finally:
            alone.kill()
            alone.wait()


def test_it_has_the_dashboards_settings_wherever_these_stand(world: World, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".streamlit").mkdir(parents=True)
    with served(sandbox_app(world)) as url:
        lines = [f"{name} = {value!r}" for name, value in account(world, url).items()]
        secrets = home / ".streamlit" / "secrets.toml"
        secrets.write_text("\n".join(["[connections.promotions]", *lines]))
        with dashboard(tmp_path / "folder", HOME=str(home)) as shown:
            assert worker_of(shown.folder / "data", url).process != shown.process.pid
