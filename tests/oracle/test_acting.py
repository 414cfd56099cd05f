"""What was done for a customer is in the world's ledger once, in our journal, and in the next look-up."""

import pytest

from promo_data.actions import Route, State, Wish
from promo_data.frames.records import records
from promo_data.opening import PromoData
from promo_data.sandbox import World
from tests.oracle.test_what_the_client_shows import identifier_of

EVERYTHING_OPEN, ENROLLED = "Room everywhere", "Active with both brands"


def wish_for(
    data: PromoData, world: World, promotion_type: str, action: str, route: Route, whose: str = EVERYTHING_OPEN
) -> Wish:
    """A wish that the look-up itself allows, with credentials of its org."""
    number = next(n for n, demo in enumerate(world.demo_customers, start=1) if demo.title == whose)
    identifier = identifier_of(world.customer(number).id)
    view = data.customer(identifier)
    allowed = {
        (row["org_id"], row["promotion_id"])
        for row in records(view.availability)
        if (row["action"], row["verdict"]) == (action, "allowed")
    }
    row = next(
        row
        for row in records(view.promotions)
        if row["type"] == promotion_type and (row["org_id"], row["promotion_id"]) in allowed
    )
    found = data.promotion_hex(row["program_id"], row["promotion_id"], search=row["name"])
    return Wish(identifier, row["org_id"], row["program_id"], row["promotion_id"], route, promotion_hex=found)


def figure(data: PromoData, wish: Wish, name: str) -> int:
    rows = records(data.customer(wish.identifier, fresh=True).promotions)
    return int(next(row[name] for row in rows if row["promotion_id"] == wish.promotion_id))


@pytest.mark.parametrize(
    ("promotion_type", "action", "route", "moved", "kind"),
    [
        ("LOYALTY_EARNING", "enrol", Route.V2_ISSUE, "enrolled", "enrolled"),
        ("LOYALTY_EARNING", "enrol", Route.V3_ENROL, "enrolled", "enrolled"),
        ("LOYALTY", "issue", Route.V2_ISSUE, "issued", "issued"),
    ],
)
def test_one_wish_has_one_effect_and_the_figure_moves_by_one(
    data: PromoData, world: World, promotion_type: str, action: str, route: Route, moved: str, kind: str
) -> None:
    wish = wish_for(data, world, promotion_type, action, route)
    before = figure(data, wish, moved)
    intent = data.perform(wish)
    assert intent.state is State.CONFIRMED
    assert figure(data, wish, moved) == before + 1
    assert [(effect.kind, effect.promotion_id) for effect in world.ledger.effects] == [(kind, wish.promotion_id)]
    assert data.intent(intent.id).ids == intent.ids


def test_opting_in_is_confirmed_and_recorded(data: PromoData, world: World) -> None:
    wish = wish_for(data, world, "LOYALTY_EARNING", "opt_in", Route.V3_OPT_IN, ENROLLED)
    assert data.perform(wish).state is State.CONFIRMED
    assert world.ledger.effects[-1].kind == "opted in"


def test_a_refused_wish_is_not_sent_and_leaves_the_world_alone(data: PromoData, world: World) -> None:
    identifier = identifier_of(world.customer(1).id)
    row = next(row for row in records(data.customer(identifier).promotions) if row["type"] == "GENERIC")
    wish = Wish(identifier, row["org_id"], row["program_id"], row["promotion_id"], Route.V2_ISSUE)
    assert data.perform(wish).state is State.NOT_SENT
    assert world.ledger.effects == []


def test_another_orgs_promotion_is_acted_on_with_that_orgs_own_credentials(data: PromoData, world: World) -> None:
    child = data.settings.child_orgs[0]
    identifier = identifier_of(world.customer(1).id)
    view = data.customer(identifier, only=[child.id] if child.id else [])
    allowed = [r for r in records(view.availability) if (r["action"], r["verdict"]) == ("enrol", "allowed")]
    wish = Wish(identifier, child.id, allowed[0]["program_id"], allowed[0]["promotion_id"], Route.V2_ISSUE)
    assert data.perform(wish).state is State.CONFIRMED
    assert world.ledger.effects[-1].org_id == child.id
