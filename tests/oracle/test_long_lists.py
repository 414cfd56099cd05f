"""A customer with ten thousand promotions, over pages that are long, short, moved or counted wrongly."""

from collections.abc import Iterator

import pytest

from promo_data.insight.customer import CustomerView
from promo_data.sandbox import build_world
from promo_data.sandbox.faults import Fault
from promo_data.sandbox.faults.kinds import MoveRows, ReorderRows, ShortPage, Totals
from promo_data.sandbox.organisations import GROCER
from promo_data.scope import ScopeChoice
from tests.faults.checks import assert_true
from tests.faults.scene import NOON, Scene, scene

COLLECTOR = "One thousand promotions"
MANY = 10_000


@pytest.fixture(scope="module")
def hoard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A world in which one customer has ten thousand promotions at the grocer."""
    world = build_world(seed=7, customers=60, clock=lambda: NOON, coupons=MANY)
    with scene(tmp_path_factory.mktemp("hoard"), world) as begun:
        yield begun


def looked_up(hoard: Scene) -> CustomerView:
    with hoard.opened(cache_seconds=0) as data:
        return data.customer(hoard.named(COLLECTOR), choice=ScopeChoice.OTHER, only=[GROCER.id])


def test_ten_thousand_rows_are_those_of_the_world(hoard: Scene) -> None:
    hoard.mend()
    hoard.world.ledger.requests.clear()
    view = looked_up(hoard)
    assert len(view.promotions) == MANY
    assert view.complete
    assert_true(hoard, view, COLLECTOR)
    assert hoard.asked() <= MANY / 99 + 1


def test_ten_thousand_rows_are_all_there_over_pages_that_fit_in_no_way(hoard: Scene) -> None:
    """Shorter than asked for, in another order each time, some rows twice, and totals that grow."""
    kinds = (ReorderRows(), ShortPage(rows=97), MoveRows(by=-3), Totals(how="changing"))
    hoard.strike(*(Fault(name=does.kind, seed=22, does=does) for does in kinds))
    view = looked_up(hoard)
    assert len(view.promotions) == MANY
    assert_true(hoard, view, COLLECTOR)
