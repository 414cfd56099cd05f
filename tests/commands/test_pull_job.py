"""A pull as a job: begun by a page, carried out by the job process, kept as a snapshot."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from promo_data.cli.configured import settings
from promo_data.cohort.pull.jobs import JobState
from promo_data.cohort.snapshot import Manifest
from promo_data.opening import PromoData, open_promo_data
from promo_data.pulling import Asking
from promo_data.sandbox import World, build_world
from promo_data.sandbox.faults import Fault
from promo_data.sandbox.faults.kinds import Delay, Refuse
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import IdentifierKind, Source
from tests.cohorts import ids, listed, reads, told_usage, true_usage
from tests.commands.processes import failing_account, striking, until, worker

OWN = Asking(Source.INSTORE, ScopeChoice.SELF)
MANY = 700
SLOWLY = striking(Delay(seconds=0.05), method="GET")
FORBIDDEN = striking(Refuse(status=403, code=4000), method="GET")


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("PROMO_CACHE_SECONDS", "0")
    return build_world(seed=3, customers=2 * MANY)


@contextmanager
def page_over(world: World, monkeypatch: pytest.MonkeyPatch, *faults: Fault) -> Iterator[PromoData]:
    """The data layer as a page has it."""
    with failing_account(world, monkeypatch, *faults):
        monkeypatch.setenv("PROMO_RATE_PER_MINUTE", "1000000")
        with open_promo_data(settings()) as data:
            yield data


def started(data: PromoData, world: World) -> UUID:
    return data.pulls.start(listed(ids(world, MANY)), OWN, "Spring list")


def until_state(data: PromoData, job_id: UUID, state: JobState) -> None:
    until(lambda: data.pulls.job(job_id).state is state, f"it does not become {state}")


def until_read(world: World, count: int) -> None:
    until(lambda: reads(world) >= count, "nothing is read")


def assert_kept(data: PromoData, job_id: UUID, world: World) -> Manifest:
    snapshot = data.pulls.snapshots.open(job_id)
    assert told_usage(snapshot.promotions()) == true_usage(world, world.orgs[0].id, ids(world, MANY))
    until(lambda: not list((settings().data_dir / "snapshots" / "work").iterdir()), "something of the work is left")
    return snapshot.manifest


def test_it_is_carried_out_and_leaves_a_snapshot_with_its_summary(
    many: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with page_over(many, monkeypatch) as data:
        job_id = started(data, many)
        with worker(tmp_path):
            until_state(data, job_id, JobState.DONE)
            manifest = assert_kept(data, job_id, many)
        assert (manifest.asked, manifest.complete, manifest.name) == (MANY, True, "Spring list")
        progress = data.pulls.job(job_id).progress
        assert progress is not None
        assert (progress.done, progress.customers) == (MANY, MANY)
        assert (data.pulls.snapshots.open(job_id).folder / "summary").is_dir()
        assert [snapshot.manifest.id for snapshot in data.pulls.snapshots.all()] == [str(job_id)]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_ended_in_the_middle_the_next_job_process_goes_on(
    many: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: signal.Signals
) -> None:
    with page_over(many, monkeypatch, SLOWLY) as data:
        job_id = started(data, many)
        with worker(tmp_path, "first") as first:
            until_read(many, 400)
            first.process.send_signal(number)
            assert first.process.wait(20) in {0, -number}
        assert data.pulls.job(job_id).state is JobState.RUNNING
        with worker(tmp_path, "second"):
            until_state(data, job_id, JobState.DONE)
            assert_kept(data, job_id, many)
        assert reads(many) <= MANY + 500


def test_paused_it_asks_for_nothing_and_goes_on_where_it_was(
    many: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with page_over(many, monkeypatch, SLOWLY) as data, worker(tmp_path) as running:
        job_id = started(data, many)
        until_read(many, 300)
        assert data.pulls.pause(job_id).state is JobState.PAUSED
        running.until_said(f"Pull {job_id} is left as it is now.")
        resting = reads(many)
        assert data.pulls.job(job_id).progress is not None
        assert data.pulls.go_on(job_id).state is JobState.QUEUED
        until_state(data, job_id, JobState.DONE)
        assert_kept(data, job_id, many)
        assert resting < MANY <= reads(many) <= MANY + 500


def test_cancelled_nothing_of_it_is_kept(many: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with page_over(many, monkeypatch, SLOWLY) as data, worker(tmp_path) as running:
        job_id = started(data, many)
        until_read(many, 300)
        assert data.pulls.cancel(job_id).state is JobState.CANCELLED
        running.until_said(f"Pull {job_id} is left as it is now.")
        assert not list((settings().data_dir / "snapshots" / "work").iterdir())
        assert data.pulls.snapshots.all() == ()


def test_one_that_nobody_has_taken_up_is_cancelled_at_once(many: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with page_over(many, monkeypatch) as data:
        job_id = started(data, many)
        data.pulls.cancel(job_id)
        assert not list((settings().data_dir / "snapshots" / "work").iterdir())
        assert data.pulls.due() is None


def test_refused_it_stops_with_the_reason_and_a_person_lets_it_go_on(
    many: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with page_over(many, monkeypatch, FORBIDDEN) as data, worker(tmp_path):
        job_id = started(data, many)
        until_state(data, job_id, JobState.STOPPED)
        assert "may not do this" in (data.pulls.job(job_id).reason or "")
        assert reads(many) <= 500


def test_two_job_processes_do_one_pull_once(many: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with page_over(many, monkeypatch, SLOWLY) as first, open_promo_data(settings()) as second:
        job_id = started(first, many)
        looked: list[int] = []

        def second_tries() -> bool:
            if reads(many) and not looked:
                second.pulls.carry_out(job_id, lambda: False)
                looked.append(reads(many))
            return False

        first.pulls.carry_out(job_id, second_tries)
        assert looked
        assert looked[0] < MANY
        assert reads(many) == MANY
        assert_kept(first, job_id, many)


def test_the_list_is_on_disk_for_nobody_to_read(many: World, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [f"4477009{number:05}" for number in range(20)]
    with page_over(many, monkeypatch) as data:
        data.pulls.start(listed(numbers, IdentifierKind.MOBILE), OWN, "Sealed")
        files = [path for path in settings().data_dir.rglob("*") if path.is_file()]
        assert any(path.name == "list.sealed" for path in files)
        assert not any(number.encode() in path.read_bytes() for path in files for number in numbers)


def test_those_who_failed_in_passing_can_be_asked_again(many: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ids(many, 30)
    only_one = Fault.model_validate(
        {"name": "broken", "does": {"kind": "server_error", "status": 500},
         "strikes": {"method": "GET", "customer_id": int(asked[7])}}
    )  # fmt: skip
    with page_over(many, monkeypatch, only_one) as data:
        job_id = data.pulls.start(listed(asked), OWN, "One fails")
        data.pulls.carry_out(job_id, lambda: False)
        failed = data.pulls.failed(job_id)
        assert failed is not None
        assert (failed.identifiers.to_pylist(), failed.rows.tolist()) == ([asked[7]], [8])
        assert data.pulls.snapshots.open(job_id).manifest.failed == 1
