"""F18, F43, F48, F51 and F53 for pulls: kills at random, a vendor that refuses us, faults, a disk that is full.

``FAULT_KILLS`` says how many kills; make faults: 20.
"""

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import pandas as pd
import pytest

from promo_data.cohort.pull import RefusesUsError, Work
from promo_data.cohort.pull.plan import MOST_UNSAVED
from promo_data.cohort.snapshot import Manifest
from promo_data.errors import StoreError
from promo_data.opening import open_promo_data
from promo_data.pulling import Asking
from promo_data.sandbox import build_world
from promo_data.sandbox.faults import Fault, Selector
from promo_data.sandbox.faults.kinds import Kind, Refuse, Reset, ServerError
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import Source
from tests.cohorts import begun, ids, listed, reads, told_usage, true_usage, without_times, written
from tests.commands.processes import until
from tests.faults.full_disk import full_disk
from tests.faults.scene import LOOKUP, NOON, Scene, scene

KILLS = int(os.environ.get("FAULT_KILLS", "3"))
CUSTOMERS = 1_100
CHUNK = MOST_UNSAVED // 2
OWN = Asking(Source.INSTORE, ScopeChoice.SELF, fresh=True)
UNDER_WAY = 16
"""Reads that were cut off, and may be counted only once they were."""
FORBIDDEN = Refuse(status=403, code=4000)


def striking(does: Kind, seed: int = 1, **strikes: object) -> Fault:
    """A fault on look-ups."""
    return Fault(name=does.kind, seed=seed, does=does, strikes=Selector.model_validate({"endpoint": LOOKUP} | strikes))


@dataclass(frozen=True)
class Field:
    """Many customers behind a sandbox, and a folder to pull them into."""

    scene: Scene
    folder: Path
    customers: list[str]

    def pull(self, *, resume: bool = False, is_stopped: Callable[[], bool] = lambda: False) -> Manifest | None:
        with open_promo_data(self.scene.settings(), clock=self.scene.world.clock, background=True) as data:
            return data.pulls.to_files(
                listed(self.customers), OWN, self.folder, resume=resume, hear=lambda _: None, is_stopped=is_stopped
            )

    def stopped_half_way(self) -> None:
        """A pull that is told to stop once one part is there."""
        part = self.folder / ".part" / "parts" / "000000"
        assert self.pull(is_stopped=part.exists) is None

    def saved(self) -> int:
        """Customers in parts that are whole, or in the files."""
        if (self.folder / "manifest.json").exists():
            return len(self.customers)
        work = Work.found(self.folder / ".part")
        return 0 if work is None else sum(part.answered + part.failed for part in work.take_stock().values())

    def wait_for_reads(self, count: int, process: "Popen[bytes]") -> None:
        """Until so many came in, or the process has ended."""
        until(lambda: reads(self.scene.world) >= count or process.poll() is not None, "nothing is read")

    def assert_true(self) -> None:
        org_id = self.scene.world.orgs[0].id
        assert told_usage(pd.read_parquet(self.folder / "promotions.parquet")) == true_usage(
            self.scene.world, org_id, self.customers
        )


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    world = build_world(seed=7, customers=2 * CUSTOMERS, clock=lambda: NOON)
    with scene(tmp_path / "client", world) as calm:
        yield Field(calm, tmp_path / "out", ids(world, CUSTOMERS))


def test_f48_killed_at_random_it_repeats_at_most_500_reads_each_time_and_ends_the_same(
    field: Field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (field.scene.account() | {"PROMO_CACHE_SECONDS": "0", "PROMO_CONCURRENCY": "8"}).items():
        monkeypatch.setenv(name, value)
    list_file = written(tmp_path / "list.txt", field.customers)
    chance = random.Random(48)  # noqa: S311 - the same kills in every run
    for _ in range(KILLS):
        before, saved = reads(field.scene.world), field.saved()
        with begun(list_file, field.folder, "--scope", "self", "--resume") as process:
            field.wait_for_reads(before + chance.randint(1, MOST_UNSAVED), process)
            process.kill()
        assert reads(field.scene.world) - before - (field.saved() - saved) <= MOST_UNSAVED
    with begun(list_file, field.folder, "--scope", "self", "--resume") as process:
        assert (process.wait(), process.stderr and process.stderr.read()) == (0, b"")
    once = tmp_path / "once"
    with begun(list_file, once, "--scope", "self") as process:
        assert process.wait() == 0
    field.assert_true()
    assert reads(field.scene.world) <= 2 * CUSTOMERS + KILLS * MOST_UNSAVED
    for name in ("promotions.parquet", "allowances.parquet"):
        assert without_times(field.folder / name).equals(without_times(once / name))
    assert (field.folder / "failures.csv").read_bytes() == (once / "failures.csv").read_bytes()


def test_f18_whoever_is_not_allowed_to_read_stops_after_the_first_chunks(field: Field) -> None:
    field.scene.strike(striking(FORBIDDEN))
    with pytest.raises(RefusesUsError, match="may not do this"):
        field.pull()
    assert reads(field.scene.world) <= MOST_UNSAVED


def test_f43_rights_taken_away_in_the_middle_stop_it_and_given_back_it_goes_on(field: Field) -> None:
    field.scene.strike(striking(FORBIDDEN, after=300))
    with pytest.raises(RefusesUsError):
        field.pull()
    stopped_after = reads(field.scene.world)
    assert stopped_after - 300 <= MOST_UNSAVED
    assert field.saved() == CHUNK
    field.scene.mend()
    assert field.pull(resume=True) is not None
    assert 0 <= reads(field.scene.world) - (stopped_after + CUSTOMERS - CHUNK) <= UNDER_WAY
    field.assert_true()


def test_one_error_in_a_hundred_and_one_reset_in_a_hundred_lose_nobody(field: Field) -> None:
    field.scene.strike(
        striking(ServerError(status=500), seed=2, probability=0.01), striking(Reset(), seed=3, probability=0.01)
    )
    manifest = field.pull()
    assert manifest is not None
    assert (manifest.answered, manifest.complete) == (CUSTOMERS, True)
    assert reads(field.scene.world) <= 1.1 * CUSTOMERS
    field.assert_true()


def test_f51_a_full_disk_is_told_and_with_room_it_goes_on(field: Field) -> None:
    field.stopped_half_way()
    with full_disk(), pytest.raises(StoreError, match="written"):
        field.pull(resume=True)
    assert field.pull(resume=True) is not None
    field.assert_true()


@pytest.mark.parametrize("damage", [b"", b"PAR1 and then something else"], ids=["cut off", "overwritten"])
def test_f53_a_part_that_was_damaged_is_read_again_and_no_other(field: Field, damage: bytes) -> None:
    field.stopped_half_way()
    saved = field.saved()
    (field.folder / ".part" / "parts" / "000000" / "allowances.parquet").write_bytes(damage)
    before = reads(field.scene.world)
    assert field.pull(resume=True) is not None
    assert 0 <= reads(field.scene.world) - (before + CUSTOMERS - saved + CHUNK) <= UNDER_WAY
    field.assert_true()


def test_stopped_it_keeps_what_is_whole_and_goes_on_from_there(field: Field) -> None:
    field.stopped_half_way()
    before, saved = reads(field.scene.world), field.saved()
    assert CHUNK <= saved < CUSTOMERS
    assert field.pull(resume=True) is not None
    assert 0 <= reads(field.scene.world) - (before + CUSTOMERS - saved) <= UNDER_WAY
    field.assert_true()
