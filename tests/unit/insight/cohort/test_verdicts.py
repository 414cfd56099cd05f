"""Whatever is known of a customer, a cohort says of it what its own look-up says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from promo_data.frames import Frames
from promo_data.frames.records import records
from promo_data.insight.availability import availability
from promo_data.insight.binding import binding_limits, binding_overall
from promo_data.insight.cohort import CohortFilters, CohortInsight, Selection
from promo_data.insight.cohort.asked import ACTIONS
from promo_data.vocabulary import AllowanceState, Verdict
from tests.factories import ABSENT, AS_OF, OWN_ORG, Json, promotion_json, restriction_json, restrictions_json
from tests.spec.test_availability import FACTS, promotion
from tests.unit.insight.cohort.snapshots import read_of, snapshot

KEYS = ("customer_id", "org_id", "program_id", "promotion_id")
OWN = frozenset([OWN_ORG.id])
TYPES = ("LOYALTY_EARNING", "LOYALTY", "GENERIC", "SURPRISE", ABSENT)
RUNNING, UNDATED = {"enrollmentExpiryDate": "2026-06-30T12:00:00Z"}, {"enrollmentId": 7}
PAST = {"enrollmentExpiryDate": "2026-01-01T12:00:00Z"}


Both = tuple[Frames, CohortInsight]
"""The frames of a snapshot, and what the cohort says."""


def everything() -> Iterator[Json]:
    """Every combination of what the table of availability is made of."""
    for kind, names in product(TYPES, product(*FACTS.values())):
        yield promotion(kind, dict(zip(FACTS, names, strict=True)))


def odd() -> Iterator[Json]:
    """What that table leaves out: timelines that do not tell all, lists that are missing, several limits at once."""
    timelines: tuple[object, ...] = (
        ABSENT,
        [],
        [PAST],
        [UNDATED],
        [PAST, UNDATED],
        [RUNNING, UNDATED],
        [PAST, RUNNING],
    )
    lists = [ABSENT, [], *([limit("NUMBER_OF_ISSUALS", used)] for used in ("0", "1", "2", "5", ABSENT))]
    lists.append([limit("NUMBER_OF_ISSUALS", "1"), limit("NUMBER_OF_ISSUALS", "5")])
    lists.append([limit("NUMBER_OF_ISSUALS", ABSENT), limit("NUMBER_OF_ISSUALS", "5")])
    for kind, timeline, issual, earn in product(TYPES, timelines, lists, (ABSENT, [], [limit("NUMBER_OF_EARNS", "5")])):
        given = {"issualRestrictions": issual, "earnRestrictions": earn, "redemptionRestrictions": []}
        restrictions = {name: limits for name, limits in given.items() if limits is not ABSENT}
        yield promotion_json(
            pointsOfferType=kind, customerPromotionTimelines=timeline, promotionRestriction=restrictions
        )


def limit(kpi: str, used: object) -> Json:
    return restriction_json(kpi=kpi, currentCustomerUsage=used)


@pytest.fixture(scope="module", params=[everything, odd])
def cohort(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """A customer for each case."""
    folder = tmp_path_factory.mktemp("cohort") / "snapshot"
    every = snapshot(folder, [read_of(number, case) for number, case in enumerate(request.param(), 1)])
    with CohortInsight.open(folder, writable_orgs=OWN) as insight:
        yield every, insight


@pytest.mark.parametrize("now", [AS_OF, AS_OF + timedelta(days=160), AS_OF - timedelta(days=60)], ids=str)
def test_each_verdict_is_that_of_the_look_up(cohort: Both, now: datetime) -> None:
    every, insight = cohort
    alone = {
        (row["action"], *(row[name] for name in KEYS)): row["verdict"]
        for row in records(availability(every, now=now, writable_orgs=OWN))
    }

    together = {
        (action.value, *(row[name] for name in KEYS)): verdict.value
        for action, verdict in product(ACTIONS, Verdict)
        for page in insight.stream(Selection(action=action, verdict=verdict, now=now))
        for row in records(page)
    }

    assert together == alone


def test_each_verdict_is_counted_under_its_promotion_and_the_states_wanted(
    cohort: Both,
) -> None:
    _, insight = cohort
    for state in AllowanceState:
        filters = CohortFilters(states=frozenset([state]))
        shown = records(insight.promotions(filters))
        for action, verdict in product(ACTIONS, Verdict):
            behind = insight.rows(Selection(filters, action, verdict))
            assert sum(row[f"{action}_{verdict}"] for row in shown) == behind
        assert sum(row["customers"] for row in shown) == insight.rows(Selection(filters))


def test_of_limits_used_up_alike_the_same_one_binds(tmp_path: Path) -> None:
    per_issue = restriction_json(kpi="NUMBER_OF_REDEMPTIONS_PER_EARN", maxLimit="5", currentCustomerUsage="4")
    times = restriction_json(maxLimit="10", currentCustomerUsage="8")
    points = restriction_json(kpi="NUMBER_OF_POINTS", maxLimit="5", currentCustomerUsage="4")
    earn = restriction_json(kpi="NUMBER_OF_EARNS", maxLimit="5", currentCustomerUsage="4")
    lists = [
        restrictions_json(redemption=list(some)) for some in ((per_issue, times), (times, points), (per_issue, points))
    ]
    lists += [
        restrictions_json(redemption=[times], earn=[earn]),
        restrictions_json(redemption=[per_issue], earn=[earn]),
    ]
    reads = [read_of(number, promotion_json(promotionRestriction=given)) for number, given in enumerate(lists, 1)]
    every = snapshot(tmp_path, reads)
    columns = ("customer_id", "stage", "measure", "cap", "used", "headroom", "share_used", "state")
    alone = records(binding_overall(binding_limits(every.allowances)))

    with CohortInsight.open(tmp_path) as insight:
        together = [row for page in insight.stream(Selection()) for row in records(page)]

    assert sorted(tuple(map(str, (row[n] for n in columns))) for row in together) == sorted(
        tuple(map(str, (row[n] for n in columns))) for row in alone
    )
    assert {row["measure"] for row in alone} == {"times", "points", "earns"}


def test_what_is_near_a_cap_is_filtered_by_promotion_and_state(tmp_path: Path) -> None:
    near, spent = (
        restriction_json(kpi="NUMBER_OF_POINTS", currentCustomerUsage="4"),
        restriction_json(currentCustomerUsage="5"),
    )
    reads = [
        read_of(1, promotion_json(promotionRestriction=restrictions_json(redemption=[near]))),
        read_of(2, promotion_json(promotionRestriction=restrictions_json(redemption=[near, spent]))),
        read_of(3, promotion_json(promotionId=7, promotionRestriction=restrictions_json(redemption=[near]))),
    ]
    snapshot(tmp_path, reads)

    def found(filters: CohortFilters) -> list[int]:
        return [row["customer_id"] for row in records(insight.near_caps(filters))]

    with CohortInsight.open(tmp_path) as insight:
        assert found(CohortFilters()) == [3, 1, 2]
        assert found(CohortFilters(states=frozenset([AllowanceState.EXHAUSTED]))) == [2]
        assert found(CohortFilters(promotions=frozenset([(OWN_ORG.id, 1147, 7)]))) == [3]
        assert insight.near_count(CohortFilters(states=frozenset([AllowanceState.NEAR]))) == 2
