import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.organisations import GROCER, OUTDOOR, PARENT, PHARMACY
from tests.unit.sandbox.calls import Clock, digest

ROOT = Path(__file__).parents[3]


def test_the_same_seed_and_moment_give_the_same_answers() -> None:
    assert digest(build_world(seed=3, clock=Clock())) == digest(build_world(seed=3, clock=Clock()))


@pytest.mark.parametrize("elsewhere", [{"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2"}])
def test_the_answers_of_a_seed_do_not_depend_on_the_machine(elsewhere: dict[str, str]) -> None:
    script = (
        "from promo_data.sandbox import build_world; from tests.unit.sandbox.calls import Clock, digest; "
        "print(digest(build_world(seed=3, clock=Clock())))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=elsewhere, check=True, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout.strip() == digest(build_world(seed=3, clock=Clock()))


def test_another_seed_gives_other_answers() -> None:
    assert digest(build_world(seed=3, clock=Clock())) != digest(build_world(seed=4, clock=Clock()))


def test_a_customer_does_not_depend_on_who_was_asked_for_before(clock: Clock) -> None:
    forwards, backwards = (build_world(seed=5, clock=clock) for _ in range(2))
    first = [forwards.truth(customer_id(number), PARENT.id) for number in range(10, 30)]
    second = [backwards.truth(customer_id(number), PARENT.id) for number in reversed(range(10, 30))]
    assert first == second[::-1]


def test_a_million_customers_are_there_at_once() -> None:
    started = time.monotonic()
    world = build_world(customers=1_000_000)
    assert world.find("id", str(customer_id(1_000_000)), "ALL") is not None
    assert time.monotonic() - started < 2


def test_a_million_customers_take_no_room_until_they_are_asked_for() -> None:
    tracemalloc.start()
    try:
        world = build_world(customers=1_000_000)
        assert all(world.find("id", str(customer_id(n)), "ALL") for n in range(1, 1_000_000, 50))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


def test_nobody_is_beyond_the_last_customer(world: World) -> None:
    assert world.find("id", str(customer_id(60)), "ALL") is not None
    assert world.find("id", str(customer_id(61)), "ALL") is None


def test_the_parent_has_two_children_unless_three_are_asked_for(clock: Clock) -> None:
    assert [org.parent_id for org in build_world(clock=clock).orgs] == [None, PARENT.id, PARENT.id]
    assert build_world(clock=clock, child_orgs=3).orgs[-1] == PHARMACY


def test_a_world_of_four_children_is_refused(clock: Clock) -> None:
    with pytest.raises(ValueError, match="2 or 3 child orgs"):
        build_world(clock=clock, child_orgs=4)


@pytest.mark.parametrize("org", [PARENT, GROCER, OUTDOOR])
def test_each_org_has_promotions_of_all_types_and_phases(world: World, org: object) -> None:
    assert org in world.orgs
    promotions = world.catalogue.of_org(next(o.id for o in world.orgs if o == org))
    assert {p.offer_type for p in promotions} == {"GENERIC", "LOYALTY", "LOYALTY_EARNING"}
    assert {p.phase(world.clock()) for p in promotions} == {"upcoming", "running", "ended"}
    assert any(p.active and p.phase(world.clock()) == "ended" for p in promotions)


def test_restrictions_of_every_kind_occur(world: World) -> None:
    promotions = [p for org in world.orgs for p in world.catalogue.of_org(org.id)]
    kinds = {(r.stage, r.measure, r.limit_on, r.period) for p in promotions for r in p.restrictions}
    assert kinds >= {
        ("issual", "issuals", "CUSTOMER", None),
        ("earn", "earns", "CUSTOMER", None),
        ("earn", "earns", "CUSTOMER", "WEEKLY"),
        ("redemption", "times", "CUSTOMER", None),
        ("redemption", "times", "CUSTOMER", "DAILY"),
        ("redemption", "times", "CUSTOMER", "WEEKLY"),
        ("redemption", "times", "CUSTOMER", "MONTHLY"),
        ("redemption", "points", "CUSTOMER", None),
        ("redemption", "points", "CUSTOMER", "MONTHLY"),
        ("redemption", "points", "EVENT", None),
        ("redemption", "times", "PROMOTION", None),
        ("redemption", "points", "PROMOTION", None),
        ("redemption", "redemptions_per_earn", "CUSTOMER", None),
    }


def test_promotions_keep_their_phase_all_day(clock: Clock) -> None:
    world = build_world(clock=clock)
    promotions = [p for org in world.orgs for p in world.catalogue.of_org(org.id)]
    before = [p.phase(clock.now.replace(hour=0, minute=0)) for p in promotions]
    assert before == [p.phase(clock.now.replace(hour=23, minute=59)) for p in promotions]


def test_no_past_of_a_customer_goes_beyond_a_cap(world: World) -> None:
    truths = [t for n in range(10, 61) for org in world.orgs for t in world.truth(customer_id(n), org.id)]
    counted = [r for t in truths for r in t.restrictions if r.cap is not None and r.used is not None]
    assert len(counted) > 1000
    assert [r for r in counted if r.used is not None and r.cap is not None and r.used > r.cap] == []


def test_all_customers_together_have_used_more_than_any_one(world: World) -> None:
    truths = [t for n in range(1, 61) for org in world.orgs for t in world.truth(customer_id(n), org.id)]
    wide = [(t, r) for t in truths for r in t.restrictions if r.limit_on == "PROMOTION" and r.used is not None]
    own = [(t.points if r.measure == "points" else t.times, r.used) for t, r in wide]
    assert own
    assert [pair for pair in own if pair[1] is not None and pair[0] > pair[1]] == []


def test_customers_are_enrolled_issued_to_and_redeem(world: World) -> None:
    truths = [t for n in range(10, 61) for org in world.orgs for t in world.truth(customer_id(n), org.id)]
    for offer_type in ("LOYALTY", "LOYALTY_EARNING"):
        assert any(t.issued and t.times for t in truths if t.offer_type == offer_type)
    assert any(t.enrolled and not t.issued for t in truths)
    assert any(t.times for t in truths if t.offer_type == "GENERIC")


def test_an_unknown_customer_has_no_truth(world: World) -> None:
    assert world.truth(1, PARENT.id) == []
