from decimal import Decimal

import pytest

from promo_data.sandbox import World
from promo_data.sandbox.demo_customers import story_past
from promo_data.sandbox.organisations import GROCER, OUTDOOR, PARENT
from promo_data.sandbox.truth import PromotionTruth
from tests.unit.sandbox.calls import LOOKUP, Api, Clock, asked, named, other, rows, titled


def _truths(world: World, title: str) -> list[PromotionTruth]:
    demo = titled(world, title)
    customer = world.find(demo.identifier_name.lower(), demo.identifier_value, demo.source)
    assert customer is not None
    return [truth for org in world.orgs for truth in world.truth(customer.id, org.id)]


def _truth(world: World, title: str, promotion: str) -> PromotionTruth:
    wanted = named(world, promotion).id
    return next(truth for truth in _truths(world, title) if truth.promotion_id == wanted)


def test_titles_are_short_and_told_apart(world: World) -> None:
    titles = [demo.title for demo in world.demo_customers]
    assert len(set(titles)) == len(titles) == 17
    assert max(map(len, titles)) <= 40


def test_each_story_is_one_sentence(world: World) -> None:
    assert all(demo.story.endswith(".") and demo.story.count(". ") == 0 for demo in world.demo_customers)


def test_room_everywhere_is_at_most_half_used(world: World) -> None:
    limits = [r for truth in _truths(world, "Room everywhere") for r in truth.restrictions]
    shares = [r.used / r.cap for r in limits if r.used is not None and r.cap is not None]
    assert max(shares) <= Decimal("0.5")
    assert any(share > 0 for share in shares)


def test_near_a_cap_has_one_issue_left(world: World) -> None:
    truth = _truth(world, "Near a cap", "Family table challenge")
    assert [(r.used, r.cap) for r in truth.restrictions if r.stage == "earn"] == [(Decimal(4), 5)]


def test_everything_used_up_has_no_room_in_any_stage(world: World) -> None:
    truth = _truth(world, "Everything used up", "Summit challenge")
    assert [(r.stage, r.used == r.cap) for r in truth.restrictions] == [
        ("issual", True),
        ("earn", True),
        ("redemption", True),
    ]
    assert truth.times == truth.issued == 5


def test_enrolled_but_not_issued(world: World) -> None:
    truth = _truth(world, "Enrolled, not issued yet", "Shop across brands")
    assert (truth.enrolled, truth.issued, truth.times) == (1, 0, 0)


def test_enrolled_nine_days_ago_and_still_enrolled(world: World, api: Api) -> None:
    answer = rows(api.get(LOOKUP, asked(titled(world, "Enrolled, not issued yet"), limit=100)))
    assert answer["Shop across brands"]["customerPromotionTimelines"] == [
        {
            "enrollmentDate": "2026-03-01T00:00:00.000Z",
            "enrollmentExpiryDate": "2026-03-31T00:00:00.000Z",
            "enrollmentId": 4000200001,
            "enrollEventLogId": 4000200001,
            "issuedDetails": [],
        }
    ]


def test_active_with_both_brands(world: World) -> None:
    used = {truth.org_id for truth in _truths(world, "Active with both brands") if truth.times}
    assert used >= {GROCER.id, OUTDOOR.id}


def test_contradicted_usage_is_answered_as_zero_although_this_customer_used_some(world: World, api: Api) -> None:
    answer = api.get(LOOKUP, asked(titled(world, "Contradicted usage"), limit=100), headers=other(GROCER))
    row = rows(answer)["Gold basket bonus"]
    assert row["customerUsage"]["currentPointsPerCustomer"] == "240.000"
    wide = [r for r in row["promotionRestriction"]["redemptionRestrictions"] if r["limitOn"] == "PROMOTION"]
    assert [(r["maxLimit"], r["currentCustomerUsage"]) for r in wide] == [("250000", "0")]


def test_the_truth_behind_the_contradiction_is_kept(world: World) -> None:
    truth = _truth(world, "Contradicted usage", "Gold basket bonus")
    assert [(r.used, r.answered) for r in truth.restrictions if r.limit_on == "PROMOTION"] == [
        (Decimal(72_000), Decimal(0))
    ]


def test_unknown_to_one_brand(world: World, api: Api) -> None:
    demo = titled(world, "Unknown to one brand")
    refused = api.get(LOOKUP, asked(demo), headers=other(GROCER)).json()
    assert refused["errors"][0]["code"] == 8015
    assert api.get(LOOKUP, asked(demo), headers=other(OUTDOOR)).json()["promotions"] != []
    assert api.get(LOOKUP, asked(demo)).json()["promotions"] != []


def test_no_promotions(world: World, api: Api) -> None:
    answer = api.get(LOOKUP, asked(titled(world, "No promotions"))).json()
    assert answer["promotions"] == []
    assert answer["pageDetails"]["totalEntries"] == 0


def test_more_than_a_hundred_promotions_need_a_second_page(world: World, api: Api) -> None:
    demo = titled(world, "More than a hundred promotions")
    pages = [
        api.get(LOOKUP, asked(demo, limit=100, offset=offset), headers=other(OUTDOOR)).json() for offset in (0, 100)
    ]
    assert [len(page["promotions"]) for page in pages] == [100, 4]


@pytest.mark.parametrize("org", [PARENT, GROCER, OUTDOOR])
def test_nobody_has_the_number_that_is_not_found(world: World, api: Api, org: object) -> None:
    caller = next(o for o in world.orgs if o == org)
    assert api.get(LOOKUP, asked(titled(world, "Not found")), org=caller).json()["errors"][0]["code"] == 8015


def test_a_story_that_the_limits_refuse_is_no_story(world: World, clock: Clock) -> None:
    promotion = named(world, "Birthday treat")
    with pytest.raises(ValueError, match="Birthday treat refuse I, 1 days ago"):
        story_past(1, promotion, (("I", 2), ("I", 1)), clock.now)
