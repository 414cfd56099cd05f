"""Each choice between documents that conflict, under both of its values."""

from typing import Any

import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.organisations import GROCER, OUTDOOR, PARENT
from promo_data.sandbox.switches import Switches
from tests.unit.sandbox.benefits import DIRECT_EARN, ENROL_AND_EARN, bulk, codes, row
from tests.unit.sandbox.calls import ISSUE, LOOKUP, TOKEN, Api, Clock, Json, asked, named, other, rows, titled

NAMED = "Near a cap"


def _world(**switched: Any) -> World:  # noqa: ANN401 - what each switch takes
    return build_world(seed=7, customers=60, clock=Clock(), switches=Switches(**switched))


def _read(world: World, headers: dict[str, str] | None = None, title: str = NAMED) -> Json:
    answer: Json = Api(world).get(LOOKUP, asked(titled(world, title), limit=100), headers=headers).json()
    return answer


def _row(world: World, promotion: str, **more: str) -> Json:
    demo = titled(world, NAMED)
    return rows(Api(world).get(LOOKUP, asked(demo, limit=100, **more)))[promotion]


@pytest.mark.parametrize("name", ["DATA-SCOPE-ORG", "DATA-SCOPE-ORGS", "CONNECTED-ORGS"])
def test_orgs_are_listed_in_the_header_of_the_switch_alone(name: str) -> None:
    world = _world(scope_header=name)
    for header in ("DATA-SCOPE-ORG", "DATA-SCOPE-ORGS", "CONNECTED-ORGS"):
        answer = _read(world, {"DATA-SCOPE": "OTHER", header: str(GROCER.id)})
        assert ("promotions" in answer) is (header == name)


@pytest.mark.parametrize(("choice", "status"), [("self", 200), ("refused", 400)])
def test_a_read_without_a_scope(choice: str, status: int) -> None:
    world = _world(missing_scope=choice)
    assert Api(world).get(LOOKUP, asked(titled(world, NAMED))).status_code == status
    assert Api(world).get(LOOKUP, asked(titled(world, NAMED)), headers={"DATA-SCOPE": "SELF"}).status_code == 200


@pytest.mark.parametrize(("choice", "is_the_sum"), [("wrong", False), ("right", True)])
def test_the_total_over_several_orgs(choice: str, *, is_the_sum: bool) -> None:
    answer = _read(_world(multi_org_totals=choice), {"DATA-SCOPE": "ALL"})
    assert (answer["pageDetails"]["totalEntries"] == len(answer["promotions"])) is is_the_sum


@pytest.mark.parametrize("name", ["orgId", "orgID"])
def test_the_spelling_of_the_org(name: str) -> None:
    assert [key for key in _row(_world(org_id_key=name), "Happy hour") if key.lower() == "orgid"] == [name]


def test_a_customer_may_have_one_id_in_all_orgs() -> None:
    world = _world()
    ids = {_read(world, other(org))["customerId"] for org in (GROCER, OUTDOOR)}
    assert ids == {customer_id(2)} == {_read(world)["customerId"]}


def test_a_customer_may_have_another_id_in_each_org() -> None:
    world = _world(customer_id_per_org="different")
    ids = [_read(world)["customerId"], *(_read(world, other(org))["customerId"] for org in (GROCER, OUTDOOR))]
    assert len(set(ids)) == 3
    assert _read(world, {"DATA-SCOPE": "ALL"})["customerId"] == ids[0]


def test_an_id_of_one_org_names_nobody_in_another() -> None:
    world = _world(customer_id_per_org="different")
    of_grocer = _read(world, other(GROCER))["customerId"]
    params = {"identifierName": "id", "identifierValue": of_grocer, "source": "ALL"}
    assert Api(world).get(LOOKUP, params, headers=other(GROCER)).json()["customerId"] == of_grocer
    assert codes(Api(world).get(LOOKUP, params, headers=other(OUTDOOR))) == {8015}
    assert codes(Api(world).get(LOOKUP, params)) == {8015}


def test_the_truth_is_asked_for_by_the_id_of_its_org() -> None:
    world = _world(customer_id_per_org="different")
    of_grocer = _read(world, other(GROCER))["customerId"]
    assert world.truth(of_grocer, GROCER.id) != []
    assert world.truth(of_grocer, PARENT.id) == []


@pytest.mark.parametrize(
    ("meaning", "written"),
    [
        ("no_limit", {"pointsPerCustomer": "0", "numberOFTimesPerCustomer": 0, "totalPointsInPromotion": "0"}),
        ("nothing", {"pointsPerCustomer": "-1", "numberOFTimesPerCustomer": -1, "totalPointsInPromotion": "-1"}),
    ],
)
def test_no_limit_is_written_as_zero_or_as_minus_one(meaning: str, written: Json) -> None:
    limits = _row(_world(zero_means=meaning), "Welcome to the group")["limits"]
    assert {name: limits[name] for name in written} == written


@pytest.mark.parametrize(
    ("choice", "plain", "filtered"),
    [("always", True, True), ("with_filter", False, True), ("never", False, False)],
)
def test_timelines(choice: str, *, plain: bool, filtered: bool) -> None:
    world = _world(timelines=choice)
    running = "Travel miles"
    assert ("customerPromotionTimelines" in _row(world, running)) is plain
    with_filter = _row(world, running, promotionStatusForCustomer="AVAILABLE_TO_ENROL")
    assert ("customerPromotionTimelines" in with_filter) is filtered


def test_without_the_types_feature_only_limits_and_usage_are_filled() -> None:
    world = _world(restrictions_enabled=False)
    row_ = {r["promotionName"]: r for r in _read(world, other(GROCER))["promotions"]}["Weekend double points"]
    assert row_["promotionRestriction"] == {
        "issualRestrictions": [],
        "earnRestrictions": [],
        "redemptionRestrictions": [],
    }
    assert row_["limits"]["pointsPerCustomer"] == "1000"


@pytest.mark.parametrize(("choice", "other_filter"), [("issue", None), ("enrol", "AVAILABLE_TO_ENROL")])
def test_what_is_available_to_earn(choice: str, other_filter: str | None) -> None:
    world = _world(available_to_earn=choice)
    earn, enrol = (
        {r["promotionId"] for r in _filtered(world, status) if r["pointsOfferType"] == "LOYALTY_EARNING"}
        for status in ("AVAILABLE_TO_EARN", "AVAILABLE_TO_ENROL")
    )
    assert earn
    assert (earn == enrol) is (other_filter is not None)


def _filtered(world: World, status: str) -> list[Json]:
    query = asked(titled(world, NAMED), limit=100, promotionStatusForCustomer=status)
    found: list[Json] = Api(world).get(LOOKUP, query, headers={"DATA-SCOPE": "ALL"}).json()["promotions"]
    return found


@pytest.mark.parametrize(
    ("changed", "documents", "customers"),
    [
        ({"source": ""}, 8003, 8001),
        ({"identifierName": ""}, 8013, 8002),
        ({"identifierValue": ""}, 8015, 8002),
        ({"source": "SHOP"}, 8003, 8011),
        ({"source": "LINE"}, 8015, 8065),
        ({"identifierValue": "1"}, 8015, 8015),
    ],
)
def test_the_codes_of_a_look_up_that_fails(changed: dict[str, str], documents: int, customers: int) -> None:
    for choice, code in (("003", documents), ("customers", customers)):
        world = _world(lookup_codes=choice)
        assert codes(Api(world).get(LOOKUP, asked(titled(world, NAMED), **changed))) == {code}


@pytest.mark.parametrize("code", [8069, 91009])
def test_the_warning_of_a_merge(code: int) -> None:
    answer = _read(_world(merged_warning=code), title="Merged with another customer")
    assert [warning["code"] for warning in answer["warnings"]] == [code]


@pytest.mark.parametrize("status", [200, 400])
def test_the_status_of_v2_errors(status: int) -> None:
    world = _world(error_status=status)
    demo = titled(world, NAMED)
    wrong = {"programId": 1, "promotionId": 1}
    answers = [
        Api(world).get(LOOKUP, asked(demo, identifierName="")),
        Api(world).post(ISSUE, wrong, asked(demo)),
        Api(world).post(DIRECT_EARN, bulk(world, "Refer a friend", None, row(demo), type="X")),
    ]
    assert [answer.status_code for answer in answers] == [status] * 3
    assert Api(world).get(LOOKUP, asked(demo)).status_code == 200


@pytest.mark.parametrize(("choice", "kind"), [("number", int), ("string", str)])
def test_ids_of_an_issue_are_numbers_or_texts(choice: str, kind: type) -> None:
    world = _world(ids_as=choice)
    wanted = named(world, "Refer a friend")
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    effect = Api(world).post(ISSUE, body, asked(titled(world, NAMED))).json()["sideEffects"][0]
    assert isinstance(effect["issualId"], kind)
    assert isinstance(effect["earnedId"], kind)
    timeline = _row(world, "Refer a friend")["customerPromotionTimelines"][0]
    assert isinstance(timeline["enrollmentId"], kind)


@pytest.mark.parametrize(("choice", "kind"), [("number", int), ("string", str)])
def test_ids_of_a_bulk_answer_are_texts_or_numbers(choice: str, kind: type) -> None:
    world = _world(bulk_ids_as=choice)
    answer = Api(world).post(DIRECT_EARN, bulk(world, "Refer a friend", None, row(titled(world, NAMED)))).json()
    assert isinstance(answer["response"][0]["result"]["earnedId"], kind)


@pytest.mark.parametrize(("choice", "total"), [("all", 2), ("successful", 1)])
def test_the_total_of_a_bulk_answer(choice: str, total: int) -> None:
    world = _world(bulk_total=choice)
    demo = titled(world, NAMED)
    body = bulk(world, "Refer a friend", None, row(demo), row(demo, identifierValue="1"))
    assert Api(world).post(DIRECT_EARN, body).json()["totalCount"] == total


@pytest.mark.parametrize("status", [200, 201])
def test_the_status_of_a_bulk_answer_with_failed_rows(status: int) -> None:
    world = _world(bulk_failure_status=status)
    demo = titled(world, NAMED)
    failing = bulk(world, "Refer a friend", None, row(demo), row(demo, identifierValue="1"))
    assert Api(world).post(DIRECT_EARN, failing).status_code == status
    assert Api(world).post(DIRECT_EARN, bulk(world, "Refer a friend", None, row(demo))).status_code == 200


def test_the_batch_limit_of_enrol_and_earn() -> None:
    world = _world(enrol_and_earn_batch=1)
    body = bulk(world, "Shop across brands", "ENROL", *[row(titled(world, NAMED))] * 2)
    assert codes(Api(world).post(ENROL_AND_EARN, body)) == {1060}


@pytest.mark.parametrize("spelled", ["EARN", "EARNS"])
def test_the_spelling_of_issues_per_promotion(spelled: str) -> None:
    world = _world(kpi_vocabulary="max", earns_per_promotion=spelled)
    demo = titled(world, "Every kind of limit")
    read = rows(Api(world).get(LOOKUP, asked(demo, limit=100), org=GROCER))["Every limit of an enrolment"]
    names = [item["kpi"] for item in read["promotionRestriction"]["earnRestrictions"]]
    assert f"MAX_NUMBER_OF_{spelled}_PER_PROMOTION" in names


@pytest.mark.parametrize("header", ["X-CAP-API-OAUTH-TOKEN", "CAP-API-ACCESS-TOKEN"])
def test_a_token_travels_in_the_header_of_the_switch_alone(header: str) -> None:
    world = _world(token_header=header)
    api = Api(world)
    token = api.post(TOKEN, {"key": PARENT.oauth_key, "secret": PARENT.oauth_secret}).json()["data"]["accessToken"]
    for name in ("X-CAP-API-OAUTH-TOKEN", "CAP-API-ACCESS-TOKEN"):
        answer = api.get(LOOKUP, asked(titled(world, NAMED)), headers={name: token, "Authorization": ""})
        assert answer.status_code == (200 if name == header else 401)
