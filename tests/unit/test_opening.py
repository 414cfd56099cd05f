"""The one place where the parts are joined: what it refuses, and what it passes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from promo_data.cache import Health
from promo_data.errors import InputError
from promo_data.frames.records import records
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData, open_promo_data
from promo_data.protocol.customer_promotions import PATH
from promo_data.sandbox import World, build_world, sandbox_app
from promo_data.scope import ScopeChoice
from promo_data.settings import Settings, read_settings
from promo_data.vocabulary import IdentifierKind
from tests.serving import served


@pytest.fixture
def world() -> World:
    return build_world(seed=3, customers=20)


@pytest.fixture
def configured(world: World, tmp_path: Path) -> Iterator[Settings]:
    """A sandbox that is configured as a real account would be."""
    own, *children = world.orgs
    with served(sandbox_app(world)) as url:
        yield read_settings(
            {
                "PROMO_BASE_URL": url,
                "PROMO_USERNAME": own.till,
                "PROMO_PASSWORD": own.password,
                "PROMO_ORG": f"{own.id}:{own.name}",
                "PROMO_CHILD_ORGS": ",".join(f"{child.id}:{child.name}" for child in children),
                "PROMO_DATA_DIR": str(tmp_path),
            }
        )


def first_row(data: PromoData, world: World) -> tuple[int, int, int, int]:
    """Customer, programme, promotion and org of something that brought points in the own org."""
    identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(world.customer(5).id))
    rows = records(data.customer(identifier).promotions)
    found = next(row for row in rows if row["points_used"] and row["org_id"] == world.orgs[0].id)
    return found["customer_id"], found["program_id"], found["promotion_id"], found["org_id"]


def test_benefits_are_read_with_the_orgs_own_credentials(configured: Settings, world: World) -> None:
    with open_promo_data(configured) as data:
        customer_id, program_id, promotion_id, org_id = first_row(data, world)

        found = data.benefits(customer_id, program_id, promotion_id, org_id)

    assert (found.customer_id, found.promotion_id) == (customer_id, promotion_id)
    assert found.points is not None
    assert sum(each.points or 0 for each in found.points) > 0


def test_benefits_of_an_org_whose_credentials_are_not_held_are_not_asked_for(
    configured: Settings, world: World
) -> None:
    with open_promo_data(configured) as data, pytest.raises(InputError, match="own credentials"):
        data.benefits(1, 2, 3, world.orgs[1].id)


@pytest.mark.parametrize("background", [False, True])
def test_a_customer_is_read_the_same_in_the_background(configured: Settings, world: World, *, background: bool) -> None:
    with open_promo_data(configured, background=background) as data:
        assert first_row(data, world)


def test_nobody_is_asked_for_anything_until_somebody_looks(configured: Settings, world: World) -> None:
    with open_promo_data(configured) as data:
        data.holds_credentials(world.orgs[1].id)
        data.check_store()
        data.open_intents()
    assert not world.ledger.requests


def test_a_look_asks_each_org_for_its_list_and_for_nothing_else(configured: Settings, world: World) -> None:
    """Filters, benefits and everything else of the vendor's are asked for on demand."""
    customer = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(world.customer(5).id))
    with open_promo_data(configured) as data:
        data.customer(customer)
    assert [request.endpoint for request in world.ledger.requests] == [PATH] * len(world.orgs)


def test_what_is_kept_of_many_customers_is_known_before_anything_is_asked(configured: Settings, world: World) -> None:
    read, unread = (CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(world.customer(n).id)) for n in (5, 6))
    with open_promo_data(configured) as data:
        view = data.customer(read)
        sent = len(world.ledger.requests)

        kept, missing = data.kept([read, unread])

    assert kept is not None
    assert missing is None
    assert (kept.customer_id, kept.as_of, len(kept.rows)) == (view.customer_id, view.as_of, len(view.promotions))
    assert len(world.ledger.requests) == sent


def test_what_is_kept_under_one_scope_is_not_taken_for_another(configured: Settings, world: World) -> None:
    identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(world.customer(5).id))
    with open_promo_data(configured) as data:
        data.customer(identifier, choice=ScopeChoice.SELF)

        assert data.kept([identifier]) == [None]
        assert data.kept([identifier], choice=ScopeChoice.SELF) != [None]


def test_the_cache_tells_how_it_is(configured: Settings) -> None:
    with open_promo_data(configured) as data:
        assert isinstance(data.cache_health(), Health)
