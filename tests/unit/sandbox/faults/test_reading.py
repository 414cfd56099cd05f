import orjson
import pytest

from promo_data.sandbox import World, sandbox_app
from promo_data.sandbox.faults import CASES, FaultPlan, planned, read_plan
from promo_data.sandbox.faults.kinds import KINDS, Delay
from promo_data.sandbox.faults.reading import read_header
from tests.unit.sandbox.calls import LIST, LOOKUP, Api, asked

SLOW = {"name": "slow", "seed": 3, "strikes": {"endpoint": LIST, "every": 2}, "does": {"kind": "delay", "seconds": 2}}


def test_a_plan_holds_faults_and_names_of_the_catalogue() -> None:
    plan = read_plan(orjson.dumps({"faults": ["F04_drip", SLOW]}))
    first, second = plan.faults
    assert first == planned("F04_drip").faults[0]
    assert (second.name, second.seed, second.strikes.every) == ("slow", 3, 2)
    assert second.does == Delay(seconds=2)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (b"{", "not JSON"),
        (b"[]", "one list"),
        (b'{"faults": {}}', "one list"),
        (b'{"faults": [], "more": 1}', "one list"),
        (b'{"faults": ["F99_nothing"]}', "Fault 1: no fault of the catalogue"),
        (b'{"faults": ["F04_drip", {"name": "x"}]}', "Fault 2: does: Field required"),
        (b'{"faults": [{"name": "x", "does": {"kind": "magic"}}]}', "Fault 1: does"),
        (b'{"faults": [{"name": "x", "does": {"kind": "delay"}}]}', "Fault 1: does.delay.seconds: Field required"),
        (b'{"faults": [{"name": "x", "does": {"kind": "delay", "seconds": "1"}}]}', "does.delay.seconds"),
        (b'{"faults": [{"name": "x", "does": {"kind": "delay", "seconds": 1, "minutes": 1}}]}', "minutes"),
        (b'{"faults": [{"name": "x", "strikes": {"nth": 0}, "does": {"kind": "drip"}}]}', "strikes.nth"),
        (b'{"faults": [3]}', "Fault 1: it:"),
        (b'{"faults": ["F04_drip", "F04_drip"]}', "two faults of the plan have the same name"),
    ],
)
def test_a_plan_that_cannot_be_read_says_where_and_why(text: bytes, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        read_plan(text)


def test_a_header_holds_names_or_one_fault() -> None:
    assert [fault.name for fault in read_header("F04_drip, F08_html")] == ["F04_drip", "F08_html"]
    assert [fault.name for fault in read_header(orjson.dumps(SLOW).decode())] == ["slow"]


def test_every_fault_of_the_catalogue_comes_back_from_its_json() -> None:
    faults = [case.fault for case in CASES if case.fault is not None]
    written = FaultPlan(faults=tuple(faults)).model_dump_json(exclude_none=True).encode()
    assert read_plan(written).faults == tuple(faults)


def test_every_kind_of_fault_is_in_the_catalogue() -> None:
    assert {type(case.fault.does) for case in CASES if case.fault is not None} == set(KINDS)


def test_without_a_plan_the_header_means_nothing(world: World) -> None:
    assert Api(world).get(LIST, headers={"X-Sandbox-Fault": "F08_html"}).json()["errors"] is None


def test_with_an_empty_plan_a_request_gets_the_fault_that_it_asks_for(world: World) -> None:
    api = Api(world, faults=FaultPlan())
    assert api.get(LIST, headers={"X-Sandbox-Fault": "F08_html"}).text.startswith("<!DOCTYPE html>")
    assert api.get(LIST).json()["errors"] is None


def test_a_fault_that_is_asked_for_strikes_whatever_its_selector_says(world: World) -> None:
    api = Api(world, faults=FaultPlan())
    gone = {"X-Sandbox-Fault": "F25_customer_gone"}
    assert api.get(LOOKUP, asked(world.demo_customers[0]), headers=gone).json()["errors"][0]["code"] == 8015


@pytest.mark.parametrize("header", ["F99", "", "{", '{"name": "x"}'])
def test_a_header_that_cannot_be_read_is_400(world: World, header: str) -> None:
    answer = Api(world, faults=FaultPlan()).get(LIST, headers={"X-Sandbox-Fault": header})
    assert answer.status_code == 400
    assert "ault" in answer.json()["errors"][0]["message"]


def test_a_plan_for_an_endpoint_that_there_is_not_is_refused_when_the_app_is_made(world: World) -> None:
    plan = read_plan(b'{"faults": [{"name": "x", "strikes": {"endpoint": "/v9/nothing"}, "does": {"kind": "drip"}}]}')
    with pytest.raises(ValueError, match="/v9/nothing"):
        sandbox_app(world, faults=plan)
