from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from promo_data.sandbox.activity import enrol, issue, redeem
from promo_data.sandbox.events import History, Redemption
from promo_data.sandbox.limits import has_room, room, used
from promo_data.sandbox.promotions import Crowd, OfferType, Period, Promotion, Restriction

NOW = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)


def _promotion(
    *restrictions: Restriction, offer_type: OfferType = "GENERIC", issue_days: int | None = None
) -> Promotion:
    return Promotion(
        id=1,
        ordinal=1,
        org_id=1,
        programme_id=1,
        name="Points",
        description="",
        identifier="points",
        offer_type=offer_type,
        starts_at=NOW - timedelta(days=90),
        ends_at=NOW + timedelta(days=90),
        event_name="TransactionAdd",
        restrictions=restrictions,
        enrolment_days=10,
        issue_days=issue_days,
        crowd=Crowd(times=7, points=350),
    )


def _redeemed(*ago: timedelta) -> History:
    return History(redemptions=tuple(Redemption(None, NOW - some, Decimal(20), Decimal(3)) for some in ago))


@pytest.mark.parametrize(("period", "days"), [("DAILY", 1), ("WEEKLY", 7), ("MONTHLY", 30)])
def test_a_window_reaches_back_from_now_and_no_further(period: Period, days: int) -> None:
    limit = Restriction("redemption", "times", "CUSTOMER", 5, period)
    edge = timedelta(days=days)
    history = _redeemed(edge, edge - timedelta(seconds=1), timedelta(0))
    assert used(limit, _promotion(limit), history, NOW) == 2


def test_without_a_period_everything_counts() -> None:
    limit = Restriction("redemption", "points", "CUSTOMER", 500)
    assert used(limit, _promotion(limit), _redeemed(timedelta(days=80), timedelta(0)), NOW) == 40


def test_alternate_currencies_count_as_points_only_when_asked_for() -> None:
    limit = Restriction("redemption", "points", "CUSTOMER", 500)
    history = _redeemed(timedelta(days=80), timedelta(0))
    assert used(limit, _promotion(limit), history, NOW, with_alternate=True) == 46


def test_nothing_is_used_of_a_ceiling_per_activity() -> None:
    limit = Restriction("redemption", "points", "EVENT", 10)
    assert used(limit, _promotion(limit), _redeemed(timedelta(0)), NOW) is None
    assert room(limit, _promotion(limit), _redeemed(timedelta(0)), NOW) is None


@pytest.mark.parametrize(("measure", "total"), [("times", 7), ("points", 350)])
def test_a_limit_on_the_promotion_counts_everyone(measure: str, total: int) -> None:
    limit = Restriction("redemption", "points" if measure == "points" else "times", "PROMOTION", 1000)
    assert used(limit, _promotion(limit), _redeemed(timedelta(0)), NOW) == total


def test_a_limit_without_a_cap_leaves_room_for_ever() -> None:
    limit = Restriction("redemption", "times", "CUSTOMER", None)
    assert has_room(_promotion(limit), _redeemed(*[timedelta(0)] * 50), "redemption", NOW)


def test_a_cap_of_zero_leaves_no_room() -> None:
    limit = Restriction("redemption", "times", "CUSTOMER", 0)
    assert not has_room(_promotion(limit), History(), "redemption", NOW)


def test_a_step_is_refused_once_its_limit_is_used_up() -> None:
    promotion = _promotion(Restriction("issual", "issuals", "CUSTOMER", 1), offer_type="LOYALTY_EARNING")
    once = enrol(1, promotion, History(), NOW)
    assert once is not None
    assert enrol(1, promotion, once, NOW) is None


def test_enrolling_again_ends_the_running_enrolment() -> None:
    promotion = _promotion(offer_type="LOYALTY_EARNING")
    first = enrol(1, promotion, History(), NOW - timedelta(days=4))
    assert first is not None
    second = enrol(1, promotion, first, NOW)
    assert second is not None
    assert [e.expires_at for e in second.enrolments] == [NOW, NOW + timedelta(days=10)]


def test_an_issue_without_days_of_its_own_lapses_with_its_enrolment() -> None:
    promotion = _promotion(offer_type="LOYALTY_EARNING")
    enrolled = enrol(1, promotion, History(), NOW - timedelta(days=4))
    assert enrolled is not None
    issued = issue(1, promotion, enrolled, NOW)
    assert issued is not None
    assert issued.issues[0].expires_at == NOW + timedelta(days=6)


def test_an_issue_with_days_of_its_own_lapses_after_them() -> None:
    promotion = _promotion(offer_type="LOYALTY", issue_days=3)
    issued = issue(1, promotion, History(), NOW)
    assert issued is not None
    assert issued.issues[0].expires_at == NOW + timedelta(days=3)


def test_nobody_who_is_not_enrolled_is_issued_to() -> None:
    promotion = _promotion(offer_type="LOYALTY_EARNING")
    lapsed = enrol(1, promotion, History(), NOW - timedelta(days=10))
    assert lapsed is not None
    assert issue(1, promotion, lapsed, NOW) is None


def test_a_direct_issue_enrols_at_the_same_moment() -> None:
    issued = issue(1, _promotion(offer_type="LOYALTY"), History(), NOW)
    assert issued is not None
    assert issued.enrolments[0].event_log_id == issued.issues[0].event_log_id
    assert issued.enrolments[0].at == issued.issues[0].at


def test_no_benefit_without_an_issue() -> None:
    assert redeem(_promotion(offer_type="LOYALTY"), History(), NOW) is None


def test_redemptions_per_issue_count_on_the_running_issue() -> None:
    limit = Restriction("redemption", "redemptions_per_earn", "CUSTOMER", 1)
    promotion = _promotion(limit, offer_type="LOYALTY")
    issued = issue(1, promotion, History(), NOW)
    assert issued is not None
    redeemed = redeem(promotion, issued, NOW)
    assert redeemed is not None
    assert redeem(promotion, redeemed, NOW) is None
    issued_again = issue(1, promotion, redeemed, NOW)
    assert issued_again is not None
    assert used(limit, promotion, issued_again, NOW) == 0


def test_points_are_cut_to_what_the_limits_leave() -> None:
    promotion = _promotion(
        Restriction("redemption", "points", "EVENT", 40), Restriction("redemption", "points", "CUSTOMER", 70)
    )
    once = redeem(promotion, History(), NOW)
    assert once is not None
    twice = redeem(promotion, once, NOW)
    assert twice is not None
    assert [r.points for r in twice.redemptions] == [40, 30]
    assert redeem(promotion, twice, NOW) is None
