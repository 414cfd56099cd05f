from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from promo_data.cohort.pull.merge import write_files
from promo_data.cohort.snapshot import SCHEMA_VERSION, Manifest, OrgCount, Snapshots
from promo_data.cohort.snapshot.failures import SCHEMA, Failure, failures_table
from promo_data.cohort.snapshot.tables import SCHEMAS, as_table
from promo_data.errors import InputError, StoreError
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from tests.factories import AS_OF, customer_frames, promotion_json

Keep = Callable[..., UUID]


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "snapshots")


@pytest.fixture
def keep(snapshots: Snapshots) -> Keep:
    def kept(name: str = "Spring list", age: timedelta = timedelta()) -> UUID:
        snapshot_id = uuid4()
        ready = snapshots.work_place(snapshot_id) / "ready"
        ready.mkdir(parents=True)
        frames = customer_frames(promotion_json())
        for schema in (PROMOTIONS, ALLOWANCES):
            table = as_table(getattr(frames, schema.name), schema)
            write_files([table], SCHEMAS[schema.name], ready / schema.name)
        write_files([failures_table([Failure(3, "8015", "Not known.")])], SCHEMA, ready / "failures")
        manifest(str(snapshot_id), name, age).write(ready)
        snapshots.keep(ready, snapshot_id)
        return snapshot_id

    return kept


def manifest(snapshot_id: str, name: str, age: timedelta) -> Manifest:
    return Manifest(
        asked=2, answered=1, failed=1, duplicates=0, rows_promotions=1, rows_allowances=0, scope="self", orgs=(None,),
        started_at=AS_OF - age, finished_at=AS_OF - age, complete=False, schema_version=SCHEMA_VERSION, partial=0,
        coverage=(OrgCount(None, "Own", 1, 1),), by="id", source="INSTORE", near_share=0.8, list_mark="a.b",
        id=snapshot_id, name=name,
    )  # fmt: skip


def test_what_was_kept_is_opened_with_all_it_has(snapshots: Snapshots, keep: Keep) -> None:
    snapshot = snapshots.open(keep())
    assert snapshot.promotions()["name"].tolist() == ["Award50"]
    assert list(snapshot.allowances().columns) == ALLOWANCES.names
    assert snapshot.failures()[["row", "code", "message"]].to_numpy().tolist() == [[3, "8015", "Not known."]]


def test_a_manifest_comes_back_as_it_was_written(snapshots: Snapshots, keep: Keep) -> None:
    snapshot_id = keep()
    assert snapshots.open(snapshot_id).manifest == manifest(str(snapshot_id), "Spring list", timedelta())


def test_the_latest_comes_first(snapshots: Snapshots, keep: Keep) -> None:
    keep("old", timedelta(days=2))
    keep("new")
    keep("middle", timedelta(days=1))
    assert [snapshot.manifest.name for snapshot in snapshots.all()] == ["new", "middle", "old"]


def test_without_any_there_are_none_and_nothing_is_made(snapshots: Snapshots, tmp_path: Path) -> None:
    assert snapshots.all() == ()
    assert not list(tmp_path.iterdir())


def test_a_name_can_be_changed(snapshots: Snapshots, keep: Keep) -> None:
    snapshot_id = keep()
    snapshots.rename(snapshot_id, "  Summer list ")
    assert snapshots.open(snapshot_id).manifest.name == "Summer list"


@pytest.mark.parametrize("name", ["", "  ", "a" * 121, "two\nlines"])
def test_a_name_that_nobody_could_read_is_refused(snapshots: Snapshots, keep: Keep, name: str) -> None:
    with pytest.raises(InputError, match="1 to 120"):
        snapshots.rename(keep(), name)


def test_what_was_deleted_is_gone(snapshots: Snapshots, keep: Keep, tmp_path: Path) -> None:
    snapshot_id = keep()
    snapshots.delete(snapshot_id)
    with pytest.raises(InputError, match="not kept"):
        snapshots.open(snapshot_id)
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["work"]


@pytest.mark.parametrize("given", ["../../etc", "", "work"])
def test_only_an_id_leads_to_a_snapshot(snapshots: Snapshots, given: str) -> None:
    with pytest.raises(InputError, match="no snapshot's id"):
        snapshots.open(given)


def test_one_whose_manifest_is_damaged_is_as_if_it_were_not_there(
    snapshots: Snapshots, keep: Keep, tmp_path: Path
) -> None:
    snapshot_id = keep()
    (tmp_path / "snapshots" / str(snapshot_id) / "manifest.json").write_text("{")
    assert snapshots.all() == ()
    with pytest.raises(StoreError):
        Manifest.read(tmp_path / "snapshots" / str(snapshot_id))


def test_sweeping_removes_what_is_too_old_and_what_a_killed_process_left(
    snapshots: Snapshots, keep: Keep, tmp_path: Path
) -> None:
    keep("old", timedelta(days=91))
    young = keep("young", timedelta(days=89))
    (tmp_path / "snapshots" / "leaving-half").mkdir()
    under_way, stray = uuid4(), uuid4()
    for each in (under_way, stray):
        snapshots.work_place(each).mkdir()
    snapshots.sweep(lambda name: name == str(under_way), keep=timedelta(days=90), now=AS_OF)
    assert [snapshot.manifest.id for snapshot in snapshots.all()] == [str(young)]
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == {"work", str(young)}
    assert [path.name for path in (tmp_path / "snapshots" / "work").iterdir()] == [str(under_way)]


def test_keeping_the_same_pull_again_replaces_it(snapshots: Snapshots, keep: Keep) -> None:
    snapshot_id = keep()
    ready = snapshots.work_place(snapshot_id) / "again"
    ready.mkdir()
    manifest(str(snapshot_id), "again", timedelta()).write(ready)
    assert snapshots.keep(ready, snapshot_id).manifest.name == "again"
