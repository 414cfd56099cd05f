import time

import httpx
import pytest

from promo_data.sandbox import World, sandbox_app
from promo_data.sandbox.faults import Fault, FaultPlan, Selector, planned
from promo_data.sandbox.faults.kinds import (
    ApplyLate,
    ApplyTwice,
    Delay,
    Kind,
    OtherOrg,
    Refuse,
    ReorderRows,
    Status,
    Throttle,
)
from promo_data.sandbox.openapi.examples import issue_body
from promo_data.sandbox.organisations import PARENT
from tests.serving import served
from tests.unit.sandbox.calls import ISSUE, LIST, LOOKUP, Api, Clock, asked
from tests.unit.sandbox.faults.scene import Scene, scene


def _plan(*kinds: Kind) -> FaultPlan:
    return FaultPlan(faults=tuple(Fault(name=f"fault {place}", does=kind) for place, kind in enumerate(kinds)))


def _issue(api: Api, world: World) -> httpx.Response:
    return api.post(ISSUE, issue_body(world), asked(world.demo_customers[0]))


def test_the_first_fault_of_a_plan_stands_nearest_to_the_caller(world: World) -> None:
    assert Api(world, faults=_plan(Status(status=201), Throttle())).get(LIST).status_code == 201
    assert Api(world, faults=_plan(Throttle(), Status(status=201))).get(LIST).status_code == 429


def test_several_faults_change_one_answer(world: World) -> None:
    api = Api(world, faults=_plan(Status(status=201), OtherOrg(org_id=7)))
    answer = api.get(LOOKUP, asked(world.demo_customers[0]))
    assert answer.status_code == 201
    assert {row["orgId"] for row in answer.json()["promotions"]} == {7}


def test_the_ledger_says_which_faults_struck_where_and_whether_the_api_was_reached(world: World, clock: Clock) -> None:
    api = Api(world, faults=_plan(Status(status=201), Delay(seconds=0)))
    api.get(LIST)
    Api(world, faults=_plan(Refuse(status=503, code=4001))).get(LIST, headers={"Authorization": ""})
    entries = [(e.at, e.fault, e.endpoint, e.org_id, e.reached) for e in world.ledger.faults]
    assert entries == [
        (clock.now, "fault 0", LIST, PARENT.id, True),
        (clock.now, "fault 1", LIST, PARENT.id, True),
        (clock.now, "fault 0", LIST, None, False),
    ]


def test_the_ledger_keeps_what_the_api_itself_answered_and_what_stood_in_for_it(world: World) -> None:
    demo = asked(world.demo_customers[0], source="SHOP")
    Api(world, faults=_plan(Status(status=201))).get(LOOKUP, demo)
    Api(world, faults=_plan(Throttle())).get(LOOKUP, demo)
    assert [(entry.status, entry.code) for entry in world.ledger.requests] == [(400, 8003), (429, None)]


def test_a_request_that_nobody_answered_has_no_status_in_the_ledger(world: World, clock: Clock) -> None:
    with scene(world, clock, planned("F30_swallowed")) as on_stage:
        on_stage.issue(patience=0.2)
    assert [(entry.endpoint, entry.status) for entry in world.ledger.requests] == [(ISSUE, None)]


def test_what_is_applied_twice_is_answered_once(world: World) -> None:
    answer = _issue(Api(world, faults=_plan(ApplyTwice())), world).json()
    issued = [effect.ids["issualId"] for effect in world.ledger.effects]
    assert len(issued) == 2
    assert answer["sideEffects"][0]["issualId"] == issued[1]


@pytest.mark.parametrize("seconds", [0.0, 0.2])
def test_what_is_applied_late_can_go_by_real_time(world: World, seconds: float) -> None:
    plan = FaultPlan(
        faults=(
            planned("F29_answer_lost")
            .faults[0]
            .model_copy(update={"does": ApplyLate(seconds=seconds, clock="real", answer="504")}),
        )
    )
    api = Api(world, faults=plan)
    assert _issue(api, world).status_code == 504
    assert world.ledger.effects == []
    time.sleep(seconds)
    assert api.get(LIST).status_code == 200
    assert [effect.kind for effect in world.ledger.effects] == ["enrolled"]


def test_what_is_applied_late_bears_the_moment_at_which_it_was(world: World, clock: Clock) -> None:
    api = Api(world, faults=_plan(ApplyLate(seconds=15, answer="504")))
    _issue(api, world)
    clock.advance(seconds=20)
    api.get(LIST)
    assert [effect.at for effect in world.ledger.effects] == [clock.now]


def test_a_late_answer_comes_in_the_end(world: World) -> None:
    started = time.perf_counter()
    assert Api(world, faults=_plan(Delay(seconds=0.2, when="after"))).get(LIST).status_code == 200
    assert time.perf_counter() - started >= 0.2


def test_chance_depends_on_the_seed_and_the_number_of_the_call_alone(world: World) -> None:
    def shuffled(seed: int) -> list[list[str]]:
        api = Api(world, faults=FaultPlan(faults=(Fault(name="shuffled", seed=seed, does=ReorderRows()),)))
        answers = [api.get(LOOKUP, asked(world.demo_customers[0])) for _ in range(2)]
        return [[row["promotionName"] for row in answer.json()["promotions"]] for answer in answers]

    assert shuffled(1) == shuffled(1)
    assert shuffled(1) != shuffled(2)
    assert shuffled(1)[0] != shuffled(1)[1]


def test_basic_credentials_do_not_expire(world: World) -> None:
    api = Api(world, faults=planned("F16_token_expires"))
    assert [api.get(LIST).status_code for _ in range(2)] == [200, 200]


def test_a_swallowed_request_ends_in_a_reset_when_nobody_hangs_up(world: World, clock: Clock) -> None:
    fault = planned("F30_swallowed").faults[0]
    short = fault.model_copy(update={"does": fault.does.model_copy(update={"seconds": 0.3})})
    with scene(world, clock, FaultPlan(faults=(short,))) as on_stage:
        answer = on_stage.issue()
    assert (answer.data, answer.end) == (b"", "reset")
    assert answer.seconds >= 0.3


def test_a_drip_that_is_waited_for_brings_the_whole_answer(world: World, clock: Clock) -> None:
    fault = planned("F04_drip").faults[0]
    quick = fault.model_copy(update={"does": fault.does.model_copy(update={"seconds": 0.001, "drop": 500})})
    with scene(world, clock, FaultPlan(faults=(quick,))) as on_stage:
        answer = on_stage.get()
    assert (answer.end, answer.missing) == ("closed", 0)
    assert answer.json["promotions"] != []


@pytest.mark.parametrize(("seconds", "answer"), [(0, "lost"), (0, "never"), (1, "lost")])
def test_what_is_applied_late_is_not_answered_before(world: World, clock: Clock, seconds: int, answer: str) -> None:
    kind = ApplyLate.model_validate({"seconds": seconds, "answer": answer})
    with scene(
        world, clock, FaultPlan(faults=(Fault(name="late", strikes=Selector(method="POST"), does=kind),))
    ) as on_stage:
        lost = on_stage.issue(patience=0.4)
        effects = [on_stage.effects, on_stage.get().status, on_stage.effects]
    assert (lost.data, lost.end) == (b"", "reset" if answer == "lost" else "silent")
    assert effects == [0, 200, 0 if seconds else 1]


def test_under_another_server_a_reset_closes_the_connection_in_the_middle_of_an_answer(
    world: World, clock: Clock
) -> None:
    with served(sandbox_app(world, faults=planned("F29_answer_lost"))) as address:
        answer = Scene(world, clock, address).issue()
    assert (answer.end, answer.missing) == ("closed", int(answer.headers["content-length"]))
    assert len(world.ledger.effects) == 1
