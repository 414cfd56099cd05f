"""One holder at a time, and no write of an earlier one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, insert, select

from promo_data.errors import StoreError
from promo_data.store import Holder, Lease, LeaseLostError, reading
from promo_data.store.tables import JOBS, LEASES
from tests.stores import place_for

ELSEWHERE = Holder("another-machine", 1, "run")
DEAD = Holder(Holder.this().host, Holder.this().process, "an earlier process with this number")


@dataclass
class Clock:
    at: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def engine(tmp_path: Path, opened: Callable[..., Engine]) -> Engine:
    return opened(place_for(tmp_path))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lease(engine: Engine, clock: Clock) -> Callable[..., Lease]:
    def make(holder: Holder = ELSEWHERE) -> Lease:
        return Lease(engine, "worker", holder, 30, clock=clock)

    return make


Make = Callable[..., Lease]


def test_the_first_who_asks_holds_it(lease: Make) -> None:
    mine = lease()
    assert mine.acquire()
    assert mine.fence == 1


def test_while_it_is_held_nobody_else_gets_it(lease: Make, clock: Clock) -> None:
    assert lease().acquire()
    clock.move(29)
    assert not lease().acquire()


def test_two_of_one_process_exclude_each_other(lease: Make) -> None:
    assert lease(Holder.this()).acquire()
    assert not lease(Holder.this()).acquire()


def test_who_holds_it_may_ask_again_and_keeps_the_number(lease: Make) -> None:
    mine = lease()
    assert [mine.acquire(), mine.acquire()] == [True, True]
    assert mine.fence == 1


def test_an_expired_one_changes_hands_with_a_higher_number(lease: Make, clock: Clock) -> None:
    assert lease().acquire()
    clock.move(30)
    other = lease()
    assert other.acquire()
    assert other.fence == 2


def test_renewing_holds_it_as_long_again(lease: Make, clock: Clock) -> None:
    mine = lease()
    mine.acquire()
    clock.move(20)
    assert mine.renew()
    clock.move(20)
    assert not lease().acquire()


def test_an_expired_one_that_nobody_took_can_be_renewed(lease: Make, clock: Clock) -> None:
    mine = lease()
    mine.acquire()
    clock.move(100)
    assert mine.renew()
    assert mine.fence == 1


def test_one_that_another_took_cannot_be_renewed(lease: Make, clock: Clock) -> None:
    mine = lease()
    mine.acquire()
    clock.move(30)
    lease().acquire()
    assert not mine.renew()
    assert mine.fence is None


def test_one_that_was_never_held_cannot_be_renewed(lease: Make) -> None:
    assert not lease().renew()


def test_a_released_one_is_free_at_once_and_its_number_still_grows(lease: Make) -> None:
    mine, other = lease(), lease()
    mine.acquire()
    mine.release()
    assert other.acquire()
    assert (mine.fence, other.fence) == (None, 2)


def test_letting_go_of_what_another_took_leaves_it_to_the_other(lease: Make, clock: Clock) -> None:
    mine, other = lease(), lease()
    mine.acquire()
    clock.move(30)
    other.acquire()
    mine.release()
    assert not lease().acquire()


def test_one_of_a_dead_process_of_this_machine_is_taken_at_once(lease: Make) -> None:
    assert lease(DEAD).acquire()
    mine = lease(Holder.this())
    assert mine.acquire()
    assert mine.fence == 2


def test_of_many_at_once_one_gets_it(lease: Make) -> None:
    leases = [lease() for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(Lease.acquire, leases)) == [False] * 7 + [True]


def job(clock: Clock) -> dict[str, object]:
    words = dict.fromkeys(("backend", "kind", "person", "state"), "x")
    return {"id": uuid4(), **words, "created_at": clock(), "changed_at": clock()}


def write_a_job(lease: Lease, clock: Clock) -> None:
    with lease.writing() as connection:
        connection.execute(insert(JOBS).values(job(clock)))


def jobs(engine: Engine) -> int:
    with reading(engine) as connection:
        return len(connection.execute(select(JOBS)).all())


def test_the_holder_writes(engine: Engine, lease: Make, clock: Clock) -> None:
    mine = lease()
    mine.acquire()
    write_a_job(mine, clock)
    assert jobs(engine) == 1


def test_an_earlier_holder_cannot_write(engine: Engine, lease: Make, clock: Clock) -> None:
    mine = lease()
    mine.acquire()
    clock.move(30)
    lease().acquire()
    with pytest.raises(LeaseLostError, match="taken this work over"):
        write_a_job(mine, clock)
    assert jobs(engine) == 0


def test_who_never_held_it_cannot_write(engine: Engine, lease: Make, clock: Clock) -> None:
    with pytest.raises(StoreError):
        write_a_job(lease(), clock)
    assert jobs(engine) == 0


def test_leases_of_other_names_do_not_matter(engine: Engine, lease: Make, clock: Clock) -> None:
    assert lease().acquire()
    assert Lease(engine, "another", ELSEWHERE, 30, clock=clock).acquire()
    with reading(engine) as connection:
        assert set(connection.scalars(select(LEASES.c.name))) == {"worker", "another"}
