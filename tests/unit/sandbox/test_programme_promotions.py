from pathlib import Path

import orjson
import pytest

from promo_data.sandbox import World
from promo_data.sandbox.organisations import GROCER
from tests.unit.sandbox.benefits import codes
from tests.unit.sandbox.calls import Api, Json

SAMPLE = Path(__file__).parents[2] / "samples" / "004_create_request.json"
ALL: dict[str, str | int] = {"limit": 100, "offset": 0, "sourceType": "UI"}


def _path(programme: object = 1144) -> str:
    return f"/api_gateway/loyalty/v1/programs/{programme}/promotionsV2"


def _create(api: Api) -> Json:
    body: Json = orjson.loads(SAMPLE.read_bytes())
    body["promotion"]["programId"] = 1144
    answer: Json = api.post("/api_gateway/loyalty/v1/programs/1144/createPromotion/simple", body).json()
    return answer


def test_a_created_promotion_is_found_by_its_source(api: Api) -> None:
    created = _create(api)["data"][0]
    found = api.get(_path(), ALL | {"sourceType": "USER_CREATED"}).json()
    assert found["status"] == {"code": 200, "message": "success"}
    assert [(each["id"], each["identifier"]) for each in found["data"]] == [(created["id"], "promotion_identfier")]
    assert found["pageDetails"] == {"pageNumber": 0, "pageSize": 100, "totalEntries": 1, "pageCount": 1}


def test_what_was_sent_is_read_back(api: Api) -> None:
    _create(api)
    row = api.get(_path(), ALL | {"sourceType": "USER_CREATED"}).json()["data"][0]
    sent = orjson.loads(SAMPLE.read_bytes())["promotion"]
    assert row["rulesetInfos"] == sent["rulesetInfos"]
    assert row["promotionRestrictions"]["targetGroupIds"] == [1234567]
    assert row["promotionRestrictions"]["isConsideredForRanking"] is False
    assert row["promotionRestrictions"]["restrictions"]["expiryRestrictions"] == [
        {"name": "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "value": 10, "type": "PROMOTION"}
    ]


def test_dates_are_written_as_this_endpoint_does(api: Api) -> None:
    _create(api)
    row = api.get(_path(), ALL | {"sourceType": "USER_CREATED"}).json()["data"][0]
    assert (row["startDate"], row["endDate"]) == ("2024-08-09T00:00Z", "2024-08-25T23:59:59Z")


def test_the_promotions_of_the_programme_alone_are_listed(api: Api, world: World) -> None:
    found = api.get(_path(), ALL).json()["data"]
    assert [each["id"] for each in found] == [p.id for p in world.catalogue.of_programmes([1144])]
    assert {each["programName"] for each in found} == {"Group Rewards"}


def test_every_limit_of_every_promotion_has_a_name(api: Api) -> None:
    found = api.get(_path(1152), ALL, org=GROCER).json()["data"]
    names = {
        item["name"]
        for each in found
        for kind in ("redemption", "issual", "earn")
        for item in each["promotionRestrictions"]["restrictions"][f"{kind}Restrictions"]
    }
    assert {"MAX_NUMBER_OF_EARNS_PER_PROMOTION", "MAX_ALLOWED_TIMES_PER_CART", "MAX_ALLOWED_POINTS_PER_EVENT"} <= names


def test_what_is_switched_off_is_listed_on_request_only(api: Api) -> None:
    usual, whole = (
        api.get(_path(1147), ALL | {"includeInactivePromotions": word}, org=GROCER).json()["data"]
        for word in ("false", "true")
    )
    assert {each["name"] for each in whole} - {each["name"] for each in usual} == {"Till receipt survey"}


def test_one_promotion_is_found_by_its_id(api: Api) -> None:
    found = api.get(_path(), ALL | {"promotionId": 1122002}).json()["data"]
    assert [each["name"] for each in found] == ["Shop across brands"]


def test_promotions_are_found_by_their_event(api: Api) -> None:
    found = api.get(_path(), ALL | {"eventName": "TARGETCOMPLETED"}).json()["data"]
    assert [each["name"] for each in found] == ["Tier booster"]


def test_the_offset_counts_rows(api: Api) -> None:
    whole = api.get(_path(), ALL).json()["data"]
    assert api.get(_path(), ALL | {"limit": 3, "offset": 2}).json()["data"] == whole[2:5]


def test_no_rows_may_be_asked_for(api: Api) -> None:
    found = api.get(_path(), ALL | {"limit": 0}).json()
    assert (found["data"], found["pageDetails"]["pageCount"]) == ([], 0)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"limit": 101}, 4055),
        ({"limit": "all"}, 400),
        ({"limit": -1}, 400),
        ({"offset": -1}, 400),
        ({"sourceType": ""}, 4084),
        ({"sourceType": "SHOP"}, 4085),
        ({"eventName": ""}, 4082),
        ({"eventName": "TransactionAdded"}, 4083),
        ({"promotionId": 1}, 4027),
    ],
)
def test_each_wrong_parameter_has_its_code(api: Api, changed: dict[str, str | int], code: int) -> None:
    answer = api.get(_path(), ALL | changed)
    assert answer.status_code == 400
    assert [problem["code"] for problem in answer.json()["validationErrors"]] == [code]


@pytest.mark.parametrize("missing", ["limit", "offset", "sourceType"])
def test_a_missing_parameter_is_4086(api: Api, missing: str) -> None:
    assert 4086 in codes(api.get(_path(), {name: value for name, value in ALL.items() if name != missing}))


def test_a_programme_of_another_org_is_not_found(api: Api) -> None:
    assert api.get(_path(1147), ALL).status_code == 400
