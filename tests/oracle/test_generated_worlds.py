"""For any world: what the client shows equals what the world knows, cell by cell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promo_data.frames.records import records
from promo_data.opening import PromoData
from promo_data.sandbox import Switches, World, build_world
from promo_data.sandbox.faults import Fault
from promo_data.sandbox.faults.kinds import ShortPage
from promo_data.scope import ScopeChoice
from tests.faults.scene import NOON, Scene, scene
from tests.oracle.cells import Row, entries, true_allowances, true_promotion
from tests.oracle.test_conflicting_documents import answered, by_email

# Those with a thousand promotions, a hundred and sixty-nine, a merge and no loyalty are in tests of their own.
SPECIAL = frozenset({10, 11, 15, 17, 18, 19})
CUSTOMERS = sorted(set(range(1, 61)) - SPECIAL)
FEW_COUPONS = 200

worlds = st.builds(
    lambda seed, words, zero, org_id, totals: build_world(
        seed=seed,
        customers=60,
        clock=lambda: NOON,
        coupons=FEW_COUPONS,
        switches=Switches(kpi_vocabulary=words, zero_means=zero, org_id_key=org_id, multi_org_totals=totals),
    ),
    st.integers(1, 10_000),
    st.sampled_from(["short", "max"]),
    st.sampled_from(["no_limit", "nothing"]),
    st.sampled_from(["orgId", "orgID"]),
    st.sampled_from(["wrong", "right"]),
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scene, PromoData]]:
    """One address behind which each example puts its own world, and one client that keeps nothing."""
    with scene(tmp_path_factory.mktemp("worlds")) as begun, begun.opened(cache_seconds=0) as data:
        yield begun, data


@settings(suppress_health_check=list(HealthCheck))
@given(
    world=worlds,
    numbers=st.lists(st.sampled_from(CUSTOMERS), min_size=1, max_size=4, unique=True),
    choice=st.sampled_from([ScopeChoice.EACH, ScopeChoice.ALL, ScopeChoice.SELF, ScopeChoice.OTHER]),
    page=st.sampled_from([7, 40, 100]),
    mixed=st.booleans(),
)
def test_every_cell_is_that_of_the_world(
    stage: tuple[Scene, PromoData],
    world: World,
    numbers: list[int],
    choice: ScopeChoice,
    page: int,
    mixed: bool,
) -> None:
    begun, data = stage
    begun.world = world
    # Only the total tells that a page was cut short, and over several orgs it is not the sum (api-facts, fact 4).
    total_is_known = world.switches.multi_org_totals == "right" or choice in (ScopeChoice.EACH, ScopeChoice.SELF)
    begun.strike(Fault(name="pages", does=ShortPage(rows=page if total_is_known else 100)))
    for number in numbers:
        view = data.customer(by_email(world, number), choice=choice, alternate_currency=mixed)
        truths = {
            (entry.promotion.org_id, entry.promotion.id): entry
            for entry in entries(world, number, answered(view), mixed=mixed)
        }
        promotions, limits = by_promotion(view.promotions), by_promotion(view.allowances)
        assert promotions == {key: [true_promotion(entry)] for key, entry in truths.items()}
        assert limits == {key: rows for key, entry in truths.items() if (rows := true_allowances(entry))}
        assert not [problem for problem in view.problems if problem.is_loss]


def by_promotion(frame: pd.DataFrame) -> Mapping[tuple[int, int], list[Row]]:
    """All rows of the frame, every column of them, under org and promotion."""
    found: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in records(frame):
        found[row["org_id"], row["promotion_id"]].append(row)
    return found
