"""Customers in columns, what pulling them costs, how far it is, and who works in a folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from promo_data.cohort.pull.cost import Cost, cost_of
from promo_data.cohort.pull.customers import Customers
from promo_data.cohort.pull.holding import held
from promo_data.cohort.pull.progress import Progress, Tally
from promo_data.errors import InputError, StoreError
from tests.unit.cohort.pull.readers import Scripted, answered, customers, refused

HOLDS = """
import sys, time
from pathlib import Path
from promo_data.cohort.pull.holding import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_customers_come_back_as_they_were_packed() -> None:
    before = customers(3)
    after = Customers.unpacked(before.packed())
    assert (after.by, after.source, after.rows.tolist()) == (before.by, before.source, before.rows.tolist())
    assert after.identifiers.equals(before.identifiers)


@pytest.mark.parametrize("content", [b"", b"something else"])
def test_what_is_no_list_is_told(content: bytes) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        Customers.unpacked(content)


def test_customers_show_nobody() -> None:
    assert repr(customers(2)) == "Customers(2 by id)"


def test_customers_are_chosen_by_their_rows() -> None:
    assert customers(4).in_rows([1, 5, 6]).identifiers.to_pylist() == ["1000", "1002"]


def test_the_cost_is_a_call_for_each_org_and_customer_that_is_not_cached() -> None:
    reader = Scripted(lambda *_: answered(), kept=40)
    cost = cost_of(customers(100), reader, calls_each=3, calls_a_minute=90)
    assert cost == Cost(calls=180, seconds_at_rate=120.0, cached=40)
    assert reader.asked == []


def test_of_a_long_list_the_cache_is_estimated_from_a_sample() -> None:
    cost = cost_of(customers(10_000), Scripted(lambda *_: answered(), kept=250), calls_each=1, calls_a_minute=60)
    assert (cost.cached, cost.is_estimate) == (5_000, True)


def test_nobody_costs_nothing() -> None:
    cost = cost_of(customers(0), Scripted(lambda *_: answered()), calls_each=1, calls_a_minute=60)
    assert cost == Cost(0, 0.0, 0)


class Ticking:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_progress_tells_the_rate_of_late_and_what_is_left() -> None:
    clock, heard = Ticking(), list[Progress]()
    tally = Tally(100, heard.append, clock=clock)
    tally.begin()
    for second in range(1, 11):
        clock.now = second
        tally.came(answered())
        tally.came(refused(8015)(customers(1).each()[0]))
    assert heard[-1].done == 19
    assert (tally.progress.done, tally.progress.failed, tally.progress.rate) == (20, 10, 2.0)
    assert tally.progress.seconds_left == 40.0


def test_progress_is_told_at_most_once_a_second_and_at_the_end() -> None:
    clock, heard = Ticking(), list[Progress]()
    tally = Tally(50, heard.append, clock=clock)
    tally.begin()
    for _ in range(50):
        tally.came(answered())
    assert [progress.done for progress in heard] == [0, 50]


def test_a_wait_is_told_with_its_reason() -> None:
    heard = list[Progress]()
    tally = Tally(5, heard.append)
    tally.begin()
    tally.waits("The vendor is silent.")
    tally.waits(None)
    assert [progress.waiting for progress in heard] == [None, "The vendor is silent.", None]


def test_one_process_works_in_a_folder_and_a_killed_one_is_not_waited_for(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLDS, lock], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(InputError, match="Another process"), held(lock):
            pass
        other.kill()
    with held(lock):
        pass
    assert not lock.exists()
