import pytest

from promo_data.sandbox import World
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.ledger import Effect
from promo_data.sandbox.organisations import GROCER, PARENT
from tests.unit.sandbox.calls import ISSUE, LOOKUP, Api, Clock, Json, asked, named, rows, titled


def _issue(api: Api, world: World, promotion: str, title: str = "Near a cap", **changed: str | int) -> Json:
    wanted = named(world, promotion)
    org = next(o for o in world.orgs if o.id == wanted.org_id)
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    answer: Json = api.post(ISSUE, body, asked(titled(world, title), **changed), org=org).json()
    return answer


def _code(answer: Json, kind: str = "errors") -> int:
    code: int = answer[kind][0]["code"]
    return code


def test_an_enrol_and_issue_promotion_is_enrolled(api: Api, world: World) -> None:
    answer = _issue(api, world, "Shop across brands")
    assert answer == {
        "warnings": [],
        "errors": [],
        "sideEffects": [
            {"programId": 1144, "issualId": 2000200001, "promotionId": 1122002, "type": "Points promotion"}
        ],
    }


def test_a_direct_issue_promotion_is_issued_with_both_ids(api: Api, world: World) -> None:
    answer = _issue(api, world, "Refer a friend")
    assert answer["sideEffects"] == [
        {
            "programId": 1144,
            "issualId": 2000500001,
            "earnedId": 2000500002,
            "promotionId": 1122005,
            "type": "Points promotion",
        }
    ]


def test_the_next_read_shows_the_enrolment(api: Api, world: World) -> None:
    _issue(api, world, "Shop across brands")
    row = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=100)))["Shop across brands"]
    assert row["promotionRestriction"]["issualRestrictions"][0]["currentCustomerUsage"] == "1"
    assert row["customerPromotionTimelines"] == [
        {
            "enrollmentDate": "2026-03-10T10:30:00.000Z",
            "enrollmentExpiryDate": "2026-04-09T10:30:00.000Z",
            "enrollmentId": 2000200001,
            "enrollEventLogId": 2000200001,
            "issuedDetails": [],
        }
    ]


def test_enrolling_again_replaces_the_running_enrolment_and_resets_its_expiry(
    api: Api, world: World, clock: Clock
) -> None:
    _issue(api, world, "Shop across brands")
    clock.advance(days=1)
    _issue(api, world, "Shop across brands")
    row = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=100)))["Shop across brands"]
    assert [timeline["enrollmentExpiryDate"] for timeline in row["customerPromotionTimelines"]] == [
        "2026-03-11T10:30:00.000Z",
        "2026-04-10T10:30:00.000Z",
    ]


def test_an_enrolment_without_days_lapses_with_the_promotion(api: Api, world: World) -> None:
    _issue(api, world, "Summit challenge")
    org = world.orgs[2]
    row = rows(api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=100), org=org))["Summit challenge"]
    assert row["customerPromotionTimelines"][0]["enrollmentExpiryDate"] == row["endDate"]


def test_the_limit_is_kept_to(api: Api, world: World) -> None:
    answers = [_issue(api, world, "Refer a friend") for _ in range(6)]
    assert [len(answer["sideEffects"]) for answer in answers] == [1, 1, 1, 1, 1, 0]
    assert answers[-1] == {
        "warnings": [
            {
                "status": False,
                "code": 8890,
                "message": "promotion not issued due to config issues or customer exhausted limits",
            }
        ],
        "errors": [],
        "sideEffects": [],
    }


@pytest.mark.parametrize(
    "promotion",
    [
        "Happy hour",  # GENERIC: nothing to issue
        "Breakfast club",  # not begun
        "Anniversary raffle",  # ended
    ],
)
def test_what_cannot_be_issued_is_warned_of(api: Api, world: World, promotion: str) -> None:
    assert _code(_issue(api, world, promotion), "warnings") == 8890


def test_someone_in_no_programme_is_warned_of(api: Api, world: World) -> None:
    assert _code(_issue(api, world, "Shop across brands", "No promotions"), "warnings") == 8890


def test_nothing_happens_with_a_warning(api: Api, world: World) -> None:
    _issue(api, world, "Happy hour")
    assert world.ledger.effects == []


@pytest.mark.parametrize("missing", ["identifierName", "identifierValue", "source"])
def test_a_missing_parameter_is_11013(api: Api, world: World, missing: str) -> None:
    assert _code(_issue(api, world, "Shop across brands", **{missing: " "})) == 11013


def test_another_entity_than_a_customer_is_1212(api: Api, world: World) -> None:
    assert _code(_issue(api, world, "Shop across brands", type="CARD")) == 1212


@pytest.mark.parametrize("changed", [{"identifierValue": "0"}, {"identifierName": "phone"}, {"source": "MOBILE_APP"}])
def test_a_customer_who_is_not_found_is_8015(api: Api, world: World, changed: dict[str, str]) -> None:
    assert _code(_issue(api, world, "Shop across brands", **changed)) == 8015


def test_a_customer_whom_the_org_does_not_know_is_8015(api: Api, world: World) -> None:
    assert _code(_issue(api, world, "Family table challenge", "Unknown to one brand")) == 8015


@pytest.mark.parametrize("source", ["WECHAT", "ALL", "SHOP"])
def test_a_source_to_read_only_is_8003(api: Api, world: World, source: str) -> None:
    wanted = named(world, "Shop across brands")
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    answer = api.post(ISSUE, body, asked(world.demo_customers[1], source=source))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, 8003)


@pytest.mark.parametrize("programme", [1, None, "1144", 1147, True])
def test_a_programme_that_is_not_the_orgs_is_1101(api: Api, world: World, programme: object) -> None:
    body = {"programId": programme, "promotionId": named(world, "Shop across brands").id}
    assert _code(api.post(ISSUE, body, asked(world.demo_customers[1])).json()) == 1101


@pytest.mark.parametrize("promotion", [1, None, "1122002", 1122009])
def test_a_promotion_that_is_not_the_programmes_is_8874(api: Api, world: World, promotion: object) -> None:
    body = {"programId": 1144, "promotionId": promotion}
    assert _code(api.post(ISSUE, body, asked(world.demo_customers[1])).json()) == 8874


def test_the_ledger_keeps_who_got_what(api: Api, world: World, clock: Clock) -> None:
    _issue(api, world, "Shop across brands")
    _issue(api, world, "Birthday treat")
    assert world.ledger.effects == [
        Effect(clock.now, "enrolled", PARENT.id, customer_id(2), 1122002, {"issualId": 2000200001}),
        Effect(
            clock.now,
            "issued",
            GROCER.id,
            customer_id(2),
            named(world, "Birthday treat").id,
            {"issualId": 2001900001, "earnedId": 2001900002},
        ),
    ]
