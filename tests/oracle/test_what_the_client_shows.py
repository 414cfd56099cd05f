"""What the client shows equals what the sandbox knows of itself, cell by cell: two readings of the same documents."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData
from promo_data.sandbox import World
from promo_data.sandbox.truth import PromotionTruth, RestrictionTruth
from promo_data.scope import ScopeChoice
from promo_data.vocabulary import CoverageState, IdentifierKind, Source

CUSTOMERS = range(1, 25)
ANSWERED = (CoverageState.ANSWERED, None)
ANSWERS = {"not registered": (CoverageState.FAILED, 8089), "non-loyalty": (CoverageState.FAILED, 8121)}


def identifier_of(customer_id: int, source: Source = Source.INSTORE) -> CustomerIdentifier:
    return CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(customer_id), source)


def truths(world: World, customer_id: int, org_ids: list[int | None]) -> list[PromotionTruth]:
    return [truth for org_id in org_ids if org_id is not None for truth in world.truth(customer_id, org_id)]


def shown_promotions(view: CustomerView) -> Counter[tuple[Any, ...]]:
    names = ("org_id", "program_id", "promotion_id", "type", "starts_at", "ends_at")
    figures = ("enrolled", "issued", "points_used", "times_used")
    return Counter(tuple(row[name] for name in (*names, *figures)) for row in records(view.promotions))


def true_promotions(found: list[PromotionTruth]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (
            truth.org_id,
            truth.program_id,
            truth.promotion_id,
            truth.offer_type,
            truth.starts_at,
            truth.ends_at,
            truth.enrolled,
            truth.issued,
            float(truth.points),
            float(truth.times),
        )
        for truth in found
    )


def shown_limits(view: CustomerView) -> Counter[tuple[Any, ...]]:
    names = ("promotion_id", "stage", "measure", "limit_on", "period", "cap", "used", "headroom")
    rows = [row for row in records(view.allowances) if row["stage"] != "limits"]
    return Counter(tuple(row[name] for name in names) for row in rows)


def true_limits(found: list[PromotionTruth]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (truth.promotion_id, *true_limit(limit, truth))
        for truth in found
        for limit in truth.restrictions
        if limit.cap is not None
    )


def true_limit(limit: RestrictionTruth, truth: PromotionTruth) -> tuple[Any, ...]:
    used = None if limit.answered is None else float(limit.answered)
    cap = float(limit.cap or 0)
    headroom = None if used is None or is_contradicted(limit, truth) else max(cap - used, 0.0)
    return limit.stage, limit.measure, limit.limit_on, limit.period, cap, used, headroom


def is_contradicted(limit: RestrictionTruth, truth: PromotionTruth) -> bool:
    """Everybody together cannot have used less than this one customer did."""
    own = {"points": truth.points, "times": Decimal(truth.times)}.get(limit.measure, Decimal(0))
    return limit.limit_on == "PROMOTION" and limit.answered is not None and limit.answered < own


@pytest.mark.parametrize("choice", [ScopeChoice.EACH, ScopeChoice.ALL, ScopeChoice.SELF, ScopeChoice.OTHER])
def test_promotions_and_limits_are_those_of_the_world(data: PromoData, world: World, choice: ScopeChoice) -> None:
    for number in CUSTOMERS:
        customer_id = world.customer(number).id
        view = data.customer(identifier_of(customer_id, Source.ALL), choice=choice)
        answered = [org.org.id for org in view.coverage if org.state is CoverageState.ANSWERED]
        expected = truths(world, customer_id, answered)
        assert shown_promotions(view) == true_promotions(expected)
        assert shown_limits(view) == true_limits(expected)
        assert not [problem for problem in view.problems if problem.is_loss]


def test_each_org_that_knows_the_customer_answers_and_the_others_say_8015(data: PromoData, world: World) -> None:
    for number in CUSTOMERS:
        customer = world.customer(number)
        coverage = data.customer(identifier_of(customer.id, Source.ALL)).coverage
        states = {org.org.id: (org.state, org.code) for org in coverage}
        known, unknown = ANSWERS.get(customer.standing, ANSWERED), (CoverageState.FAILED, 8015)
        assert states == {org.id: known if org.id in customer.org_ids else unknown for org in world.orgs}


def test_every_demo_customer_is_found_by_the_identifier_of_the_start_page(data: PromoData, world: World) -> None:
    for demo in world.demo_customers:
        identifier = CustomerIdentifier(IdentifierKind(demo.identifier_name), demo.identifier_value)
        view = data.customer(identifier)
        assert (view.customer_id is None) == (demo.title == "Not found")
