import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from promo_data.sandbox import World
from promo_data.sandbox.customers import generator
from promo_data.sandbox.faults import Fault, FaultPlan, Selector
from promo_data.sandbox.faults.kinds import Refuse
from promo_data.sandbox.openapi.examples import enrol_body
from promo_data.sandbox.organisations import GROCER, OUTDOOR, PARENT
from tests.unit.sandbox.calls import ENROL, ISSUE, LIST, LOOKUP, Api, Clock, asked, other

BEGINNING = datetime(2026, 3, 10, tzinfo=UTC)


def _struck(world: World, calls: int, **selected: Any) -> list[int]:  # noqa: ANN401 - a selector's fields
    """The numbers of the look-ups that were struck."""
    api = Api(world, faults=_plan(**selected))
    statuses = [api.get(LIST).status_code for _ in range(calls)]
    return [number for number, status in enumerate(statuses, start=1) if status == 461]


def _plan(**selected: Any) -> FaultPlan:  # noqa: ANN401 - a selector's fields
    return FaultPlan(faults=(Fault(name="busy", strikes=Selector(**selected), does=Refuse(status=461)),))


@pytest.mark.parametrize(
    ("selected", "struck"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"nth": 3}, [3]),
        ({"every": 2}, [2, 4, 6]),
        ({"first": 2}, [1, 2]),
        ({"after": 4}, [5, 6]),
        ({"after": 1, "first": 3, "every": 2}, [2]),
        ({"probability": 0}, []),
        ({"probability": 1}, [1, 2, 3, 4, 5, 6]),
        ({"method": "GET"}, [1, 2, 3, 4, 5, 6]),
        ({"method": "POST"}, []),
        ({"endpoint": LIST}, [1, 2, 3, 4, 5, 6]),
        ({"endpoint": LOOKUP}, []),
        ({"with_token": True}, []),
    ],
)
def test_a_selector_chooses_among_the_calls_that_fit(
    world: World, selected: dict[str, object], struck: list[int]
) -> None:
    assert _struck(world, 6, **selected) == struck


def test_calls_that_do_not_fit_are_not_counted(world: World) -> None:
    api = Api(world, faults=_plan(endpoint=LIST, nth=2))
    paths = (LOOKUP, LIST, LOOKUP, LIST, LIST)
    statuses = [api.get(path, asked(world.demo_customers[0])).status_code for path in paths]
    assert statuses == [200, 200, 200, 461, 200]


def test_seconds_count_from_the_first_call_that_fits(world: World, clock: Clock) -> None:
    api = Api(world, faults=_plan(seconds=10))
    clock.advance(seconds=100)
    assert api.get(LIST).status_code == 461
    clock.advance(seconds=9)
    assert api.get(LIST).status_code == 461
    clock.advance(seconds=1)
    assert api.get(LIST).status_code == 200


def test_a_child_org_in_the_scope_is_what_a_call_is_about(world: World) -> None:
    api = Api(world, faults=_plan(org_id=GROCER.id))
    demo = asked(world.demo_customers[1])
    assert api.get(LOOKUP, demo, headers=other(GROCER)).status_code == 461
    assert api.get(LOOKUP, demo, headers=other(OUTDOOR)).status_code == 200
    assert api.get(LOOKUP, demo).status_code == 200


def test_a_call_without_a_list_is_about_the_org_of_its_credentials(world: World) -> None:
    api = Api(world, faults=_plan(org_id=GROCER.id))
    assert api.get(LIST, org=GROCER).status_code == 461
    assert api.get(LIST, org=PARENT).status_code == 200
    assert api.get(LIST, headers={"Authorization": ""}).status_code == 401


@pytest.mark.parametrize("which", [0, 1])
def test_a_customer_is_known_by_any_identifier_in_query_or_body(world: World, which: int) -> None:
    first, second = (asked(world.demo_customers[number]) for number in (0, 1))
    customer = world.find("mobile", str((first, second)[which]["identifierValue"]), "ALL")
    assert customer is not None
    api = Api(world, faults=_plan(customer_id=customer.id))
    by_id: dict[str, str | int] = {"identifierName": "id", "identifierValue": customer.id, "source": "INSTORE"}
    assert api.get(LOOKUP, by_id).status_code == 461
    assert [api.get(LOOKUP, each).status_code == 461 for each in (first, second)] == [which == 0, which == 1]
    assert api.post(ISSUE, {}, by_id).status_code == 461
    assert (api.post(ENROL, enrol_body(world)).status_code == 461) is (which == 0)


def test_a_customer_among_those_of_a_bulk_body_is_found(world: World) -> None:
    customer = world.find("mobile", world.demo_customers[1].identifier_value, "ALL")
    assert customer is not None
    api = Api(world, faults=_plan(customer_id=customer.id))
    listed = [{"identifierValue": str(number), "source": "INSTORE"} for number in (1, customer.id)]
    assert api.post(ENROL, {"identifierName": "id", "customers": listed}).status_code == 461
    assert api.post(ENROL, {"identifierName": "id", "customers": listed[:1]}).status_code == 400


@pytest.mark.parametrize("content", ["null", "[]", '"text"', '{"customer": 3}', '{"customers": [null, 1]}'])
def test_a_body_that_names_nobody_is_about_nobody(world: World, content: str) -> None:
    api = Api(world, faults=_plan(customer_id=347000001))
    assert api.send_content("POST", ENROL, content.encode()).status_code == 400


def test_chance_strikes_about_as_often_as_it_should_and_the_same_calls_again() -> None:
    selector = Selector(probability=0.3)

    def strikes(seed: int) -> list[bool]:
        now = BEGINNING + timedelta(seconds=1)
        return [selector.chooses(number, generator(seed, number), BEGINNING, now) for number in range(2_000)]

    assert strikes(1) == strikes(1)
    assert strikes(1) != strikes(2)
    assert 0.25 < sum(strikes(1)) / 2_000 < 0.35


@pytest.mark.parametrize("wrong", [{"nth": 0}, {"every": 0}, {"probability": 2}, {"seconds": 0}, {"colour": 1}])
def test_a_selector_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Selector.model_validate(wrong)


@pytest.mark.parametrize("listed", ["9" * 5_000, "[50405]", "50406,50405", "50405 , 1", "x50405", ",,"])
def test_whatever_is_listed_as_orgs_is_read_or_left_alone(world: World, listed: str) -> None:
    api = Api(world, faults=_plan(org_id=GROCER.id))
    answer = api.get(LIST, headers={"DATA-SCOPE": "OTHER", "DATA-SCOPE-ORG": listed})
    assert answer.status_code == (461 if "50405" in re.split("[^0-9a-z]", listed) else 200)
