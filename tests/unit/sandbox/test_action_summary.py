"""What a customer got from one promotion, as the pages of v2 and of v3 each have it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from promo_data.sandbox import SettableClock, World, build_world
from promo_data.sandbox.endpoints.action_summary import ACTIVITY
from promo_data.sandbox.openapi import openapi_document
from promo_data.sandbox.organisations import GROCER, PARENT, Org, credentials_of
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.switches import Switches
from tests.unit.sandbox.benefits import codes, org_of
from tests.unit.sandbox.calls import Api, Clock, Json, asked, named, titled

V2 = "/v2/customers/lookup/customerPromotionDetails/actionSummary"
V3 = "/v3/customers/{customerId}/customerPromotionDetails/actionSummary"
WITH_MILES = "Travel miles"
WITHOUT_ANYTHING = "Welcome to the group"
STORY = "Room everywhere"


def _asked(promotion: Promotion, **changed: Any) -> Json:  # noqa: ANN401 - texts and numbers
    return {"programId": promotion.programme_id, "promotionId": promotion.id, **changed}


def _v3(world: World, promotion: str, number: int = 1, org: Org | None = None, **changed: Any) -> Json:  # noqa: ANN401
    asking = org_of(world, promotion) if org is None else org
    path = V3.format(customerId=world.ids.of(number, asking.id))
    answer: Json = Api(world).get(path, _asked(named(world, promotion), **changed), org=asking).json()
    return answer


def _v2(world: World, promotion: str, **changed: Any) -> Json:  # noqa: ANN401 - texts and numbers
    query = asked(titled(world, STORY)) | _asked(named(world, promotion), **changed)
    answer: Json = Api(world).get(V2, query).json()
    return answer


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def test_v3_writes_amounts_as_texts_and_moments_in_milliseconds(world: World) -> None:
    answer = _v3(world, WITH_MILES)
    last = _milliseconds(world.today - timedelta(days=14))
    assert answer["points"] == [
        {
            "pointsCategory": "REGULAR_POINTS",
            "totalPointsIssued": "400.000",
            "numberOfTimesIssued": 1,
            "lastIssuedOn": last,
        }
    ]
    assert answer["alternateCurrencies"] == [
        {"currencyName": "MILES", "totalCurrencyIssued": "25.000", "numberOfTimesIssued": 1, "lastIssuedOn": last}
    ]
    assert answer["warnings"] == []


def test_v3_lists_enrolments_and_opt_ins_as_incentives(world: World) -> None:
    incentives = _v3(world, WITH_MILES)["incentives"]
    story = [("ENROL", 20), ("OPTIN", 15)]
    assert [(each["action"], each["lastIssuedOn"]) for each in incentives] == [
        (action, _milliseconds(world.today - timedelta(days=days))) for action, days in story
    ]


def test_v2_writes_amounts_as_numbers_and_moments_with_an_offset(world: World) -> None:
    answer = _v2(world, WITH_MILES)
    last = (world.today - timedelta(days=14)).isoformat()
    issued = {"numberOfTimesIssued": 1, "lastIssuedOn": last}
    assert answer["points"] == [{"pointsCategory": "REGULAR_POINTS", "totalPointsIssued": 400.0} | issued]
    details = [{"alternateCurrencyType": "REGULAR", "totalIssued": 25.0} | issued]
    assert answer["alternateCurrencies"] == [{"alternateCurrencyName": "MILES", "alternateCurrencySubDetails": details}]


def test_v2_takes_the_promotion_by_its_identifier_too(world: World) -> None:
    by_identifier = _v2(world, WITH_MILES, promotionId="", promotionIdentifier=named(world, WITH_MILES).identifier)
    assert by_identifier == _v2(world, WITH_MILES)


def test_bonus_points_are_a_category_of_v3(world: World) -> None:
    answer = _v3(world, "Gold basket bonus", number=6)
    assert [(each["pointsCategory"], each["totalPointsIssued"]) for each in answer["points"]] == [
        ("BONUS_POINTS", "240.000")
    ]


def test_only_what_belongs_to_the_activity_is_answered(world: World) -> None:
    of_activity = _v3(world, WITH_MILES, activityId=ACTIVITY)
    assert (of_activity["incentives"], len(of_activity["points"])) == ([], 1)
    assert _v3(world, WITH_MILES, activityId="another")["data"]["warnings"][0]["code"] == 8116


def test_nothing_got_is_a_warning(world: World) -> None:
    empty = _v3(world, WITHOUT_ANYTHING)["data"]
    assert [warning["code"] for warning in empty["warnings"]] == [8116]
    assert "points" not in empty
    assert codes(Api(world).get(V2, asked(titled(world, STORY)) | _asked(named(world, WITHOUT_ANYTHING)))) == {8116}


@pytest.mark.parametrize(
    ("choice", "found", "empty"), [("when_empty", False, True), ("always", True, True), ("never", False, False)]
)
def test_the_envelope_of_v3(choice: Any, *, found: bool, empty: bool) -> None:  # noqa: ANN401 - a word of the switch
    world = build_world(seed=7, customers=60, clock=Clock(), switches=Switches(summary_envelope=choice))
    assert ("data" in _v3(world, WITH_MILES)) is found
    assert ("data" in _v3(world, WITHOUT_ANYTHING)) is empty


def test_what_was_given_before_12_june_2025_is_left_out() -> None:
    clock = SettableClock(datetime(2025, 6, 11, 12, tzinfo=UTC))
    world = build_world(seed=7, customers=60, clock=clock)
    assert _v3(world, WITH_MILES)["data"]["warnings"][0]["code"] == 8116
    clock.advance(days=1)
    assert world.redeem(world.ids.of(1, PARENT.id), named(world, "Happy hour").id, Decimal(7))
    assert _v3(world, "Happy hour")["points"][0]["totalPointsIssued"] == "7.000"


def test_a_merged_customer_is_answered_as_the_survivor(world: World) -> None:
    number = [demo.title for demo in world.demo_customers].index("Merged with another customer") + 1
    assert _v3(world, "Happy hour", number=number) == _v3(world, "Happy hour", number=5)


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"programId": ""}, 400), ({"promotionId": ""}, 400), ({"programId": 1}, 9001), ({"promotionId": 1}, 3013)],
)
def test_v3_refuses(world: World, changed: Json, code: int) -> None:
    path = V3.format(customerId=world.ids.of(1, PARENT.id))
    assert codes(Api(world).get(path, _asked(named(world, WITH_MILES), **changed))) == {code}


@pytest.mark.parametrize("customer_id", ["1", "nobody", "347000018"])
def test_v3_does_not_find_a_customer(world: World, customer_id: str) -> None:
    path = V3.format(customerId=customer_id)
    assert codes(Api(world).get(path, _asked(named(world, WITH_MILES)))) == {9002}


def test_a_programme_of_another_org_is_not_found(world: World) -> None:
    assert _v3(world, WITH_MILES, org=GROCER)["errors"][0]["code"] == 9001


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"programId": ""}, 8883),
        ({"promotionId": ""}, 8883),
        ({"programId": 1}, 8105),
        ({"promotionId": 1}, 8874),
        ({"identifierValue": "1"}, 8015),
        ({"source": "ALL"}, 8003),
    ],
)
def test_v2_refuses(world: World, changed: Json, code: int) -> None:
    query = asked(titled(world, STORY)) | _asked(named(world, WITH_MILES)) | changed
    assert codes(Api(world).get(V2, query)) == {code}


def test_v2_needs_the_customer_resource_and_v3_any_group(world: World) -> None:
    query, writer = _asked(named(world, WITH_MILES)), credentials_of(PARENT, "writer")
    assert Api(world).get(V2, asked(titled(world, STORY)) | query, org=writer).status_code == 403
    assert Api(world).get(V3.format(customerId=world.ids.of(1, PARENT.id)), query, org=writer).status_code == 200


@pytest.mark.parametrize("envelope", ["when_empty", "always", "never"])
def test_answers_fit_the_description(envelope: Any) -> None:  # noqa: ANN401 - a word of the switch
    world = build_world(seed=7, customers=60, clock=Clock(), switches=Switches(summary_envelope=envelope))
    document: Json = dict(openapi_document(world, "/"))
    for promotion in (WITH_MILES, WITHOUT_ANYTHING):
        _check(document, V2, _v2(world, promotion))
        _check(document, V3, _v3(world, promotion))


def _check(document: Json, path: str, answer: Json) -> None:
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(answer)


def test_what_is_got_counts_only_where_the_promotion_is_the_customers(world: World) -> None:
    stranger = world.ids.of(8, PARENT.id)
    assert world.benefits(stranger, named(world, WITH_MILES).id).points == ()
    with pytest.raises(ValueError, match="no such promotion"):
        world.benefits(stranger, 1)
