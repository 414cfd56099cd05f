import pytest

from promo_data.sandbox import DemoCustomer, World
from promo_data.sandbox.organisations import PARENT
from tests.unit.sandbox.benefits import (
    DIRECT_EARN,
    ENROL_AND_EARN,
    REVOKE_DIRECT_EARN,
    REVOKE_ENROL_AND_EARN,
    row,
    sent,
)
from tests.unit.sandbox.calls import LOOKUP, Api, Json, asked, rows, titled

ENROLLED = "Shop across brands"
DIRECT = "Refer a friend"


@pytest.fixture
def demo(world: World) -> DemoCustomer:
    return titled(world, "Near a cap")


def _usage(api: Api, demo: DemoCustomer, promotion: str, stage: str) -> str:
    read = rows(api.get(LOOKUP, asked(demo, limit=100), org=PARENT))[promotion]
    usage: str = read["promotionRestriction"][f"{stage}Restrictions"][0]["currentCustomerUsage"]
    return usage


def _result(answer: Json) -> Json:
    result: Json = answer["response"][0]["result"]
    return result


def _error(answer: Json) -> int:
    code: int = answer["response"][0]["errors"][0]["code"]
    return code


def _issued(api: Api, world: World, demo: DemoCustomer, times: int) -> list[int]:
    sent(api, world, ENROL_AND_EARN, ENROLLED, "ENROL", row(demo))
    answer = sent(api, world, ENROL_AND_EARN, ENROLLED, "EARN", *[row(demo)] * times)
    return [int(entry["result"]["earnedId"]) for entry in answer["response"]]


def test_all_issues_are_revoked_when_none_is_named(api: Api, world: World, demo: DemoCustomer) -> None:
    ids = _issued(api, world, demo, 2)
    answer = sent(api, world, REVOKE_ENROL_AND_EARN, ENROLLED, "REVOKE_EARN", row(demo))
    assert _result(answer)["revokedEarnIds"] == ids
    assert _usage(api, demo, ENROLLED, "earn") == "0"


def test_only_the_named_issue_is_revoked(api: Api, world: World, demo: DemoCustomer) -> None:
    first, second = _issued(api, world, demo, 2)
    answer = sent(api, world, REVOKE_ENROL_AND_EARN, ENROLLED, "REVOKE_EARN", row(demo, earnIds=[first]))
    assert _result(answer)["revokedEarnIds"] == [first]
    timeline = rows(api.get(LOOKUP, asked(demo, limit=100)))[ENROLLED]["customerPromotionTimelines"][0]
    assert [issued["issualId"] for issued in timeline["issuedDetails"]] == [second]


@pytest.mark.parametrize("ids", [[1], [2000200002, 1]])
def test_an_issue_that_is_not_theirs_is_8903(api: Api, world: World, demo: DemoCustomer, ids: list[int]) -> None:
    _issued(api, world, demo, 1)
    answer = sent(api, world, REVOKE_ENROL_AND_EARN, ENROLLED, "REVOKE_EARN", row(demo, earnIds=ids))
    assert _error(answer) == 8903
    assert _usage(api, demo, ENROLLED, "earn") == "1"


def test_an_issue_is_revoked_once(api: Api, world: World, demo: DemoCustomer) -> None:
    _issued(api, world, demo, 1)
    answers = [sent(api, world, REVOKE_ENROL_AND_EARN, ENROLLED, "REVOKE_EARN", row(demo)) for _ in range(2)]
    assert _error(answers[1]) == 8903
    assert [effect.kind for effect in world.ledger.effects].count("revoked issue") == 1


def test_an_enrolment_is_revoked_and_gives_its_room_back(api: Api, world: World, demo: DemoCustomer) -> None:
    sent(api, world, ENROL_AND_EARN, ENROLLED, "ENROL", row(demo))
    answer = sent(api, world, REVOKE_ENROL_AND_EARN, ENROLLED, "REVOKE_ENROL", row(demo))
    assert _result(answer)["issualId"] == "2000200001"
    assert _usage(api, demo, ENROLLED, "issual") == "0"
    assert rows(api.get(LOOKUP, asked(demo, limit=100)))[ENROLLED]["customerPromotionTimelines"] == []


def test_an_enrolment_with_a_running_issue_is_not_revoked(api: Api, world: World, demo: DemoCustomer) -> None:
    _issued(api, world, demo, 1)
    answer = sent(api, world, REVOKE_ENROL_AND_EARN, ENROLLED, "REVOKE_ENROL", row(demo))
    assert "issualId" not in _result(answer)
    assert answer["response"][0]["warnings"][0]["code"] == 8890


def test_ids_are_never_given_twice(api: Api, world: World, demo: DemoCustomer) -> None:
    sent(api, world, ENROL_AND_EARN, ENROLLED, "ENROL", row(demo))
    sent(api, world, REVOKE_ENROL_AND_EARN, ENROLLED, "REVOKE_ENROL", row(demo))
    answer = sent(api, world, ENROL_AND_EARN, ENROLLED, "ENROL", row(demo))
    assert _result(answer)["issualId"] == "2000200002"


def test_a_direct_issue_is_revoked_without_an_action(api: Api, world: World, demo: DemoCustomer) -> None:
    sent(api, world, DIRECT_EARN, DIRECT, None, row(demo))
    answer = sent(api, world, REVOKE_DIRECT_EARN, DIRECT, None, row(demo))
    assert _result(answer)["revokedEarnIds"] == [2000500002]


def test_a_direct_issue_has_no_enrolment_to_revoke(api: Api, world: World, demo: DemoCustomer) -> None:
    answer = sent(api, world, REVOKE_ENROL_AND_EARN, DIRECT, "REVOKE_ENROL", row(demo))
    assert answer["response"][0]["errors"][0] == {
        "status": False,
        "code": 8902,
        "message": "revoke bulk action passed not supported for loyalty/generic promotion type",
    }


def test_rows_that_name_nobody_fail_by_their_place(api: Api, world: World, demo: DemoCustomer) -> None:
    sent(api, world, DIRECT_EARN, DIRECT, None, row(demo))
    answer = sent(api, world, REVOKE_DIRECT_EARN, DIRECT, None, row(demo, identifierValue="1"), row(demo))
    assert ["result" in entry for entry in answer["response"]] == [False, True]
