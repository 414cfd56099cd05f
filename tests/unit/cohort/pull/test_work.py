from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from promo_data.cohort.pull.customers import Customers
from promo_data.cohort.pull.part import read_facts, write_part
from promo_data.cohort.pull.plan import LANES, MOST_UNSAVED, Plan, Scope, marked
from promo_data.cohort.pull.work import Work
from promo_data.cohort.snapshot.failures import failures_table
from promo_data.errors import StoreError
from promo_data.scope import ScopeChoice
from tests.factories import AS_OF
from tests.unit.cohort.pull.readers import answered, customers, refused

NOT_FOUND = 8015


def plan_of(asked: Customers, calls_each: int = 1) -> Plan:
    return Plan(
        customers=len(asked), duplicates=0, refused=0, by=asked.by.value, source=asked.source.value,
        scope=Scope(ScopeChoice.SELF, (), (None,)), calls_each=calls_each, near_share=0.8, started_at=AS_OF,
        list_mark=marked(asked),
    )  # fmt: skip


def begun(folder: Path, asked: Customers) -> Work:
    return Work.begin(folder / "work", plan_of(asked), failures_table([]))


def write(work: Work, number: int) -> None:
    asked = customers(2)
    reads = [answered(), refused(NOT_FOUND)(asked.each()[1])]
    write_part(work.place(number), asked.rows, reads, 0.8)


@pytest.mark.parametrize("calls_each", [1, 2, 3, 7, 400, 900])
def test_chunks_under_way_hold_no_more_reads_than_may_be_lost(calls_each: int) -> None:
    plan = plan_of(customers(1_000), calls_each)
    assert plan.chunk_size >= 1
    assert plan.chunk_size * calls_each * LANES <= MOST_UNSAVED or plan.chunk_size == 1


def test_chunks_are_the_whole_list_in_its_order() -> None:
    asked = customers(1_001)
    plan = plan_of(asked)
    chunks = [plan.chunk(asked, number) for number in range(plan.chunks)]
    assert [value for chunk in chunks for value in chunk.identifiers.to_pylist()] == asked.identifiers.to_pylist()
    assert [row for chunk in chunks for row in chunk.rows.tolist()] == asked.rows.tolist()


def test_the_same_list_is_known_again_and_another_is_not() -> None:
    asked, plan = customers(5), plan_of(customers(5))
    assert plan.is_same_as(plan_of(asked), asked)
    assert not plan.is_same_as(plan_of(customers(4)), asked)
    assert not replace(plan, near_share=0.9).is_same_as(plan_of(asked), asked)


def test_a_mark_differs_each_time_and_holds_nothing_of_the_list() -> None:
    assert marked(customers(1)) != marked(customers(1))


def test_a_plan_comes_back_as_it_was_written(tmp_path: Path) -> None:
    work = begun(tmp_path, customers(3))
    assert Work.found(work.folder) == work
    assert Work.found(tmp_path / "elsewhere") is None


def test_a_damaged_plan_is_told(tmp_path: Path) -> None:
    work = begun(tmp_path, customers(3))
    (work.folder / "plan.json").write_text("{")
    with pytest.raises(StoreError, match="begin anew"):
        Work.found(work.folder)


def test_a_part_tells_what_it_holds(tmp_path: Path) -> None:
    work = begun(tmp_path, customers(2))
    write(work, 0)
    facts = read_facts(work.place(0))
    assert facts is not None
    assert (facts.answered, facts.failed, facts.partial, facts.rows_promotions) == (1, 1, 0, 1)
    assert [(org.answered, org.not_known, org.failed) for org in facts.coverage] == [(1, 1, 0)]
    failures = pq.read_table(work.place(0) / "failures.parquet").to_pylist()
    assert [(failure["row"], failure["code"]) for failure in failures] == [(3, "8015")]


def test_a_part_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    work = begun(tmp_path, customers(2))
    write(work, 0)
    before = (work.place(0) / "part.json").stat().st_mtime_ns
    write(work, 0)
    assert (work.place(0) / "part.json").stat().st_mtime_ns == before
    assert len(list(work.place(0).parent.iterdir())) == 1


@pytest.mark.parametrize("name", ["promotions.parquet", "allowances.parquet", "failures.parquet", "part.json"])
def test_a_part_with_a_damaged_file_counts_as_missing(tmp_path: Path, name: str) -> None:
    work = begun(tmp_path, customers(2))
    write(work, 0)
    (work.place(0) / name).write_bytes(b"?")
    assert work.take_stock() == {}
    assert not work.place(0).exists()


def test_what_a_killed_process_left_half_written_is_removed(tmp_path: Path) -> None:
    work = begun(tmp_path, customers(300))
    write(work, 0)
    (work.place(1).parent / "000001.abc.new").mkdir()
    assert list(work.take_stock()) == [0]
    assert [path.name for path in work.place(0).parent.iterdir()] == ["000000"]
