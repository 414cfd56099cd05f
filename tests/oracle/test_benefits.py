"""What the client says a customer got from a promotion equals what happened in the world, unit by unit."""

from pathlib import Path
from typing import Any

import pytest

from promo_data.errors import RefusedError
from promo_data.models.benefits import BenefitSummary
from promo_data.opening import PromoData
from promo_data.sandbox import SettableClock, Switches, World, build_world
from promo_data.sandbox.truth import AmountTruth, BenefitTruth
from tests.oracle.conftest import NOON
from tests.oracle.test_conflicting_documents import opened

CUSTOMERS = (1, 2, 5, 6, 12, 14, *range(20, 26))
Amounts = set[tuple[Any, ...]]


def shown(found: BenefitSummary) -> tuple[Amounts, Amounts, Amounts]:
    points = {(p.category, p.points, p.times, p.last_issued_at) for p in found.points or ()}
    currencies = {(c.name, c.amount, c.times, c.last_issued_at) for c in found.currencies or ()}
    incentives = {(i.action, i.action_id, i.times, i.last_issued_at) for i in found.incentives or ()}
    return points, currencies, incentives


def true(benefits: BenefitTruth) -> tuple[Amounts, Amounts, Amounts]:
    enrolled = {("ENROL", str(e.id), 1, e.at) for e in benefits.enrolments}
    opted_in = {("OPTIN", str(issue.id), 1, issue.at) for issue in benefits.opt_ins}
    return _amounts(benefits.points), _amounts(benefits.currencies), enrolled | opted_in


def _amounts(given: tuple[AmountTruth, ...]) -> Amounts:
    return {(amount.name, float(amount.total), amount.times, amount.last_at) for amount in given}


def assert_benefits_are_true(data: PromoData, world: World, number: int, org_id: int) -> int:
    """How many of the customer's promotions in that org had given something."""
    customer_id, given = world.ids.of(number, org_id), 0
    for promotion in world.promotions(world.customer(number), org_id):
        truth = world.benefits(customer_id, promotion.id)
        found = data.benefits(customer_id, promotion.programme_id, promotion.id, org_id)
        assert shown(found) == true(truth)
        assert found.is_empty == (truth == BenefitTruth())
        assert found.problems == ()
        given += truth != BenefitTruth()
    return given


@pytest.mark.parametrize("envelope", ["when_empty", "always", "never"])
def test_benefits_are_those_of_the_world_whatever_the_envelope(
    tmp_path: Path,
    envelope: Any,  # noqa: ANN401 - a word of the switch
) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON, switches=Switches(summary_envelope=envelope))
    with opened(world, tmp_path) as data:
        own = world.orgs[0].id
        assert sum(assert_benefits_are_true(data, world, number, own) for number in CUSTOMERS) > 20


def test_a_child_orgs_benefits_are_read_with_its_own_credentials(tmp_path: Path) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON)
    with opened(world, tmp_path) as data:
        assert all(assert_benefits_are_true(data, world, 5, org.id) for org in world.orgs)


def test_an_activity_between_two_looks_is_in_the_second(tmp_path: Path) -> None:
    clock = SettableClock(NOON)
    world = build_world(seed=7, customers=60, clock=clock)
    own = world.orgs[0].id
    with opened(world, tmp_path, cache_seconds=300) as data:
        for _ in range(3):
            clock.advance(days=1)
            world.activity(world.ids.of(1, own), own)
            assert_benefits_are_true(data, world, 1, own)
    assert world.ledger.effects


def test_an_unknown_promotion_is_refused_with_the_vendors_code(tmp_path: Path) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON)
    with opened(world, tmp_path) as data, pytest.raises(RefusedError) as refused:
        data.benefits(world.customer(1).id, 1144, 1, world.orgs[0].id)
    assert refused.value.code == 3013
