"""The steps of the three types as time passes, and what all customers together use."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from promo_data.sandbox import World, build_world
from promo_data.sandbox.clock import SettableClock
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.organisations import GROCER, OUTDOOR, PARENT
from promo_data.sandbox.truth import PromotionTruth, RestrictionTruth
from tests.unit.sandbox.benefits import ENROL_AND_EARN, org_of, row, sent
from tests.unit.sandbox.calls import ISSUE, LOOKUP, Api, Json, asked, named, rows, titled

NUMBER = 2
ID = customer_id(NUMBER)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(datetime(2026, 3, 10, 10, 30, tzinfo=UTC))


@pytest.fixture
def world(clock: SettableClock) -> World:
    return build_world(seed=7, customers=60, clock=clock)


def _truth(world: World, promotion: str, number: int = NUMBER) -> PromotionTruth:
    wanted = named(world, promotion)
    return next(t for t in world.truth(customer_id(number), wanted.org_id) if t.promotion_id == wanted.id)


def _limit(world: World, promotion: str, measure: str, period: str | None = None) -> RestrictionTruth:
    found = _truth(world, promotion).restrictions
    return next(limit for limit in found if (limit.measure, limit.period) == (measure, period))


def _redeemed(world: World, promotion: str, number: int = NUMBER) -> bool:
    return world.redeem(customer_id(number), named(world, promotion).id)


def _issue(api: Api, world: World, promotion: str) -> Json:
    wanted = named(world, promotion)
    body = {"programId": wanted.programme_id, "promotionId": wanted.id}
    answer: Json = api.post(ISSUE, body, asked(titled(world, "Near a cap")), org=org_of(world, promotion)).json()
    return answer


def test_a_generic_promotion_needs_no_issue(world: World) -> None:
    assert _redeemed(world, "Boots and breakfast")
    assert _truth(world, "Boots and breakfast").times == 1
    assert _truth(world, "Boots and breakfast").points == 60


def test_a_direct_issue_is_issued_then_redeemed(api: Api, world: World) -> None:
    assert not _redeemed(world, "Refer a friend")
    _issue(api, world, "Refer a friend")
    assert _redeemed(world, "Refer a friend")
    assert not _redeemed(world, "Refer a friend")  # one redemption of an issue


def test_enrol_and_issue_is_enrolled_then_issued_then_redeemed(api: Api, world: World) -> None:
    _issue(api, world, "Summit challenge")
    assert not _redeemed(world, "Summit challenge")
    assert world.activity(ID, OUTDOOR.id).count("issued") == 1
    assert _redeemed(world, "Summit challenge")
    truth = _truth(world, "Summit challenge")
    assert (truth.enrolled, truth.issued, truth.times) == (1, 1, 1)


def test_an_activity_moves_each_promotion_that_looks_at_it_by_one_step(world: World) -> None:
    before = {truth.promotion_id: truth.times for truth in world.truth(ID, PARENT.id)}
    followed = world.activity(ID, PARENT.id)
    after = {truth.promotion_id: truth.times for truth in world.truth(ID, PARENT.id)}
    assert followed.count("redeemed") == sum(after.values()) - sum(before.values()) > 0
    assert [effect.kind for effect in world.ledger.effects] == followed


def test_an_activity_of_another_kind_moves_other_promotions(world: World) -> None:
    world.activity(ID, PARENT.id, "GenericEvent")
    assert {effect.promotion_id for effect in world.ledger.effects} == {named(world, "Paperless receipts").id}


def test_a_direct_issue_never_comes_of_an_activity(world: World) -> None:
    world.activity(ID, PARENT.id)
    assert _truth(world, "Welcome to the group").issued == 0


def test_a_redemption_may_bring_other_points_than_usual(world: World) -> None:
    assert world.redeem(ID, named(world, "Boots and breakfast").id, Decimal(7))
    assert _truth(world, "Boots and breakfast").points == 7


@pytest.mark.parametrize(("number", "promotion"), [(customer_id(7), "Happy hour"), (1, "Happy hour")])
def test_nobody_unknown_redeems(world: World, number: int, promotion: str) -> None:
    wanted = 5 if number == customer_id(7) else named(world, promotion).id
    with pytest.raises(ValueError, match=r"no such promotion|such a customer"):
        world.redeem(number, wanted)


@pytest.mark.parametrize("promotion", ["Members' day", "Till receipt survey", "Harvest points"])
def test_nothing_is_redeemed_before_after_or_when_switched_off(world: World, promotion: str) -> None:
    assert not _redeemed(world, promotion)


@pytest.mark.parametrize(("period", "days"), [("DAILY", 1), ("WEEKLY", 7), ("MONTHLY", 30)])
def test_a_window_fills_and_empties_as_time_passes(world: World, clock: SettableClock, period: str, days: int) -> None:
    assert _redeemed(world, "Fresh Friday bonus")
    assert _limit(world, "Fresh Friday bonus", "times", period).used == 1
    clock.advance(days=days, seconds=-1)
    assert _limit(world, "Fresh Friday bonus", "times", period).used == 1
    clock.advance(seconds=1)
    assert _limit(world, "Fresh Friday bonus", "times", period).used == 0


def test_a_full_window_refuses_until_it_moves(world: World, clock: SettableClock) -> None:
    assert [_redeemed(world, "Fresh Friday bonus") for _ in range(2)] == [True, False]
    clock.advance(days=1)
    assert _redeemed(world, "Fresh Friday bonus")
    clock.advance(days=1)
    assert not _redeemed(world, "Fresh Friday bonus")  # twice a week


def test_an_enrolment_lapses_after_its_days(api: Api, world: World, clock: SettableClock) -> None:
    _issue(api, world, "Shop across brands")  # CUSTOM: 30 days
    clock.advance(days=30, seconds=-1)
    assert _can_be_issued(api, world, "Shop across brands")
    clock.advance(seconds=1)
    assert not _can_be_issued(api, world, "Shop across brands")


def test_an_enrolment_without_days_lapses_with_the_promotion(api: Api, world: World, clock: SettableClock) -> None:
    _issue(api, world, "Summit challenge")  # PROMOTION
    clock.now = named(world, "Summit challenge").ends_at - timedelta(seconds=1)
    assert _can_be_issued(api, world, "Summit challenge")
    clock.advance(seconds=2)
    assert not _can_be_issued(api, world, "Summit challenge")


def _can_be_issued(api: Api, world: World, promotion: str) -> bool:
    answer = api.get(
        LOOKUP,
        asked(titled(world, "Near a cap"), limit=100, promotionStatusForCustomer="AVAILABLE_TO_EARN"),
        org=org_of(world, promotion),
    )
    return promotion in rows(answer)


def test_phases_pass_with_the_clock(world: World, clock: SettableClock) -> None:
    promotion = named(world, "Members' day")
    phases = []
    for days in (0, 30, 3):
        clock.advance(days=days)
        phases.append(promotion.phase(world.clock()))
    assert phases == ["upcoming", "running", "ended"]


def test_the_clock_of_a_world_may_be_replaced(world: World) -> None:
    world.clock = SettableClock(datetime(2026, 4, 9, 12, 0, tzinfo=UTC))
    assert named(world, "Members' day").is_running(world.clock())


def test_what_one_customer_uses_counts_for_all(world: World) -> None:
    before = _limit(world, "Cinema night", "times")
    other = next(
        n for n in range(20, 61) if named(world, "Cinema night").programme_id in world.customer(n).programme_ids
    )
    assert _redeemed(world, "Cinema night", other)
    wide = [r for r in _truth(world, "Cinema night").restrictions if r.limit_on == "PROMOTION"]
    assert [r.used for r in wide] == [(before.used or 0) + 1]


def test_a_cap_of_the_promotion_is_kept_to_by_all_together(world: World) -> None:
    members = [n for n in range(20, 61) if OUTDOOR.id in world.customer(n).org_ids]
    given = [_redeemed(world, "First hundred rope buyers", number) for number in members]
    assert sum(given) == 12  # 88 of the hundred were gone
    assert not _redeemed(world, "First hundred rope buyers", 3)


def test_what_happened_before_does_not_depend_on_what_happens_now(clock: SettableClock) -> None:
    touched, untouched = (build_world(seed=7, customers=60, clock=clock) for _ in range(2))
    for number in range(20, 45):
        if OUTDOOR.id in touched.customer(number).org_ids:
            _redeemed(touched, "First hundred rope buyers", number)
    late = next(n for n in range(45, 61) if OUTDOOR.id in touched.customer(n).org_ids)
    assert _truth(touched, "Rainy day bonus", late) == _truth(untouched, "Rainy day bonus", late)
    assert _truth(touched, "First hundred rope buyers", late).times == (
        _truth(untouched, "First hundred rope buyers", late).times
    )


def test_a_window_of_all_customers_moves_too(world: World, clock: SettableClock) -> None:
    number = next(n for n, demo in enumerate(world.demo_customers, 1) if demo.title == "Every kind of limit")

    def used() -> Decimal:
        limits = _truth(world, "Every limit of a promotion", number).restrictions
        return next(r.used for r in limits if r.period == "WEEKLY") or Decimal(0)

    before = used()
    assert 0 < before < 2_050_000
    assert _redeemed(world, "Every limit of a promotion", number)
    assert used() == before + 50
    clock.advance(days=7)
    assert used() == 0


def test_a_cap_on_issues_of_all_counts_what_bulk_gives(api: Api, world: World) -> None:
    demo = titled(world, "Every kind of limit")
    number = world.demo_customers.index(demo) + 1

    def used() -> Decimal | None:
        limits = _truth(world, "Every limit of an enrolment", number).restrictions
        return next(r.used for r in limits if r.limit_on == "PROMOTION")

    by_id = {"identifierValue": str(customer_id(number)), "source": "INSTORE"}
    before = used()
    promotion = named(world, "Every limit of an enrolment")
    body = {
        "type": "CUSTOMER",
        "bulkAction": "EARN",
        "promotionDetails": {"programId": promotion.programme_id, "promotionId": promotion.id},
        "identifierName": "id",
        "customers": [by_id],
    }
    assert "earnedId" in api.post(ENROL_AND_EARN, body, org=GROCER).json()["response"][0]["result"]
    assert used() == (before or 0) + 1


def test_points_of_an_activity_are_cut_to_every_ceiling(world: World) -> None:
    number = next(n for n, demo in enumerate(world.demo_customers, 1) if demo.title == "Every kind of limit")
    before = _truth(world, "Every limit of an activity", number).points
    assert _redeemed(world, "Every limit of an activity", number)
    assert _truth(world, "Every limit of an activity", number).points - before == 40


def test_a_bulk_enrolment_and_a_single_one_are_the_same_step(api: Api, world: World) -> None:
    sent(api, world, ENROL_AND_EARN, "Tier booster", "ENROL", row(titled(world, "Near a cap")))
    _issue(api, world, "Tier booster")
    assert _issue(api, world, "Tier booster")["warnings"][0]["code"] == 8890
