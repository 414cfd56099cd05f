"""A cohort's figures against plain counts over what the world knows, one org failing for half of the customers."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from promo_data.cohort.snapshot.coverage import OrgCount
from promo_data.frames.records import records
from promo_data.insight.cohort import CohortFilters, CohortInsight, HeadroomBin, LimitKey, Selection
from promo_data.insight.customer import CustomerView
from promo_data.sandbox import World, build_world
from promo_data.sandbox.organisations import GROCER
from promo_data.vocabulary import AllowanceState
from tests.faults.checks import failed_orgs
from tests.faults.scene import NOON, case, scene
from tests.oracle.cells import Entry, entries, true_allowances, true_promotion
from tests.oracle.test_conflicting_documents import answered, by_email
from tests.unit.insight.cohort.snapshots import snapshot

WELL, WITHOUT_GROCER = range(20, 32), range(32, 44)
USED_BIT_BY_BIT = ("open", "near", "exhausted", "over")
KEY = ("customer_id", "org_id", "program_id", "promotion_id")
LIMIT = ("stage", "kpi", "measure", "limit_on", "period", "window")
DAYS = 30


class Told(NamedTuple):
    """What the world knows of every customer in the orgs that answered, and what the cohort says of them all."""

    world: World
    entries: list[Entry]
    views: list[CustomerView]
    insight: CohortInsight


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    world = build_world(seed=7, customers=60, clock=lambda: NOON)
    with scene(tmp_path_factory.mktemp("cohort")) as begun, begun.opened(cache_seconds=0) as data:
        begun.world = world
        begun.mend()
        views = [data.customer(by_email(world, number)) for number in WELL]
        begun.strike(case("F20_org_not_connected", 2003))
        views += [data.customer(by_email(world, number)) for number in WITHOUT_GROCER]
    assert all(GROCER.id in failed_orgs(view) for view in views[len(WELL) :])
    numbers = [*WELL, *WITHOUT_GROCER]
    known = [
        one
        for number, view in zip(numbers, views, strict=True)
        for one in entries(world, number, answered(view), mixed=False)
    ]
    folder = tmp_path_factory.mktemp("snapshots") / "one"
    reads = [view.basis.read for view in views]
    coverage = [OrgCount.of(org) for read in reads for org in read.coverage]
    snapshot(folder, reads[:7], reads[7:], coverage=coverage)
    with CohortInsight.open(folder) as insight:
        yield Told(world, known, views, insight)


def state_of(entry: Entry) -> str:
    """How what binds stands: in plain words of the design, without a frame."""
    limits = true_allowances(entry)
    tightest = max((row for row in limits if row["state"] in USED_BIT_BY_BIT), key=share, default=None)
    if tightest is not None:
        return "exhausted" if tightest["state"] == "over" else str(tightest["state"])
    states = [row["state"] for row in limits]
    return next((state for state in ("unknown", "cap_only") if state in states), "no_limit")


def share(row: dict[str, Any]) -> float:
    return float(row["share_used"])


def test_every_promotion_counts_its_customers_by_state(told: Told) -> None:
    counted: defaultdict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
    for entry in told.entries:
        counted[tuple(entry.keys[name] for name in KEY[1:])][state_of(entry)] += 1

    shown = {tuple(row[name] for name in KEY[1:]): row for row in records(told.insight.promotions())}

    assert {key: row["customers"] for key, row in shown.items()} == {key: c.total() for key, c in counted.items()}
    for key, states in counted.items():
        assert {state: shown[key][state] for state in states} == states


def test_every_promotion_says_out_of_how_many(told: Told) -> None:
    asked = len(WELL) + len(WITHOUT_GROCER)
    for row in records(told.insight.promotions()):
        is_partial = row["org_id"] == GROCER.id
        assert (row["asked"], row["complete"]) == (asked, not is_partial)
        assert row["answered"] <= (len(WELL) if is_partial else asked)


def test_totals_count_each_customer_once(told: Told) -> None:
    assert told.insight.count(Selection()) == len({entry.keys["customer_id"] for entry in told.entries})
    found = told.insight.customer_ids(Selection()).to_pylist()
    assert found == sorted({entry.keys["customer_id"] for entry in told.entries})


@pytest.mark.parametrize("offer_type", ["GENERIC", "LOYALTY", "LOYALTY_EARNING"])
@pytest.mark.parametrize("state", ["exhausted", "near", "open", "no_limit", "cap_only", "unknown"])
def test_filters_combine(told: Told, offer_type: str, state: str) -> None:
    fitting = [entry for entry in told.entries if entry.promotion.offer_type == offer_type and state_of(entry) == state]

    filters = CohortFilters(types=frozenset([offer_type]), states=frozenset([AllowanceState(state)]))

    assert told.insight.rows(Selection(filters)) == len(fitting)
    assert told.insight.count(Selection(filters)) == len({entry.keys["customer_id"] for entry in fitting})
    rows = [row for page in told.insight.stream(Selection(filters)) for row in records(page)]
    assert sorted(tuple(row[name] for name in KEY) for row in rows) == sorted(
        tuple(entry.keys[name] for name in KEY) for entry in fitting
    )


def test_the_limits_near_their_caps_are_all_listed_and_the_nearest_first(told: Told) -> None:
    near = [row for entry in told.entries for row in true_allowances(entry) if row["state"] == "near"]
    columns = (*KEY, *LIMIT, "unit", "cap", "used", "headroom", "share_used")

    found = records(told.insight.near_caps(limit=1_000))

    assert near
    assert told.insight.near_count() == len(near)
    assert Counter(tuple(row[n] for n in columns) for row in found) == Counter(
        tuple(row[n] for n in columns) for row in near
    )
    assert [row["share_used"] for row in found] == sorted((row["share_used"] for row in near), reverse=True)


def test_what_is_left_of_a_limit_is_counted_exactly(told: Told) -> None:
    limits: defaultdict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for entry in told.entries:
        for row in true_allowances(entry):
            limits[tuple(row[name] for name in (*KEY[1:], *LIMIT))].append(row)

    for (org, program, promotion, *words), rows in limits.items():
        key, limit = (org, program, promotion), LimitKey(*words)
        shown = records(told.insight.headroom(key, limit))
        bins = [row for row in shown if row["state"] is None]
        left = [row["headroom"] for row in rows if row["headroom"] is not None]
        assert len(bins) <= 40
        assert sum(row["customers"] for row in bins) == len(left)
        for one in bins:
            low, high = one["lowest"], one["highest"]
            inside = [figure for figure in left if (figure == low if low == high else low < figure <= high)]
            assert one["customers"] == len(inside)
            behind = HeadroomBin(limit, low, high)
            assert told.insight.rows(Selection(CohortFilters(promotions=frozenset([key])), headroom=behind)) == len(
                inside
            )
        apart = Counter(row["state"] for row in rows if row["headroom"] is None)
        assert {
            row["state"]: row["customers"] for row in shown if row["state"] is not None and row["customers"]
        } == apart


def test_the_room_that_lapses_is_listed_with_what_lapses_first(told: Told) -> None:
    until = NOON + timedelta(days=DAYS)
    lapsing = {}
    for entry in told.entries:
        row = true_promotion(entry)
        ends = [at for at in (row["ends_at"], row["enrolment_expires_at"]) if at is not None and at > NOON]
        if state_of(entry) in ("open", "near") and min(ends, default=until + timedelta(1)) <= until:
            lapsing[tuple(entry.keys[name] for name in KEY)] = min(ends)

    found = records(told.insight.lapsing(DAYS, limit=1_000))

    assert lapsing
    assert {tuple(row[name] for name in KEY): row["lapses_at"] for row in found} == lapsing
    assert [row["lapses_at"] for row in found] == sorted(lapsing.values())
    assert told.insight.count(Selection(lapsing_within=DAYS)) == len({key[0] for key in lapsing})


def test_each_facet_counts_what_there_would_be(told: Told) -> None:
    customers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for entry in told.entries:
        of = entry.promotion
        for facet, value in (("org", of.org_id), ("programme", of.programme_id), ("type", of.offer_type)):
            customers[facet, str(value)].add(entry.keys["customer_id"])

    found = {(row["facet"], row["value"]): row["customers"] for row in records(told.insight.facets())}

    assert {key: found[key] for key in customers} == {key: len(ids) for key, ids in customers.items()}
