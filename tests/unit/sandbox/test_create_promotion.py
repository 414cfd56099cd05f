from copy import deepcopy
from pathlib import Path
from typing import Literal

import orjson
import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.endpoints.creation_reading import read_promotion
from promo_data.sandbox.organisations import GROCER, PARENT
from promo_data.sandbox.switches import Switches
from tests.unit.sandbox.calls import LIST, LOOKUP, Api, Clock, Json, asked, rows, titled

SAMPLE = Path(__file__).parents[2] / "samples" / "004_create_request.json"


def _body(**changed: object) -> Json:
    """The document's request, for a programme of the parent."""
    body: Json = orjson.loads(SAMPLE.read_bytes())
    body["promotion"] |= {"programId": 1144, **changed}
    return body


def _path(programme: object = 1144, kind: str = "simple") -> str:
    return f"/api_gateway/loyalty/v1/programs/{programme}/createPromotion/{kind}"


def _codes(api: Api, body: Json) -> list[int]:
    answer = api.post(_path(), body)
    assert answer.status_code == 400
    assert answer.json()["data"] is None
    return [problem["code"] for problem in answer.json()["validationErrors"]]


def _changed(body: Json, *path: str | int, value: object) -> Json:
    changed = deepcopy(body)
    part = changed
    for name in path[:-1]:
        part = part[name]  # type: ignore[index] # a list is among them
    part[path[-1]] = value  # type: ignore[index] # a list is among them
    return changed


_RULESET = ("promotion", "rulesetInfos", 0)
_RULE = (*_RULESET, "rules", 0)
_ACTION = (*_RULE, "caseToActions", "true", 0)


@pytest.mark.parametrize("kind", ["simple", "SIMPLE", "range", "Keyword"])
def test_a_promotion_is_created_whatever_its_kind(api: Api, kind: str) -> None:
    answer = api.post(_path(kind=kind), _body())
    assert answer.json()["status"] == {"code": 200, "message": "success"}


def test_the_answer_says_what_was_stored(api: Api) -> None:
    created = api.post(_path(), _body()).json()["data"][0]
    assert (created["promotionStatus"], created["isActive"]) == ("COMPLETED", True)
    assert (created["startDate"], created["endDate"]) == ("2024-08-09T00:00:00.000Z", "2024-08-25T23:59:59.000Z")
    assert created["limits"]["totalPointsPerEventLimit"] == -1
    assert created["promotionRestrictions"]["isConsideredForRanking"] is True


def test_the_server_adds_its_limit_of_redemptions_per_issue(api: Api) -> None:
    created = api.post(_path(), _body()).json()["data"][0]
    added = created["promotionRestrictions"]["restrictions"]["redemptionRestrictions"][-1]
    assert (added["name"], added["value"]) == ("MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER", 100)


def test_the_next_read_of_a_customer_shows_it_without_a_past(api: Api, world: World) -> None:
    body = _body(startDate="2026-03-01T00:00:00Z", endDate="2026-04-01T00:00:00Z")
    api.post(_path(), body)
    row = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=1)))["promotion_name"]
    assert row["pointsOfferType"] == "LOYALTY"
    assert row["eventName"] == "TargetCompleted"
    assert row["customerPromotionTimelines"] == []
    assert [
        (item["maxLimit"], item.get("periodUnit"), item["currentCustomerUsage"])
        for item in row["promotionRestriction"]["redemptionRestrictions"]
    ] == [("3", "WEEKLY", "0"), ("3", None, "0"), ("100", None, "0")]


def test_nobody_has_a_past_in_it(api: Api, world: World) -> None:
    body = _body(startDate="2026-01-01T00:00:00Z", endDate="2026-04-01T00:00:00Z", pointsOfferType="LOYALTY_EARNING")
    created = api.post(_path(), body).json()["data"][0]["id"]
    truths = [truth for n in range(10, 61) for truth in world.truth(customer_id(n), PARENT.id)]
    assert {truth.enrolled for truth in truths if truth.promotion_id == created} == {0}


def test_the_list_of_promotions_shows_it(api: Api) -> None:
    api.post(_path(), _body())
    found = api.get(LIST, {"searchText": "promotion_name"}).json()["data"]["content"]
    assert [item["metadata"]["promoIdentifier"] for item in found] == ["promotion_identfier"]


def test_the_ledger_keeps_what_was_created(api: Api, world: World) -> None:
    created = api.post(_path(), _body()).json()["data"][0]
    assert [(effect.kind, effect.promotion_id) for effect in world.ledger.effects] == [("created", created["id"])]


def test_limits_become_restrictions_where_none_says_the_same(api: Api, world: World) -> None:
    limits = {"pointsPerCustomer": 500, "numberOfTimesPerCustomer": 4, "totalPointsInPromotion": -1}
    api.post(_path(), _body(limits=limits))
    row = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=1)))["promotion_name"]
    assert row["limits"] == {
        "maxPointsPerEvent": "0",
        "pointsPerCustomer": "500",
        "numberOFTimesPerCustomer": 4,
        "totalPointsInPromotion": "0",
    }


def test_a_restriction_of_minus_one_is_no_limit(api: Api, world: World) -> None:
    unlimited = [{"name": "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER", "value": -1}]
    path = ("promotion", "promotionRestrictions", "restrictions", "issualRestrictions")
    body = _changed(_body(), *path, value=unlimited)
    assert api.post(_path(), body).status_code == 200
    row = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=1)))["promotion_name"]
    assert row["promotionRestriction"]["issualRestrictions"] == []


def test_days_of_expiry_count_when_they_are_custom(api: Api, world: World) -> None:
    expiry = [{"name": "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "type": "CUSTOM", "value": 10}]
    path = ("promotion", "promotionRestrictions", "restrictions", "expiryRestrictions")
    api.post(_path(), _changed(_body(), *path, value=expiry))
    created = world.catalogue.of_org(PARENT.id)[0]
    assert created.issue_days == 10


def test_an_enrol_and_issue_promotion_has_an_expiry_for_each_step(api: Api, world: World) -> None:
    expiry = [
        {"name": "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "type": "CUSTOM", "value": 10},
        {"name": "EARN_PROMOTION_EXPIRY_BASED_ON", "type": "PROMOTION", "value": 5},
    ]
    path = ("promotion", "promotionRestrictions", "restrictions", "expiryRestrictions")
    api.post(_path(), _changed(_body(pointsOfferType="LOYALTY_EARNING"), *path, value=expiry))
    created = world.catalogue.of_org(PARENT.id)[0]
    assert (created.enrolment_days, created.issue_days) == (10, None)


def test_a_body_that_was_not_checked_makes_no_promotion(world: World) -> None:
    with pytest.raises(ValueError, match="startDate was not checked"):
        read_promotion({"startDate": "soon", "eventName": "TARGETCOMPLETED"}, world.programmes[0], 1, world.switches)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"startDate": None}, 4011),
        ({"startDate": ""}, 4011),
        ({"startDate": "9 August"}, 4011),
        ({"endDate": None}, 4012),
        ({"endDate": "0001-01-01T00:00:00+14:00"}, 4012),
        ({"promotionSourceType": None}, 4079),
        ({"promotionSourceType": " "}, 4079),
        ({"rulesetInfos": []}, 4075),
        ({"rulesetInfos": None}, 4075),
        ({"rulesetInfos": [{}, {}]}, 4075),
        ({"name": "Happy hour"}, 4003),
        ({"identifier": ""}, 400),
        ({"name": "x" * 256}, 400),
        ({"id": 5}, 400),
        ({"programId": 1145}, 400),
        ({"eventName": "TransactionAdd"}, 400),
        ({"pointsOfferType": "GENERIC"}, 400),
        ({"endDate": "2020-01-01T00:00:00Z"}, 400),
        ({"limits": {"pointsPerCustomer": "500"}}, 400),
        ({"startDate": "2024-08-09"}, 4011),
        ({"startDate": "2024-08-09T12:00:00"}, 4011),
        ({"endDate": "2024-08-25 12:00:00+01:00"}, 4012),
        ({"allocatePointsOn": "CART"}, 400),
        ({"promotionType": "CART"}, 400),
        ({"promotionSourceType": "UI"}, 400),
    ],
)
def test_each_problem_of_a_field_has_its_code(api: Api, changed: Json, code: int) -> None:
    assert _codes(api, _body(**changed)) == [code]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("promotion", "promotionRestrictions", "targetGroupIds"), [], 4074),
        (("promotion", "promotionRestrictions", "targetRuleIds"), None, 4074),
        ((*_RULESET, "name"), "", 4076),
        ((*_RULESET, "contextID"), None, 4076),
        ((*_RULESET, "orgID"), None, 4076),
        ((*_RULESET, "contextType"), " ", 4076),
        ((*_RULESET, "startDate"), None, 4076),
        ((*_RULESET, "endDate"), None, 4076),
        ((*_RULE, "exp"), "", 4076),
        ((*_RULE, "expJSON"), None, 4076),
        ((*_ACTION, "actionName"), "", 4076),
        ((*_ACTION, "mandatoryPropertiesValues", "ExpiryStrategy"), "", 4080),
        ((*_ACTION, "mandatoryPropertiesValues"), {"": "81042"}, 4080),
        ((*_ACTION, "mandatoryPropertiesValues"), {}, 4080),
        ((*_RULESET, "filterInfo", 0, "name"), "Loyalty", 4078),
        ((*_RULESET, "filterInfo", 0, "name"), None, 4078),
        ((*_RULESET, "endpointName"), "", 400),
        ((*_RULESET, "type"), "PROMOTION", 400),
        ((*_RULESET, "active"), False, 400),
        ((*_RULE, "isActive"), None, 400),
        (("promotion", "promotionRestrictions", "isExclusive"), True, 400),
        (("promotion", "promotionRestrictions", "isConsideredForRanking"), True, 400),
        (("promotion", "promotionRestrictions", "isStackable"), "false", 400),
        (("promotion", "promotionRestrictions", "loyaltyEarningType"), "EARN", 400),
        (("promotion", "promotionRestrictions", "restrictions", "expiryRestrictions"), [], 400),
    ],
)
def test_each_problem_of_the_ruleset_has_its_code(
    api: Api, path: tuple[str | int, ...], value: object, code: int
) -> None:
    assert _codes(api, _changed(_body(), *path, value=value)) == [code]


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("redemption", {"name": "MAX", "value": 3}),
        ("redemption", {"name": "MAX_ALLOWED_TIMES_PER_CUSTOMER", "value": "3"}),
        ("redemption", {"name": "MAX_ALLOWED_TIMES_PER_CUSTOMER", "value": 3, "type": "PERIOD_BASED"}),
        ("issual", {"name": "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER", "value": -2}),
        ("earn", {"name": "MAX_NUMBER_OF_EARNS_PER_CUSTOMER", "value": True}),
        ("issual", {"name": "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER", "value": 101}),
        ("expiry", {"name": "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "type": "CUSTOM", "value": 10**9}),
        ("expiry", {"name": "EXPIRY", "type": "CUSTOM", "value": 10}),
        ("expiry", {"name": "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "type": "NEVER", "value": 10}),
    ],
)
def test_a_restriction_that_cannot_be_is_refused(api: Api, kind: str, item: Json) -> None:
    path = ("promotion", "promotionRestrictions", "restrictions", f"{kind}Restrictions")
    assert _codes(api, _changed(_body(), *path, value=[item])) == [400]


def _with_limits(points: int) -> Json:
    value = [{"name": "MAX_ALLOWED_POINTS_PER_CUSTOMER", "value": points, "type": "NON_PERIOD_BASED"}]
    path = ("promotion", "promotionRestrictions", "restrictions", "redemptionRestrictions")
    return _changed(_body(), *path, value=value)


def test_the_highest_value_of_a_limit_is_a_switch() -> None:
    usual, unlimited = (
        Api(build_world(clock=Clock(), switches=Switches(largest_restriction=largest))) for largest in (100, None)
    )
    assert _codes(usual, _with_limits(5000)) == [400]
    assert unlimited.post(_path(), _with_limits(5000)).status_code == 200


@pytest.mark.parametrize(("meaning", "restrictions"), [("no_limit", 0), ("nothing", 1)])
def test_what_a_limit_of_zero_means_is_a_switch(meaning: Literal["no_limit", "nothing"], restrictions: int) -> None:
    world = build_world(clock=Clock(), switches=Switches(zero_means=meaning))
    Api(world).post(_path(), _body(limits={"pointsPerCustomer": 0}))
    created = world.catalogue.of_org(PARENT.id)[0]
    assert sum(r.measure == "points" and r.cap == 0 for r in created.restrictions) == restrictions


def test_a_name_or_identifier_that_exists_is_told_apart(api: Api) -> None:
    api.post(_path(), _body())
    assert _codes(api, _body(name="another")) == [4007]
    assert _codes(api, _body(identifier="another")) == [4003]


def test_the_same_name_may_stand_in_another_programme(api: Api) -> None:
    api.post(_path(), _body())
    assert api.post(_path(1145), _body(programId=1145)).status_code == 200


def test_all_problems_are_told_at_once(api: Api) -> None:
    assert _codes(api, _body(startDate=None, endDate=None, rulesetInfos=[])) == [4011, 4012, 4075]


def test_nothing_is_created_with_a_problem(api: Api, world: World) -> None:
    before = world.catalogue.of_org(PARENT.id)
    api.post(_path(), _body(startDate=None))
    assert world.catalogue.of_org(PARENT.id) == before
    assert world.ledger.effects == []


def test_only_user_created_promotions_need_targets_and_a_ruleset(api: Api) -> None:
    body = _body(promotionSourceType="PROMOTION_API", rulesetInfos=None)
    del body["promotion"]["promotionRestrictions"]["targetRuleIds"]
    assert api.post(_path(), body).status_code == 200


@pytest.mark.parametrize("path", [_path(1), _path("x"), _path(1147), _path(kind="complex")])
def test_a_programme_or_kind_that_is_not_there_is_refused(api: Api, path: str) -> None:
    assert api.post(path, _body()).status_code == 400


def test_a_child_creates_in_its_own_programmes(api: Api, world: World) -> None:
    assert api.post(_path(1147), _body(programId=1147), org=GROCER).status_code == 200
    assert world.catalogue.of_org(GROCER.id)[0].name == "promotion_name"


@pytest.mark.parametrize("body", [{}, {"promotion": None}, {"promotion": []}])
def test_a_body_without_a_promotion_has_every_problem(api: Api, body: Json) -> None:
    assert {4011, 4012, 4079} <= set(_codes(api, body))
