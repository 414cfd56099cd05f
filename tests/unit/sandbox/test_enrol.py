from copy import deepcopy

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.openapi.examples import customer_parameters
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, Api, Json, asked, named, rows, titled

LIMIT_REACHED = "Unable to enroll in promotions. Customer already enrolled or limit reached."


def _body(world: World, promotion: str, action: str = "ENROL", **customer: object) -> Json:
    wanted, demo = named(world, promotion), titled(world, "Near a cap")
    return {
        "requestId": "some-test-id",
        "action": action,
        "promotion": {"id": wanted.hex_id, "promotionId": wanted.id},
        "customer": {**asked(demo), **customer},
        "programId": wanted.programme_id,
    }


def _enrol(api: Api, world: World, promotion: str, action: str = "ENROL", **customer: object) -> Json:
    org = next(o for o in world.orgs if o.id == named(world, promotion).org_id)
    answer: Json = api.post(ENROL, _body(world, promotion, action, **customer), org=org).json()
    return answer


def _warnings(answer: Json) -> list[str]:
    return [warning["message"] for warning in answer["warnings"]]


def test_enrolling_answers_the_ids_as_texts(api: Api, world: World) -> None:
    assert _enrol(api, world, "Shop across brands") == {
        "data": {
            "requestId": "some-test-id",
            "action": "ENROL",
            "customer": {**_named(world), "customerId": customer_id(2)},
            "enrollmentStatus": {
                "promotion": {
                    "id": named(world, "Shop across brands").hex_id,
                    "identifier": named(world, "Shop across brands").identifier,
                    "programId": 1144,
                    "enrollmentId": "2000200001",
                    "optinId": None,
                },
                "milestone": None,
            },
            "status": "SUCCESS",
        },
        "errors": None,
        "warnings": None,
    }


def _named(world: World) -> dict[str, str]:
    demo = titled(world, "Near a cap")
    return {"identifierName": demo.identifier_name, "identifierValue": demo.identifier_value}


def test_enrolling_in_a_direct_issue_promotion_issues_it(api: Api, world: World) -> None:
    answer = _enrol(api, world, "Refer a friend")
    assert answer["data"]["enrollmentStatus"]["promotion"]["optinId"] == "2000500002"
    assert [effect.kind for effect in world.ledger.effects] == ["issued"]


def test_an_upcoming_promotion_can_be_enrolled_in(api: Api, world: World) -> None:
    assert _enrol(api, world, "Breakfast club")["warnings"] is None


def test_the_limit_is_kept_to_and_warned_of(api: Api, world: World) -> None:
    first, second = (_enrol(api, world, "Breakfast club") for _ in range(2))
    assert first["warnings"] is None
    assert _warnings(second) == [LIMIT_REACHED]
    assert second["data"]["status"] == "FAILED"
    assert len(world.ledger.effects) == 1


def test_both_ways_of_enrolling_count_against_the_same_limit(api: Api, world: World) -> None:
    wanted = named(world, "Tier booster")
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    answers = [api.post(ISSUE, body, asked(titled(world, "Near a cap"))).json()["sideEffects"] for _ in range(2)]
    assert all(answers)
    assert _warnings(_enrol(api, world, "Tier booster")) == [LIMIT_REACHED]


def test_opting_in_issues_to_someone_who_is_enrolled(api: Api, world: World) -> None:
    _enrol(api, world, "Shop across brands")
    answer = _enrol(api, world, "Shop across brands", "OPT_IN")
    assert answer["data"]["enrollmentStatus"]["promotion"]["optinId"] == "2000200002"
    row = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=100)))["Shop across brands"]
    assert row["promotionRestriction"]["earnRestrictions"][0]["currentCustomerUsage"] == "1"
    assert [effect.kind for effect in world.ledger.effects] == ["enrolled", "opted in"]


def test_opting_in_without_being_enrolled_is_warned_of(api: Api, world: World) -> None:
    assert _warnings(_enrol(api, world, "Shop across brands", "OPT_IN")) == [LIMIT_REACHED]
    assert world.ledger.effects == []


def test_enrolling_enrols_into_the_milestones_too(api: Api, world: World) -> None:
    answer = _enrol(api, world, "Loyal shopper milestone")
    assert answer["data"]["enrollmentStatus"]["milestone"] == {
        "status": "SUCCESS",
        "milestones": [
            {"targetGroupId": 97829, "targetRuleId": 151359, "initialBalance": 0},
            {"targetGroupId": 97830, "targetRuleId": 151360, "initialBalance": 0},
        ],
    }


def test_a_closed_milestone_is_warned_of_although_the_enrolment_holds(api: Api, world: World) -> None:
    answer = _enrol(api, world, "Tier booster")
    assert _warnings(answer) == ["failed to enrol into milestones"]
    assert answer["data"]["enrollmentStatus"]["milestone"] == {"status": "FAILED", "milestones": []}
    assert [effect.kind for effect in world.ledger.effects] == ["enrolled"]


def test_an_enrolment_that_is_not_confirmed_has_happened_all_the_same(api: Api, world: World) -> None:
    answer = _enrol(api, world, "Members' preview evening")
    assert _warnings(answer) == ["Unable to enroll in promotions. No Response from EMF service."]
    assert answer["data"]["enrollmentStatus"]["promotion"]["enrollmentId"] is None
    grocer = world.orgs[1]
    read = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=100), org=grocer))
    assert len(read["Members' preview evening"]["customerPromotionTimelines"]) == 1


def test_one_milestone_is_enrolled_into_by_its_rule(api: Api, world: World) -> None:
    answer = _enrol(api, world, "Loyal shopper milestone", "ENROL_MILESTONES", milestone={"targetRuleId": 151360})
    assert answer["data"]["enrollmentStatus"]["milestone"]["milestones"] == [
        {"targetGroupId": 97830, "targetRuleId": 151360, "initialBalance": 0}
    ]
    assert [effect.kind for effect in world.ledger.effects] == ["milestone"]


@pytest.mark.parametrize(("promotion", "rule"), [("Loyal shopper milestone", 1), ("Tier booster", 151370)])
def test_a_milestone_that_is_unknown_or_closed_is_warned_of(api: Api, world: World, promotion: str, rule: int) -> None:
    answer = _enrol(api, world, promotion, "ENROL_MILESTONES", milestone={"targetRuleId": rule})
    assert _warnings(answer) == ["failed to enrol into milestones"]
    assert world.ledger.effects == []


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("action",), None, 310002),
        (("action",), "ENROLL", 310002),
        (("action",), ["ENROL"], 310002),
        (("promotion",), None, 310003),
        (("promotion",), {}, 310003),
        (("customer",), None, 310004),
        (("programId",), None, 310005),
        (("programId",), "1144", 310005),
        (("customer", "identifierName"), "", 310006),
        (("customer", "identifierName"), "phone", 310006),
        (("customer", "identifierValue"), None, 310007),
        (("customer", "identifierValue"), " ", 310007),
        (("customer", "source"), None, 310008),
        (("customer", "source"), "MOBILE_APP", 310008),
    ],
)
def test_each_missing_part_has_its_code(
    api: Api, world: World, path: tuple[str, ...], value: object, code: int
) -> None:
    body = deepcopy(_body(world, "Shop across brands"))
    part = body
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    answer = api.post(ENROL, body)
    assert answer.status_code == 400
    assert answer.json()["data"] is None
    assert answer.json()["errors"][0]["code"] == code


@pytest.mark.parametrize("milestone", [None, {}, {"targetRuleId": "151360"}, [151360]])
def test_a_milestone_without_its_rule_is_310009(api: Api, world: World, milestone: object) -> None:
    body = _body(world, "Tier booster", "ENROL_MILESTONES", milestone=milestone)
    assert api.post(ENROL, body).json()["errors"][0]["code"] == 310009


@pytest.mark.parametrize(
    ("promotion", "changed", "words"),
    [
        ("Anniversary raffle", {}, "Promotion not found or inactive"),
        ("Shop across brands", {"promotion": {"id": "0" * 24, "promotionId": 1122002}}, "Promotion not found"),
        ("Shop across brands", {"promotion": {"promotionId": 1122002}}, "Promotion not found"),
        ("Shop across brands", {"programId": 1145}, "Promotion not found"),
        ("Shop across brands", {"programId": 1147}, "Program not found"),
        ("Happy hour", {}, "GENERIC promotions are not eligible"),
        ("Refer a friend", {"action": "OPT_IN"}, "OPT_IN action not supported"),
    ],
)
def test_each_refusal_says_why(api: Api, world: World, promotion: str, changed: Json, words: str) -> None:
    answer = api.post(ENROL, _body(world, promotion) | changed)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, 400)
    assert answer.json()["errors"][0]["message"].startswith(words)


@pytest.mark.parametrize("title", ["Not found", "No promotions"])
def test_a_customer_who_is_unknown_or_in_no_programme_is_not_found(api: Api, world: World, title: str) -> None:
    body = _body(world, "Shop across brands") | {"customer": asked(titled(world, title))}
    answer = api.post(ENROL, body)
    assert answer.json()["errors"][0]["message"].startswith("Customer not found")


def test_a_customer_id_may_be_a_number(api: Api, world: World) -> None:
    body = _body(world, "Shop across brands", identifierName="id", identifierValue=customer_id(2))
    assert api.post(ENROL, body).json()["data"]["customer"]["customerId"] == customer_id(2)


def test_without_a_request_id_none_is_echoed(api: Api, world: World) -> None:
    body = _body(world, "Shop across brands") | {"customer": customer_parameters(world)}
    del body["requestId"]
    assert api.post(ENROL, body).json()["data"]["requestId"] is None
