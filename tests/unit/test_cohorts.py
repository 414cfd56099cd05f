"""The door behind which lists, pulls, snapshots and what they say come together."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

import pyarrow as pa
import pytest

from promo_data.cohort.lists import CustomerList
from promo_data.cohort.pull.jobs import JobState
from promo_data.cohorts import CohortData, customers_of
from promo_data.errors import InputError, StoreError
from promo_data.opening import open_promo_data
from promo_data.pulling import Asking
from promo_data.sandbox import World, build_world, standalone
from promo_data.sandbox.faults.plan import Fault, FaultPlan
from promo_data.sandbox.faults.selector import Selector
from promo_data.settings import Settings, read_settings
from promo_data.vocabulary import IdentifierKind, Source
from tests.serving import served

NUMBERS, BROKEN = range(1, 7), 5
CHILD_ORG = 50405
NAME = "Spring list"


@dataclass(frozen=True, slots=True)
class Counter:
    """The door, and a snapshot that was pulled through it: one customer's answers were broken."""

    cohorts: CohortData
    world: World
    snapshot: UUID

    def pulled(self, pull_id: UUID) -> UUID:
        """The same id, once the pull has ended."""
        self.cohorts.pulls.carry_out(pull_id, lambda: False)
        return pull_id


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World, UUID]:
    """A data folder with that snapshot."""
    world, folder = build_world(customers=20), tmp_path_factory.mktemp("cohorts")
    strikes = Selector(method="GET", customer_id=world.customer(BROKEN).id)
    broken = Fault.model_validate({"name": "broken", "strikes": strikes, "does": {"kind": "html"}})
    with (
        served(standalone(world, faults=FaultPlan(faults=(broken,)))) as root,
        open_promo_data(_settings(folder), sandbox_url=f"{root}/sandbox", background=True) as data,
    ):
        pull_id = data.pulls.start(_listed(world), Asking(Source.INSTORE), NAME)
        data.pulls.carry_out(pull_id, lambda: False)
    return folder, world, pull_id


@pytest.fixture
def counter(made: tuple[Path, World, UUID], tmp_path: Path) -> Iterator[Counter]:
    """That folder as each test may change it; by now the vendor answers everybody."""
    folder, world, snapshot = made
    shutil.copytree(folder, tmp_path / "data")
    with (
        served(standalone(world)) as root,
        open_promo_data(_settings(tmp_path / "data"), sandbox_url=f"{root}/sandbox", background=True) as data,
    ):
        yield Counter(data.cohorts, world, snapshot)


def _settings(folder: Path) -> Settings:
    return read_settings({"PROMO_DATA_DIR": str(folder)})


def _listed(world: World) -> CustomerList:
    return CustomerList.of(IdentifierKind.CUSTOMER_ID, pa.array([str(world.customer(n).id) for n in NUMBERS]))


def test_a_pull_that_has_not_ended_is_under_way(counter: Counter) -> None:
    pull_id = counter.cohorts.pulls.start(_listed(counter.world), Asking(Source.INSTORE), "Second")
    assert [pull.id for pull in counter.cohorts.under_way()] == [pull_id]
    counter.cohorts.pulls.cancel(pull_id)
    assert counter.cohorts.under_way() == ()
    ended = counter.cohorts.pull(pull_id)
    assert ended is not None
    assert ended.state is JobState.CANCELLED


def test_what_nobody_pulled_is_no_pull(counter: Counter) -> None:
    assert counter.cohorts.pull(uuid4()) is None


def test_a_snapshot_is_opened_once(counter: Counter) -> None:
    first = counter.cohorts.insight(counter.snapshot)
    assert counter.cohorts.insight(counter.snapshot) is first
    assert first.manifest.answered == len(NUMBERS) - 1


def test_no_more_than_four_snapshots_stay_open(counter: Counter) -> None:
    place = counter.cohorts.snapshot(counter.snapshot).folder
    first = counter.cohorts.insight(counter.snapshot)
    for _ in range(4):
        other = uuid4()
        shutil.copytree(place, place.with_name(str(other)))
        counter.cohorts.insight(other)
    assert counter.cohorts.insight(counter.snapshot) is not first
    assert len(first.promotions()) > 0


def test_a_snapshot_is_deleted_while_it_is_open(counter: Counter) -> None:
    counter.cohorts.insight(counter.snapshot)
    counter.cohorts.delete_snapshot(counter.snapshot)
    assert counter.cohorts.snapshots() == ()
    with pytest.raises(InputError, match="not kept any more"):
        counter.cohorts.insight(counter.snapshot)


def test_a_snapshot_is_renamed(counter: Counter) -> None:
    counter.cohorts.rename_snapshot(counter.snapshot, "Autumn")
    assert [one.manifest.name for one in counter.cohorts.snapshots()] == ["Autumn"]
    with pytest.raises(InputError):
        counter.cohorts.rename_snapshot(counter.snapshot, " ")


@pytest.mark.parametrize("damaged", ["promotions", "allowances"])
def test_damage_is_a_sentence(counter: Counter, damaged: str) -> None:
    place = counter.cohorts.snapshot(counter.snapshot).folder
    shutil.rmtree(place / "summary", ignore_errors=True)
    for part in (place / damaged).iterdir():
        part.write_bytes(b"PAR1 and no more")
    with pytest.raises(StoreError, match="damaged"):
        counter.cohorts.insight(counter.snapshot)


def test_damaged_failures_are_a_sentence(counter: Counter) -> None:
    shutil.rmtree(counter.cohorts.snapshot(counter.snapshot).folder / "failures")
    with pytest.raises(StoreError, match="damaged"):
        counter.cohorts.failures(counter.snapshot)


def test_whose_failure_may_pass_is_asked_again_as_before(counter: Counter) -> None:
    assert counter.cohorts.to_ask_again(counter.snapshot) == 1
    again = counter.pulled(counter.cohorts.ask_again(counter.snapshot, "Again"))
    manifest, before = (counter.cohorts.snapshot(one).manifest for one in (again, counter.snapshot))
    assert (manifest.asked, manifest.by, manifest.orgs) == (1, before.by, before.orgs)
    assert manifest.name == "Again"


def test_a_narrower_scope_is_kept_when_asked_again(counter: Counter) -> None:
    first = counter.cohorts.snapshot(counter.snapshot)
    replace(first.manifest, orgs=(CHILD_ORG,)).write(first.folder)
    again = counter.pulled(counter.cohorts.ask_again(counter.snapshot, "Again"))
    assert counter.cohorts.snapshot(again).manifest.orgs == (CHILD_ORG,)


def test_where_nobody_failed_nobody_is_asked_again(counter: Counter) -> None:
    whole = CustomerList.of(IdentifierKind.CUSTOMER_ID, pa.array([str(counter.world.customer(1).id)]))
    pull_id = counter.pulled(counter.cohorts.pulls.start(whole, Asking(Source.INSTORE), "One"))
    assert counter.cohorts.to_ask_again(pull_id) == 0
    with pytest.raises(InputError, match="Nobody of this snapshot can be asked again"):
        counter.cohorts.ask_again(pull_id, "Again")


def test_customers_are_saved_named_anew_opened_and_forgotten(counter: Counter) -> None:
    saved_id = counter.cohorts.save("Near", pa.array([347000002, 347000001, None, 347000002]), "Spring list")
    counter.cohorts.rename_saved(saved_id, "Near a cap")
    (saved,) = counter.cohorts.saved()
    assert (saved.name, saved.size, saved.by, saved.source) == (
        "Near a cap",
        2,
        IdentifierKind.CUSTOMER_ID,
        "Spring list",
    )
    assert counter.cohorts.open_saved(saved_id).identifiers.to_pylist() == ["347000002", "347000001"]
    counter.cohorts.delete_saved(saved_id)
    assert counter.cohorts.saved() == ()


def test_nobody_is_not_saved(counter: Counter) -> None:
    with pytest.raises(InputError, match="nobody to save"):
        counter.cohorts.save("Empty", pa.array([None], pa.int64()), "Nowhere")


def test_numbers_become_a_list_of_which_nothing_is_refused() -> None:
    listed = customers_of(pa.array([3, None, 1]))
    assert listed.identifiers.to_pylist() == ["3", "1"]
    assert not len(listed.refused)
