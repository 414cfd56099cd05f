"""What a cohort says of many is what the look-up of one says of each of them, one by one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from promo_data.frames import Frames
from promo_data.frames.records import records
from promo_data.insight.availability import availability
from promo_data.insight.binding import COLUMNS, binding_limits, binding_overall
from promo_data.insight.cohort import CohortFilters, CohortInsight, Selection
from promo_data.vocabulary import Action, AllowanceState, Verdict
from tests.factories import AS_OF, Json
from tests.property.test_frames import RECORDS
from tests.unit.insight.cohort.snapshots import read_of, snapshot

KEYS = ("customer_id", "org_id", "program_id", "promotion_id")
PROMOTIONS = st.lists(
    RECORDS, max_size=4, unique_by=lambda one: (one.get("orgId"), one["programId"], one["promotionId"])
)
COHORTS = st.lists(st.lists(PROMOTIONS, max_size=3), min_size=1, max_size=3)
MOMENTS = st.sampled_from(
    [AS_OF, AS_OF + timedelta(days=400), AS_OF - timedelta(days=60), datetime(2026, 1, 31, 10, tzinfo=UTC)]
)
WRITABLE = st.frozensets(st.sampled_from([None, 1, 2, 3]))


@contextmanager
def opened(
    cohort: Sequence[Sequence[Sequence[Json]]], writable: frozenset[int | None]
) -> Iterator[tuple[Frames, CohortInsight]]:
    """A snapshot of these parts, its customers numbered, and its frames."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "snapshot"
        number = iter(range(1, 100))
        parts = [[read_of(next(number), *promotions) for promotions in part] for part in cohort]
        every = snapshot(place, *parts)
        with CohortInsight.open(place, writable_orgs=writable) as insight:
            yield every, insight


@given(cohort=COHORTS, now=MOMENTS, writable=WRITABLE)
def test_each_verdict_is_that_of_the_customer_alone(
    cohort: Sequence[Sequence[Sequence[Json]]], now: datetime, writable: frozenset[int | None]
) -> None:
    with opened(cohort, writable) as (every, insight):
        one_by_one = Counter(
            (row["action"], row["verdict"], *(row[name] for name in KEYS))
            for row in records(availability(every, now=now, writable_orgs=writable))
        )
        at_once = Counter(
            (action.value, verdict.value, *(row[name] for name in KEYS))
            for action in (Action.ENROL, Action.OPT_IN, Action.ISSUE)
            for verdict in Verdict
            for row in records(insight.actionable(action, verdict=verdict, now=now))
        )

    assert at_once == one_by_one


@given(cohort=COHORTS)
def test_the_binding_limit_is_that_of_the_customer_alone(cohort: Sequence[Sequence[Sequence[Json]]]) -> None:
    compared = [name for name in COLUMNS if name != "state"]
    with opened(cohort, frozenset()) as (every, insight):
        alone = [
            {name: row[name] for name in compared} for row in records(binding_overall(binding_limits(every.allowances)))
        ]
        together = [
            {name: row[name] for name in compared} for page in insight.stream(Selection()) for row in records(page)
        ]

    bound = [row for row in together if row["measure"] is not None]
    assert sorted(map(repr, bound)) == sorted(map(repr, alone))


@given(cohort=COHORTS, now=MOMENTS)
def test_every_count_is_that_of_the_rows_behind_it(cohort: Sequence[Sequence[Sequence[Json]]], now: datetime) -> None:
    with opened(cohort, frozenset({1})) as (every, insight):
        for row in records(insight.promotions(now=now)):
            only = frozenset([(row["org_id"], row["program_id"], row["promotion_id"])])
            assert insight.count(Selection(CohortFilters(promotions=only))) == row["customers"]
            for state in AllowanceState:
                filters = CohortFilters(promotions=only, states=frozenset([state]))
                assert insight.count(Selection(filters)) == row.get(state.value, 0)
            for action in (Action.ENROL, Action.OPT_IN, Action.ISSUE):
                for verdict in Verdict:
                    behind = Selection(CohortFilters(promotions=only), action, verdict, now=now)
                    assert insight.count(behind) == row[f"{action}_{verdict}"]
        assert sum(row["customers"] for row in records(insight.promotions())) == len(every.promotions)
        assert insight.rows(Selection()) == len(every.promotions)
