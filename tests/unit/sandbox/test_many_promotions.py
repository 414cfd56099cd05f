import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.organisations import GROCER
from tests.unit.sandbox.calls import LOOKUP, Api, Clock, asked, titled


@pytest.fixture
def world(clock: Clock) -> World:
    """With as many coupons as a world has where nobody wants fewer."""
    return build_world(seed=7, customers=60, clock=clock)


@pytest.mark.parametrize(
    ("title", "count"), [("One hundred and sixty-nine promotions", 169), ("One thousand promotions", 1000)]
)
def test_all_are_there_once_over_pages_of_any_size(api: Api, world: World, title: str, count: int) -> None:
    demo = titled(world, title)
    seen = [
        row["promotionId"]
        for offset in range(0, count + 1, 97)
        for row in api.get(LOOKUP, asked(demo, limit=97, offset=offset), org=GROCER).json()["promotions"]
    ]
    assert len(seen) == len(set(seen)) == count


def test_a_world_may_have_ten_thousand() -> None:
    world = build_world(seed=7, customers=60, clock=Clock(), coupons=10_000)
    demo = titled(world, "One thousand promotions")
    last = Api(world).get(LOOKUP, asked(demo, limit=100, offset=9_950), org=GROCER).json()
    assert (last["pageDetails"]["totalEntries"], len(last["promotions"])) == (10_000, 50)


def test_the_pages_of_169_are_counted_as_in_the_sample(api: Api, world: World) -> None:
    demo = titled(world, "One hundred and sixty-nine promotions")
    answer = api.get(LOOKUP, asked(demo, limit=2), org=GROCER).json()
    assert answer["pageDetails"] == {"pageNumber": 0, "pageSize": 2, "totalEntries": 169, "pageCount": 85}


def test_they_are_in_every_phase(api: Api, world: World) -> None:
    demo = titled(world, "One thousand promotions")
    ended, running = (
        api.get(LOOKUP, asked(demo, limit=1, promotionStatusForCustomer=status), org=GROCER).json()["pageDetails"]
        for status in ("EXPIRED", "AVAILABLE_TO_REDEEM")
    )
    assert ended["totalEntries"] > 500
    assert 0 < running["totalEntries"] < 100
