import pytest

from promo_data.sandbox import World
from promo_data.sandbox.faults import Fault, FaultPlan
from promo_data.sandbox.faults.kinds import (
    BadJson,
    Kind,
    MilestoneFailed,
    MoveRows,
    NewKpi,
    NoResponseFromEmf,
    OtherCustomer,
    RepeatPage,
    Reset,
    ShortPage,
    Swallow,
)
from promo_data.sandbox.openapi.examples import enrol_body
from tests.unit.sandbox.calls import ENROL, LIST, LOOKUP, Api, Clock, asked
from tests.unit.sandbox.faults.scene import scene


def _plan(*kinds: Kind) -> FaultPlan:
    return FaultPlan(faults=tuple(Fault(name=f"fault {place}", does=kind) for place, kind in enumerate(kinds)))


@pytest.mark.parametrize("kind", [NoResponseFromEmf(), MilestoneFailed(), ShortPage(), OtherCustomer(), NewKpi()])
def test_a_refusal_stays_a_refusal(world: World, kind: Kind) -> None:
    usual = Api(world).post(ENROL, {})
    assert Api(world, faults=_plan(kind)).post(ENROL, {}).content == usual.content


def test_the_other_customer_can_be_a_certain_one(world: World) -> None:
    api = Api(world, faults=_plan(OtherCustomer(customer_id=42)))
    assert api.get(LOOKUP, asked(world.demo_customers[0])).json()["customerId"] == 42
    assert api.post(ENROL, enrol_body(world)).json()["data"]["customer"]["customerId"] == 42


def test_what_is_no_json_any_more_is_left_as_it_is(world: World) -> None:
    broken = Api(world, faults=_plan(BadJson())).get(LIST).content
    assert Api(world, faults=_plan(NewKpi(), BadJson())).get(LIST).content == broken


def test_the_first_page_repeats_in_the_list_of_promotions_too(world: World) -> None:
    api = Api(world, faults=_plan(RepeatPage()))
    pages = [api.get(LIST, {"size": 2, "page": number}).json()["data"]["content"] for number in (0, 1, 2)]
    assert pages[0] == pages[1] == pages[2] != []


def test_a_write_is_never_asked_for_another_page(world: World) -> None:
    api = Api(world, faults=_plan(RepeatPage()))
    assert api.post(f"{ENROL}?offset=5", enrol_body(world)).json()["data"]["status"] == "SUCCESS"


@pytest.mark.parametrize(("kind", "effects"), [(Reset(when="before"), 0), (Reset(when="after"), 1)])
def test_a_reset_comes_before_or_after_the_api_has_done_it(
    world: World, clock: Clock, kind: Reset, effects: int
) -> None:
    with scene(world, clock, _plan(kind)) as served:
        assert served.issue().end == "reset"
        assert served.effects == effects


def test_what_is_never_answered_can_have_been_done(world: World, clock: Clock) -> None:
    with scene(world, clock, _plan(Swallow(when="after"))) as served:
        assert served.issue(patience=0.3).end == "silent"
        assert served.effects == 1


@pytest.mark.parametrize("offset", ["9" * 5_000, "-1", "x", "\N{ARABIC-INDIC DIGIT THREE}"])
def test_an_offset_that_is_no_number_is_left_to_the_api(world: World, offset: str) -> None:
    usual = Api(world).get(LOOKUP, asked(world.demo_customers[0], offset=offset)).content
    assert (
        Api(world, faults=_plan(MoveRows())).get(LOOKUP, asked(world.demo_customers[0], offset=offset)).content == usual
    )
