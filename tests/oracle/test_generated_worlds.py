"""For any world: what the client shows equals what the world knows, cell by cell."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promo_data.opening import PromoData
from promo_data.sandbox import Switches, World, build_world
from promo_data.sandbox.faults import Fault
from promo_data.sandbox.faults.kinds import ShortPage
from promo_data.scope import ScopeChoice
from tests.faults.scene import NOON, Scene, scene
from tests.oracle.test_conflicting_documents import answered, by_email, expected
from tests.oracle.test_what_the_client_shows import shown_limits, shown_promotions, true_limits, true_promotions

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
)
def test_every_cell_is_that_of_the_world(
    stage: tuple[Scene, PromoData], world: World, numbers: list[int], choice: ScopeChoice, page: int
) -> None:
    begun, data = stage
    begun.world = world
    begun.strike(Fault(name="pages", does=ShortPage(rows=page)))
    for number in numbers:
        view = data.customer(by_email(world, number), choice=choice)
        truths = expected(world, number, answered(view))
        assert shown_promotions(view) == true_promotions(truths)
        assert shown_limits(view) == true_limits(truths)
        assert not [problem for problem in view.problems if problem.is_loss]
