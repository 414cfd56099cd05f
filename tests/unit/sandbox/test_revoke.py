import pytest

from promo_data.sandbox import DemoCustomer, World
from promo_data.sandbox.customers import customer_id
from tests.unit.sandbox.benefits import DIRECT_EARN, ENROL_AND_EARN, REVOKE, codes, row, sent
from tests.unit.sandbox.calls import LOOKUP, Api, Json, asked, named, rows, titled

ENROLLED = "Shop across brands"
DIRECT = "Refer a friend"
ALL_ENROLMENTS = {"revokeAllEnrollments": "true"}
ALL_OPT_INS = {"revokeAllOptIns": "true"}


@pytest.fixture
def demo(world: World) -> DemoCustomer:
    return titled(world, "Near a cap")


@pytest.fixture
def enrolled(api: Api, world: World, demo: DemoCustomer) -> list[int]:
    """The ids of an enrolment and of an opt-in on it."""
    sent(api, world, ENROL_AND_EARN, ENROLLED, "ENROL", row(demo))
    result = sent(api, world, ENROL_AND_EARN, ENROLLED, "EARN", row(demo))["response"][0]["result"]
    return [int(result["issualId"]), int(result["earnedId"])]


def _body(world: World, demo: DemoCustomer, action: str, promotion: str = ENROLLED, **customer: object) -> Json:
    wanted = named(world, promotion)
    return {
        "action": action,
        "programId": wanted.programme_id,
        "promotion": {"promotionId": wanted.id},
        "customers": [{**asked(demo), **customer}],
    }


def test_an_enrolment_takes_its_opt_in_with_it(api: Api, world: World, demo: DemoCustomer, enrolled: list[int]) -> None:
    body = _body(world, demo, "REVOKE_ENROLL", enrollmentIds=enrolled[:1]) | {"requestId": "revoke-1"}
    assert api.post(REVOKE, body).json() == {
        "data": {
            "requestId": "revoke-1",
            "action": "REVOKE_ENROLL",
            "status": "SUCCESS",
            "promotionId": 1122002,
            "promotionIdentifier": named(world, ENROLLED).identifier,
            "customerResults": [
                {
                    "identifierName": "mobile",
                    "identifierValue": demo.identifier_value,
                    "customerId": customer_id(2),
                    "revokedEnrollmentIds": enrolled[:1],
                    "revokedOptInIds": enrolled[1:],
                    "status": "SUCCESS",
                    "errors": [],
                    "warnings": [],
                }
            ],
            "totalCount": 1,
            "failureCount": 0,
        },
        "errors": None,
        "warnings": None,
    }
    assert rows(api.get(LOOKUP, asked(demo, limit=100)))[ENROLLED]["customerPromotionTimelines"] == []


def test_an_opt_in_is_revoked_and_the_enrolment_stays(
    api: Api, world: World, demo: DemoCustomer, enrolled: list[int]
) -> None:
    api.post(REVOKE, _body(world, demo, "REVOKE_OPTIN", optInIds=enrolled[1:]))
    timeline = rows(api.get(LOOKUP, asked(demo, limit=100)))[ENROLLED]["customerPromotionTimelines"]
    assert [(each["enrollmentId"], each["issuedDetails"]) for each in timeline] == [(enrolled[0], [])]
    assert world.ledger.effects[-1].ids == {"revokedOptInIds": enrolled[1:]}


@pytest.mark.parametrize(
    ("action", "flags", "place"), [("REVOKE_ENROLL", ALL_ENROLMENTS, 0), ("REVOKE_OPTIN", ALL_OPT_INS, 1)]
)
def test_all_that_runs_is_revoked_on_request(
    api: Api,
    world: World,
    demo: DemoCustomer,
    enrolled: list[int],
    action: str,
    flags: dict[str, str | int],
    place: int,
) -> None:
    result = api.post(REVOKE, _body(world, demo, action), flags).json()["data"]["customerResults"][0]
    assert enrolled[place] in result["revokedEnrollmentIds"] + result["revokedOptInIds"]


def test_ids_given_beside_all_are_ignored_with_a_warning(
    api: Api, world: World, demo: DemoCustomer, enrolled: list[int]
) -> None:
    body = _body(world, demo, "REVOKE_ENROLL", enrollmentIds=[5])
    result = api.post(REVOKE, body, ALL_ENROLMENTS).json()["data"]["customerResults"][0]
    assert result["revokedEnrollmentIds"] == enrolled[:1]
    assert result["warnings"] == [{"message": "IDS_IGNORED_DUE_TO_REVOKE_ALL"}]


def test_a_direct_issue_is_revoked_through_its_enrolment(api: Api, world: World, demo: DemoCustomer) -> None:
    sent(api, world, DIRECT_EARN, DIRECT, None, row(demo))
    body = _body(world, demo, "REVOKE_ENROLL", DIRECT, enrollmentIds=[2000500001])
    assert api.post(REVOKE, body).json()["data"]["customerResults"][0]["revokedOptInIds"] == [2000500002]


@pytest.mark.parametrize(
    ("action", "customer", "flags", "code"),
    [
        ("REVOKE_ENROLL", {"enrollmentIds": [5]}, {}, 3901),
        ("REVOKE_OPTIN", {"optInIds": [5]}, {}, 8892),
        ("REVOKE_OPTIN", {}, ALL_OPT_INS, 8893),
        ("REVOKE_ENROLL", {"enrollmentIds": [5], "identifierValue": "1"}, {}, 400),
    ],
)
def test_what_is_not_there_cannot_be_revoked(
    api: Api,
    world: World,
    demo: DemoCustomer,
    action: str,
    customer: Json,
    flags: dict[str, str | int],
    code: int,
) -> None:
    answer = api.post(REVOKE, _body(world, demo, action, **customer), flags)
    assert (answer.status_code, answer.json()["data"]["status"], codes(answer)) == (200, "FAILED", {code})
    assert answer.json()["data"]["failureCount"] == 1


def test_a_customer_who_is_not_found_has_no_id_in_the_answer(api: Api, world: World, demo: DemoCustomer) -> None:
    body = _body(world, demo, "REVOKE_ENROLL", enrollmentIds=[5], identifierValue="1")
    assert "customerId" not in api.post(REVOKE, body).json()["data"]["customerResults"][0]


def test_a_request_id_serves_once_in_an_org(api: Api, world: World, demo: DemoCustomer) -> None:
    body = _body(world, demo, "REVOKE_ENROLL", enrollmentIds=[5]) | {"requestId": "again"}
    assert [codes(api.post(REVOKE, body)) for _ in range(2)] == [{3901}, {558}]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"action": "REVOKE_ENROL"}, "action must be"),
        ({"customers": []}, "exactly one entry"),
        ({"customers": [{}, {}]}, "exactly one entry"),
        ({"programId": 1}, "programId"),
        ({"promotion": {}}, "exactly one of"),
        ({"promotion": {"promotionId": 1122002, "promotionIdentifier": "x"}}, "exactly one of"),
        ({"promotion": {"promotionIdentifier": "x"}}, "Promotion not found"),
        ({"optOutDate": "2026-03-11T00:00:00Z"}, "in the future"),
        ({"requestId": "x" * 51}, "at most 50"),
        ({"customers": [{"identifierName": "mobile"}]}, "enrollmentIds are missing"),
        ({"customers": [{"enrollmentIds": [5]}]}, "identifierName and identifierValue"),
        ({"customers": [{"optInIds": [5], "enrollmentIds": [5]}]}, "go with"),
        ({"customers": [{"enrollmentIds": list(range(11))}]}, "at most 10"),
    ],
)
def test_each_wrong_request_says_why(api: Api, world: World, demo: DemoCustomer, changed: Json, words: str) -> None:
    answer = api.post(REVOKE, _body(world, demo, "REVOKE_ENROLL", enrollmentIds=[5]) | changed)
    assert answer.status_code == 400
    assert words in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("action", "promotion"), [("REVOKE_OPTIN", DIRECT), ("REVOKE_ENROLL", "Happy hour"), ("REVOKE_OPTIN", "Happy hour")]
)
def test_an_action_must_fit_the_type(api: Api, world: World, demo: DemoCustomer, action: str, promotion: str) -> None:
    flags: dict[str, str | int] = {**(ALL_OPT_INS if action == "REVOKE_OPTIN" else ALL_ENROLMENTS)}
    answer = api.post(REVOKE, _body(world, demo, action, promotion), flags)
    assert "not applicable" in answer.json()["errors"][0]["message"]


def test_each_flag_goes_with_its_own_action(api: Api, world: World, demo: DemoCustomer) -> None:
    answer = api.post(REVOKE, _body(world, demo, "REVOKE_ENROLL"), ALL_OPT_INS)
    assert answer.status_code == 400
