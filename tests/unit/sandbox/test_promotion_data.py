from collections.abc import Callable

import pytest

from promo_data.sandbox import Switches, World, build_world
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.openapi.examples import creation_body
from promo_data.sandbox.organisations import GROCER, OUTDOOR
from tests.unit.sandbox.calls import LOOKUP, Api, Clock, Json, asked, named, other, rows, titled


def _code(api: Api, world: World, **changed: str | int) -> tuple[int, int]:
    answer = api.get(LOOKUP, asked(world.demo_customers[0], **changed))
    return answer.status_code, answer.json()["errors"][0]["code"]


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"identifierName": ""}, 200, 8013),
        ({"identifierName": "phone"}, 200, 8013),
        ({"source": ""}, 400, 8003),
        ({"source": "MOBILE_APP"}, 400, 8003),
        ({"source": "instore"}, 400, 8003),
        ({"identifierValue": ""}, 200, 8015),
        ({"identifierValue": "0"}, 200, 8015),
        ({"source": "LINE"}, 200, 8015),
        ({"promotionStatusForCustomer": "ENDED"}, 200, 8125),
        ({"offset": -1}, 200, 8100),
        ({"offset": "many"}, 200, 8100),
        ({"limit": 0}, 200, 8101),
        ({"limit": -5}, 200, 8101),
        ({"limit": "all"}, 200, 8101),
        ({"limit": 101}, 200, 8102),
    ],
)
def test_each_wrong_parameter_has_its_code(
    api: Api, world: World, changed: dict[str, str | int], status: int, code: int
) -> None:
    assert _code(api, world, **changed) == (status, code)


@pytest.mark.parametrize("name", ["externalid", "externalId", "EXTERNALID", "external_id"])
def test_the_external_id_may_be_spelled_in_any_case(api: Api, world: World, name: str) -> None:
    demo = titled(world, "Active with both brands")
    assert api.get(LOOKUP, asked(demo, identifierName=name)).json()["customerId"] == customer_id(5)


@pytest.mark.parametrize("source", ["INSTORE", "ECOMMERCE", "ALL"])
def test_a_customer_is_found_in_each_source_they_have_an_account_in(api: Api, world: World, source: str) -> None:
    assert api.get(LOOKUP, asked(world.demo_customers[0], source=source)).json()["customerId"] == customer_id(1)


def test_the_first_page_has_ten_rows_unless_another_number_is_asked_for(api: Api, world: World) -> None:
    answer = api.get(LOOKUP, asked(titled(world, "Near a cap"))).json()
    assert answer["pageDetails"] == {"pageNumber": 0, "pageSize": 10, "totalEntries": 13, "pageCount": 2}
    assert len(answer["promotions"]) == 10


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_walked_by_rows_give_each_promotion_once(api: Api, world: World, limit: int) -> None:
    demo = titled(world, "Near a cap")
    seen = [
        row["promotionId"]
        for offset in range(0, 13, limit)
        for row in api.get(LOOKUP, asked(demo, limit=limit, offset=offset)).json()["promotions"]
    ]
    assert len(seen) == len(set(seen)) == 13
    assert seen == sorted(seen, reverse=True)


def test_an_offset_counts_rows_and_need_not_be_a_multiple_of_the_limit(api: Api, world: World) -> None:
    demo = titled(world, "Near a cap")
    whole = api.get(LOOKUP, asked(demo, limit=13)).json()["promotions"]
    assert api.get(LOOKUP, asked(demo, limit=4, offset=3)).json()["promotions"] == whole[3:7]


@pytest.mark.parametrize(("offset", "number"), [(0, 0), (4, 1), (7, 1), (8, 2)])
def test_the_page_number_counts_whole_pages_from_zero(api: Api, world: World, offset: int, number: int) -> None:
    answer = api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=4, offset=offset)).json()
    assert answer["pageDetails"]["pageNumber"] == number


def test_beyond_the_last_row_there_is_nothing(api: Api, world: World) -> None:
    assert api.get(LOOKUP, asked(titled(world, "Near a cap"), offset=13)).json()["promotions"] == []


@pytest.mark.parametrize(
    ("status", "promotion"),
    [
        ("AVAILABLE_TO_ENROL", "Family table challenge"),
        ("AVAILABLE_TO_EARN", "Family table challenge"),
        ("AVAILABLE_TO_EARN", "Back-to-school basket"),
        ("AVAILABLE_TO_REDEEM", "Family table challenge"),
        ("AVAILABLE_TO_REDEEM", "Weekend double points"),
        ("EXPIRED", "Harvest points"),
    ],
)
def test_a_filter_lets_through_what_it_says(api: Api, world: World, status: str, promotion: str) -> None:
    demo = titled(world, "Near a cap")
    answer = api.get(LOOKUP, asked(demo, promotionStatusForCustomer=status, limit=100), headers=other(GROCER))
    assert promotion in rows(answer)


@pytest.mark.parametrize(
    ("status", "promotion"),
    [
        ("AVAILABLE_TO_ENROL", "Back-to-school basket"),  # not Enrol & Issue
        ("AVAILABLE_TO_ENROL", "Breakfast club"),  # not begun
        ("AVAILABLE_TO_ENROL", "Old stamp card"),  # ended
        ("AVAILABLE_TO_EARN", "Baker's dozen stamp card"),  # not enrolled
        ("AVAILABLE_TO_REDEEM", "Back-to-school basket"),  # not issued
        ("AVAILABLE_TO_REDEEM", "Till receipt survey"),  # switched off
        ("AVAILABLE_TO_REDEEM", "Launch week: first thousand baskets"),  # used up by all customers together
        ("EXPIRED", "Weekend double points"),  # running
    ],
)
def test_a_filter_keeps_out_what_it_does_not_say(api: Api, world: World, status: str, promotion: str) -> None:
    demo = titled(world, "Near a cap")
    answer = api.get(LOOKUP, asked(demo, promotionStatusForCustomer=status, limit=100), headers=other(GROCER))
    assert promotion not in rows(answer)
    assert answer.json()["pageDetails"]["totalEntries"] == len(rows(answer))


@pytest.mark.parametrize("status", ["AVAILABLE_TO_ENROL", "AVAILABLE_TO_EARN", "AVAILABLE_TO_REDEEM"])
def test_what_is_used_up_is_not_available(api: Api, world: World, status: str) -> None:
    demo = titled(world, "Everything used up")
    answer = api.get(LOOKUP, asked(demo, promotionStatusForCustomer=status, limit=100), headers=other(OUTDOOR))
    assert "Summit challenge" not in rows(answer)


@pytest.mark.parametrize(
    ("asked_for", "allowed"),
    [
        ({"promotionType": "GENERIC"}, lambda row: row["pointsOfferType"] == "GENERIC"),
        ({"promotionType": "DIRECT_ISSUE"}, lambda row: row["pointsOfferType"] == "LOYALTY"),
        ({"promotionType": "ENROL_AND_ISSUE"}, lambda row: row["pointsOfferType"] == "LOYALTY_EARNING"),
        ({"programs": "1147, 1"}, lambda row: row["programId"] == 1147),
        ({"promotionIdentifier": "bakersdozen"}, lambda row: row["identifier"] == "bakersdozen"),
        ({"sourceType": "UI"}, lambda _row: True),
    ],
)
def test_promotions_are_asked_for_by_what_they_are(
    api: Api, world: World, asked_for: dict[str, str], allowed: Callable[[Json], bool]
) -> None:
    demo = titled(world, "Near a cap")
    whole, some = (api.get(LOOKUP, asked(demo, limit=100, **more), org=GROCER) for more in ({}, asked_for))
    assert rows(some) == {name: row for name, row in rows(whole).items() if allowed(row)} != {}


def test_what_the_api_made_is_asked_for_by_its_source(api: Api, world: World) -> None:
    demo = titled(world, "Near a cap")
    assert rows(api.get(LOOKUP, asked(demo, sourceType="API"))) == {}
    api.post("/api_gateway/loyalty/v1/programs/1144/createPromotion/simple", creation_body(world))
    assert list(rows(api.get(LOOKUP, asked(demo, sourceType="API")))) == ["My own challenge"]


def _row(api: Api, world: World, title: str, promotion: str, **more: str) -> Json:
    org = next(o for o in world.orgs if o.id == named(world, promotion).org_id)
    return rows(api.get(LOOKUP, asked(titled(world, title), limit=100, **more), org=org))[promotion]


def test_limits_hide_caps_per_period(api: Api, world: World) -> None:
    row = _row(api, world, "Near a cap", "Fresh Friday bonus")
    assert row["limits"] == {
        "maxPointsPerEvent": "0",
        "pointsPerCustomer": "0",
        "numberOFTimesPerCustomer": 0,
        "totalPointsInPromotion": "0",
    }


def test_limits_repeat_caps_of_the_whole_promotion(api: Api, world: World) -> None:
    row = _row(api, world, "Near a cap", "Weekend double points")
    assert row["limits"] == {
        "maxPointsPerEvent": "150",
        "pointsPerCustomer": "1000",
        "numberOFTimesPerCustomer": 10,
        "totalPointsInPromotion": "0",
    }


def test_no_limit_is_also_said_as_minus_one(api: Api, world: World) -> None:
    row = _row(api, world, "Near a cap", '=HYPERLINK("http://x.invalid";"Win") <b>now</b> ![](http://x.invalid/p.png)')
    assert row["limits"] == {
        "maxPointsPerEvent": "40",
        "pointsPerCustomer": "-1",
        "numberOFTimesPerCustomer": -1,
        "totalPointsInPromotion": "0",
    }


def test_restrictions_carry_a_type_only_for_redemptions_and_a_period_only_when_based_on_one(
    api: Api, world: World
) -> None:
    row = _row(api, world, "Near a cap", "Climbing course")
    assert row["promotionRestriction"] == {
        "issualRestrictions": [
            {"kpi": "NUMBER_OF_ISSUALS", "maxLimit": "2", "currentCustomerUsage": "0", "limitOn": "CUSTOMER"}
        ],
        "earnRestrictions": [
            {
                "kpi": "NUMBER_OF_EARNS",
                "maxLimit": "2",
                "currentCustomerUsage": "0",
                "limitOn": "CUSTOMER",
                "periodType": "MOVING_WINDOW",
                "periodUnit": "WEEKLY",
            },
            {"kpi": "NUMBER_OF_EARNS", "maxLimit": "8", "currentCustomerUsage": "0", "limitOn": "CUSTOMER"},
        ],
        "redemptionRestrictions": [
            {
                "kpi": "NUMBER_OF_TIMES",
                "maxLimit": "8",
                "currentCustomerUsage": "0",
                "limitOn": "CUSTOMER",
                "type": "NON_PERIOD_BASED",
            },
            {
                "kpi": "NUMBER_OF_REDEMPTIONS_PER_EARN",
                "maxLimit": "100",
                "currentCustomerUsage": "0",
                "limitOn": "CUSTOMER",
                "type": "NON_PERIOD_BASED",
            },
        ],
    }


def test_a_ceiling_per_activity_has_no_usage(api: Api, world: World) -> None:
    row = _row(api, world, "Active with both brands", "Weekend double points")
    redemption = row["promotionRestriction"]["redemptionRestrictions"]
    assert redemption[0] == {
        "kpi": "NUMBER_OF_POINTS",
        "maxLimit": "150",
        "limitOn": "EVENT",
        "type": "NON_PERIOD_BASED",
    }


def test_points_are_texts_of_three_decimals_and_times_are_numbers(api: Api, world: World) -> None:
    row = _row(api, world, "Active with both brands", "Weekend double points")
    assert row["customerUsage"] == {
        "currentPointsPerCustomer": "150.000",
        "currentNumberOfTimesPerCustomer": 3,
        "currentTotalPointsInPromotion": "0",
    }


def test_a_timeline_tells_the_issues_of_each_enrolment(api: Api, world: World) -> None:
    timelines = _row(api, world, "Everything used up", "Summit challenge")["customerPromotionTimelines"]
    assert [[issued["redeemedCount"] for issued in timeline["issuedDetails"]] for timeline in timelines] == [
        [1, 1],
        [1],
        [1, 1],
    ]


def test_generic_rows_have_no_timeline_and_the_others_always_one(api: Api, world: World) -> None:
    answer = api.get(LOOKUP, asked(titled(world, "Near a cap"), limit=100))
    with_timeline = {row["pointsOfferType"]: "customerPromotionTimelines" in row for row in rows(answer).values()}
    assert with_timeline == {"GENERIC": False, "LOYALTY": True, "LOYALTY_EARNING": True}


def test_metadata_is_left_out_where_there_is_none(api: Api, world: World) -> None:
    assert "promotionMetadata" not in _row(api, world, "Near a cap", "Happy hour")
    assert _row(api, world, "Near a cap", "Birthday treat")["promotionMetadata"] == [
        {"key": "language_fr", "value": "Cadeau d'anniversaire", "brandDefined": True}
    ]


def test_restrictions_that_are_not_enabled_are_listed_on_request_only(api: Api, world: World) -> None:
    hostile = '=HYPERLINK("http://x.invalid";"Win") <b>now</b> ![](http://x.invalid/p.png)'
    usual, all_of_them = (
        _row(api, world, "Near a cap", hostile, fetchAllUsage=word)["promotionRestriction"]["redemptionRestrictions"]
        for word in ("false", "true")
    )
    assert "-1" not in [item["maxLimit"] for item in usual]
    assert [item["maxLimit"] for item in all_of_them].count("-1") == 2


def test_alternate_currencies_are_added_to_the_points_on_request_only(api: Api, world: World) -> None:
    points = [
        _row(api, world, "Room everywhere", "Travel miles", includeAlternateCurrencyUsage=word)["customerUsage"]
        for word in ("false", "true")
    ]
    assert [usage["currentPointsPerCustomer"] for usage in points] == ["400.000", "425.000"]


def test_the_other_vocabulary_names_the_same_limits(clock: Clock) -> None:
    worlds = [build_world(seed=7, clock=clock, switches=Switches(kpi_vocabulary=words)) for words in ("short", "max")]
    names = [
        {
            item["kpi"]
            for row in rows(Api(world).get(LOOKUP, asked(world.demo_customers[1], limit=100))).values()
            for item in row["promotionRestriction"]["redemptionRestrictions"]
        }
        for world in worlds
    ]
    assert names[0] == {"NUMBER_OF_TIMES", "NUMBER_OF_POINTS", "NUMBER_OF_REDEMPTIONS_PER_EARN"}
    assert names[1] == {
        "MAX_ALLOWED_TIMES_PER_CUSTOMER",
        "MAX_ALLOWED_POINTS_PER_CUSTOMER",
        "MAX_ALLOWED_POINTS_PER_CART",
        "MAX_ALLOWED_EVENTS_PER_PROMOTION",
        "MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER",
    }


def test_a_window_moves_with_the_clock(clock: Clock) -> None:
    world = build_world(seed=7, clock=clock)
    before = _row(Api(world), world, "Unknown to one brand", "Rainy day bonus")
    clock.advance(days=3)
    after = _row(Api(world), world, "Unknown to one brand", "Rainy day bonus")
    weekly = [row["promotionRestriction"]["redemptionRestrictions"][0] for row in (before, after)]
    assert [(item["periodUnit"], item["currentCustomerUsage"]) for item in weekly] == [("WEEKLY", "2"), ("WEEKLY", "1")]


def test_every_usage_answered_is_the_truth(api: Api, world: World) -> None:
    loyal = [number for number in range(1, 30) if world.customer(number).standing == "loyalty"]
    assert len(loyal) > 20
    for number in loyal:
        answer = api.get(
            LOOKUP, {"identifierName": "id", "identifierValue": customer_id(number), "source": "ALL", "limit": 100}
        )
        truths = {truth.promotion_id: truth for truth in world.truth(customer_id(number), world.orgs[0].id)}
        for row in answer.json()["promotions"]:
            answered = [
                (item["maxLimit"], item.get("currentCustomerUsage"))
                for stage in ("issual", "earn", "redemption")
                for item in row["promotionRestriction"][f"{stage}Restrictions"]
            ]
            known = truths[row["promotionId"]].restrictions
            true = [(r.cap, r.answered) for r in known if r.cap is not None]
            assert [(int(cap), None if usage is None else float(usage)) for cap, usage in answered] == true
