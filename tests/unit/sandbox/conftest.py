"""A world that stands still, and its API."""

import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.catalogue.coupons import IN_THE_BOOK
from tests.unit.sandbox.calls import Api, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    """With few coupons: a thousand of them take longer to make than most tests take."""
    return build_world(seed=7, customers=60, clock=clock, coupons=IN_THE_BOOK)


@pytest.fixture
def api(world: World) -> Api:
    return Api(world)
