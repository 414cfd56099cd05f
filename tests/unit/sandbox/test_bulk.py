from typing import Any

import pytest

from promo_data.sandbox import DemoCustomer, World, build_world
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.organisations import OUTDOOR, PARENT
from promo_data.sandbox.switches import Switches
from tests.unit.sandbox.benefits import DIRECT_EARN, ENROL_AND_EARN, bulk, codes, row, sent
from tests.unit.sandbox.calls import LOOKUP, Api, Clock, Json, asked, rows, titled


@pytest.fixture
def demo(world: World) -> DemoCustomer:
    return titled(world, "Near a cap")


def _entry(answer: Json) -> Json:
    entry: Json = answer["response"][0]
    return entry


def test_a_row_is_enrolled_and_answered_with_texts_for_ids(api: Api, world: World, demo: DemoCustomer) -> None:
    assert sent(api, world, ENROL_AND_EARN, "Shop across brands", "ENROL", row(demo)) == {
        "response": [
            {
                "result": {
                    "entityType": "CUSTOMER",
                    "entityId": customer_id(2),
                    "promotionId": 1122002,
                    "programId": 1144,
                    "issualId": "2000200001",
                },
                "errors": [],
                "warnings": [],
            }
        ],
        "totalCount": 1,
        "failureCount": 0,
    }


def test_an_enrolled_row_is_issued_with_both_ids(api: Api, world: World, demo: DemoCustomer) -> None:
    sent(api, world, ENROL_AND_EARN, "Shop across brands", "ENROL", row(demo))
    result = _entry(sent(api, world, ENROL_AND_EARN, "Shop across brands", "EARN", row(demo)))["result"]
    assert (result["issualId"], result["earnedId"]) == ("2000200001", "2000200002")


@pytest.mark.parametrize(("path", "action"), [(DIRECT_EARN, None), (ENROL_AND_EARN, "EARN")])
def test_a_direct_issue_goes_through_either_endpoint(
    api: Api, world: World, demo: DemoCustomer, path: str, action: str | None
) -> None:
    result = _entry(sent(api, world, path, "Refer a friend", action, row(demo)))["result"]
    assert (result["issualId"], result["earnedId"]) == ("2000500001", "2000500002")


def test_the_next_read_and_the_ledger_show_it(api: Api, world: World, demo: DemoCustomer) -> None:
    sent(api, world, DIRECT_EARN, "Refer a friend", None, row(demo))
    read = rows(api.get(LOOKUP, asked(demo, limit=100)))["Refer a friend"]
    assert read["promotionRestriction"]["issualRestrictions"][0]["currentCustomerUsage"] == "1"
    effect = world.ledger.effects[-1]
    assert (effect.kind, effect.customer_id) == ("issued", customer_id(2))
    assert effect.ids == {"issualId": 2000500001, "earnedId": 2000500002}


def test_a_promotion_may_be_named_by_its_identifier(api: Api, world: World, demo: DemoCustomer) -> None:
    details = {"programId": 1147, "promoIdentifier": "bakersdozen"}
    body = bulk(world, "Baker's dozen stamp card", "ENROL", row(demo), promotionDetails=details)
    result = _entry(api.post(ENROL_AND_EARN, body, org=world.orgs[1]).json())["result"]
    assert result["promoIdentifier"] == "bakersdozen"
    assert "promotionId" not in result


def test_a_refused_row_has_a_warning_no_ids_and_is_no_failure(api: Api, world: World, demo: DemoCustomer) -> None:
    answer = sent(api, world, DIRECT_EARN, "Energy switch", None, row(demo))  # ended
    assert _entry(answer) == {
        "result": {
            "entityType": "CUSTOMER",
            "entityId": customer_id(2),
            "promotionId": 1122011,
            "programId": 1145,
        },
        "errors": [],
        "warnings": [
            {
                "status": False,
                "code": 8890,
                "message": "promotion not issued due to config issues or customer exhausted limits",
            }
        ],
    }
    assert (answer["totalCount"], answer["failureCount"]) == (1, 0)


def test_a_failed_row_names_no_customer_and_keeps_its_place(api: Api, world: World, demo: DemoCustomer) -> None:
    strangers = [row(demo, identifierValue="999000000000"), row(demo), row(demo, identifierValue="5")]
    answer = sent(api, world, ENROL_AND_EARN, "Shop across brands", "ENROL", *strangers)
    assert ["result" in entry for entry in answer["response"]] == [False, True, False]
    assert answer["response"][0] == {
        "errors": [{"status": False, "code": 8015, "message": "Customer not found for the given identifiers"}],
        "warnings": [],
    }
    assert (answer["totalCount"], answer["failureCount"]) == (3, 2)


def test_a_customer_who_is_there_twice_is_issued_to_twice(api: Api, world: World, demo: DemoCustomer) -> None:
    answer = sent(api, world, DIRECT_EARN, "Refer a friend", None, row(demo), row(demo))
    assert [entry["result"]["earnedId"] for entry in answer["response"]] == ["2000500002", "2000500004"]


def test_the_limit_is_kept_to_within_one_request(api: Api, world: World, demo: DemoCustomer) -> None:
    answer = sent(api, world, DIRECT_EARN, "Refer a friend", None, *[row(demo)] * 7)
    assert ["earnedId" in entry["result"] for entry in answer["response"]] == [True] * 5 + [False] * 2


def test_a_source_in_lower_case_is_taken(api: Api, world: World, demo: DemoCustomer) -> None:
    answer = sent(api, world, DIRECT_EARN, "Refer a friend", None, row(demo, source="instore"))
    assert answer["failureCount"] == 0


@pytest.mark.parametrize(
    ("promotion", "changed", "code"),
    [
        ("Shop across brands", {"type": "customer"}, 8901),
        ("Shop across brands", {"type": None}, 8901),
        ("Shop across brands", {"type": "USERGROUP2"}, 8899),
        ("Shop across brands", {"promotionDetails": {"programId": 1144}}, 8881),
        ("Shop across brands", {"promotionDetails": {"promotionId": 1122002}}, 8881),
        ("Shop across brands", {"promotionDetails": None}, 8881),
        ("Shop across brands", {"promotionDetails": {"programId": 1147, "promotionId": 1122002}}, 1101),
        ("Shop across brands", {"promotionDetails": {"programId": 1145, "promotionId": 1122002}}, 8874),
        ("Shop across brands", {"promotionDetails": {"programId": 1144, "promoIdentifier": "none"}}, 8874),
        ("Shop across brands", {"identifierName": "externalId"}, 11013),
        ("Shop across brands", {"bulkAction": "REVOKE_ENROL"}, 8902),
        ("Refer a friend", {}, 8902),  # ENROL of a direct issue
        ("Happy hour", {"bulkAction": "EARN"}, 8902),  # GENERIC
    ],
)
def test_what_is_wrong_with_all_of_it_fails_each_row(
    api: Api, world: World, demo: DemoCustomer, promotion: str, changed: Json, code: int
) -> None:
    answer = api.post(ENROL_AND_EARN, bulk(world, promotion, "ENROL", row(demo), row(demo), **changed))
    assert answer.status_code == 200
    assert [entry["errors"][0]["code"] for entry in answer.json()["response"]] == [code, code]
    assert answer.json()["failureCount"] == 2
    assert world.ledger.effects == []


def test_a_promotion_that_is_switched_off_is_8892(api: Api, world: World, demo: DemoCustomer) -> None:
    answer = sent(api, world, ENROL_AND_EARN, "Till receipt survey", "ENROL", row(demo))
    assert _entry(answer)["errors"][0]["code"] == 8892


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"identifierValue": ""}, 11013),
        ({"source": None}, 11013),
        ({"source": "SHOP"}, 11013),
        ({"source": "LINE"}, 8015),
    ],
)
def test_what_is_wrong_with_a_row_fails_that_row(
    api: Api, world: World, demo: DemoCustomer, changed: dict[str, Any], code: int
) -> None:
    answer = sent(api, world, ENROL_AND_EARN, "Shop across brands", "ENROL", row(demo, **changed), row(demo))
    assert [[error["code"] for error in entry["errors"]] for entry in answer["response"]] == [[code], []]


@pytest.mark.parametrize(("value", "code"), [("12", 8896), ("no number", 8896), (str(customer_id(7)), 8015)])
def test_an_id_of_nobody_is_told_from_that_of_someone_else(api: Api, world: World, value: str, code: int) -> None:
    # customer 7 is unknown to the grocer
    by_id = [{"identifierValue": value, "source": "INSTORE"}]
    body = bulk(world, "Family table challenge", "ENROL", *by_id, identifierName="id")
    assert codes(api.post(ENROL_AND_EARN, body, org=world.orgs[1])) == {code}


def test_someone_marked_as_fraud_is_618(api: Api, world: World) -> None:
    answer = sent(api, world, DIRECT_EARN, "Refer a friend", None, row(titled(world, "Marked as fraud")))
    assert _entry(answer)["errors"][0]["code"] == 618


@pytest.mark.parametrize(
    ("path", "promotion", "most"), [(DIRECT_EARN, "Refer a friend", 10), (ENROL_AND_EARN, "", 100)]
)
def test_above_the_batch_limit_nothing_is_done(
    api: Api, world: World, demo: DemoCustomer, path: str, promotion: str, most: int
) -> None:
    wanted, action = (promotion, None) if promotion else ("Shop across brands", "ENROL")
    assert codes(api.post(path, bulk(world, wanted, action, *[row(demo)] * (most + 1)))) == {1060}
    assert world.ledger.effects == []
    assert 1060 not in codes(api.post(path, bulk(world, wanted, action, *[row(demo)] * most)))


@pytest.mark.parametrize(("limit", "refused"), [(None, False), (2, True)])
def test_the_batch_limit_is_a_switch(clock: Clock, limit: int | None, *, refused: bool) -> None:
    world = build_world(seed=7, clock=clock, switches=Switches(direct_earn_batch=limit))
    demo = titled(world, "Near a cap")
    answer = Api(world).post(DIRECT_EARN, bulk(world, "Refer a friend", None, *[row(demo)] * 11))
    assert (codes(answer) == {1060}) is refused


def test_a_child_acts_in_its_own_programmes_only(api: Api, world: World, demo: DemoCustomer) -> None:
    body = bulk(world, "Summit challenge", "ENROL", row(demo))
    assert codes(api.post(ENROL_AND_EARN, body, org=PARENT)) == {1101}
    assert api.post(ENROL_AND_EARN, body, org=OUTDOOR).json()["failureCount"] == 0
