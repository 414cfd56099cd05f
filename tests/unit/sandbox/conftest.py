"""A world that stands still, and its API."""

import pytest

from promo_data.sandbox import World, build_world
from tests.unit.sandbox.calls import Api, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return build_world(seed=7, customers=60, clock=clock)


@pytest.fixture
def api(world: World) -> Api:
    return Api(world)
