"""The client against worlds that settle the documents' conflicts the other way, and against the second company."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData, open_promo_data
from promo_data.sandbox import SettableClock, Switches, World, build_world, sandbox_app
from promo_data.sandbox.truth import PromotionTruth
from promo_data.scope import Org, ScopeChoice
from promo_data.settings import Credentials
from promo_data.vocabulary import CoverageState, IdentifierKind, Source
from tests.oracle.conftest import NOON, settings_for
from tests.oracle.test_what_the_client_shows import (
    shown_limits,
    shown_promotions,
    true_limits,
    true_promotions,
)
from tests.serving import served

NUMBERS = (2, 5, 12, 14, 20, 21)
SWITCHED = [
    {"scope_header": "DATA-SCOPE-ORGS"},
    {"scope_header": "CONNECTED-ORGS"},
    {"missing_scope": "refused"},
    {"multi_org_totals": "right"},
    {"org_id_key": "orgID"},
    {"customer_id_per_org": "different"},
    {"zero_means": "nothing"},
    {"ids_as": "string"},
    {"lookup_codes": "customers"},
    {"error_status": 400},
    {"kpi_vocabulary": "max", "earns_per_promotion": "EARN"},
]


@contextmanager
def opened(world: World, folder: Path, **changed: object) -> Iterator[PromoData]:
    """The data layer over that world, its settings changed so."""
    with served(sandbox_app(world)) as url:
        settings = settings_for(url, folder).model_copy(update={"scope_header": world.switches.scope_header, **changed})
        with open_promo_data(settings, clock=world.clock) as data:
            yield data


def by_email(world: World, number: int) -> CustomerIdentifier:
    """An identifier that holds in every org, whatever ids the orgs give."""
    value = next(i.value for i in world.customer(number).identifiers if i.name == "email")
    return CustomerIdentifier(IdentifierKind.EMAIL, value, Source.ALL)


def expected(world: World, number: int, org_ids: list[int]) -> list[PromotionTruth]:
    return [truth for org_id in org_ids for truth in world.truth(world.ids.of(number, org_id), org_id)]


def answered(view: CustomerView) -> list[int]:
    states = [(each.org.id, each.state) for each in view.coverage]
    return [org_id for org_id, state in states if org_id is not None and state is CoverageState.ANSWERED]


@pytest.mark.parametrize("switched", SWITCHED, ids=str)
def test_the_cells_are_those_of_the_world_however_the_conflict_is_settled(
    tmp_path: Path, switched: dict[str, Any]
) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON, switches=Switches(**switched))
    with opened(world, tmp_path) as data:
        for number in NUMBERS:
            view = data.customer(by_email(world, number))
            truths = expected(world, number, answered(view))
            assert len(truths) > 10
            assert shown_promotions(view) == true_promotions(truths)
            assert shown_limits(view) == true_limits(truths)
            assert not [problem for problem in view.problems if problem.is_loss]


@pytest.mark.parametrize("timelines", ["with_filter", "never"])
def test_without_timelines_the_limits_are_still_those_of_the_world(
    tmp_path: Path,
    timelines: Any,  # noqa: ANN401 - one of the switch's words
) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON, switches=Switches(timelines=timelines))
    with opened(world, tmp_path) as data:
        for number in NUMBERS:
            view = data.customer(by_email(world, number))
            assert shown_limits(view) == true_limits(expected(world, number, answered(view)))


def test_every_org_of_the_second_company_is_read_by_itself(tmp_path: Path) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON)
    own, *children = world.families[1]
    changed = {
        "credentials": Credentials(username=own.till, password=SecretStr(own.password)),
        "org": Org(own.id, own.name),
        "child_orgs": tuple(Org(child.id, child.name) for child in children),
        "org_credentials": {},
    }
    members = [n for n in range(20, 61) if own.id in world.customer(n).org_ids]
    with opened(world, tmp_path, **changed) as data:
        for number in members:
            view = data.customer(by_email(world, number))
            known = [org.id for org in world.families[1] if org.id in world.customer(number).org_ids]
            assert answered(view) == known
            assert shown_promotions(view) == true_promotions(expected(world, number, known))
        whole = data.customer(by_email(world, members[0]), choice=ScopeChoice.ALL)
        assert {each.code for each in whole.coverage} == {310141}


def test_a_merged_customer_is_shown_as_the_survivor(tmp_path: Path) -> None:
    world = build_world(seed=7, customers=60, clock=lambda: NOON)
    merged = world.demo_customers[14]
    with opened(world, tmp_path) as data:
        view = data.customer(CustomerIdentifier(IdentifierKind(merged.identifier_name), merged.identifier_value))
        assert view.customer_id == world.customer(5).id
        assert shown_promotions(view) == true_promotions(expected(world, 5, answered(view)))


def test_what_happens_between_two_reads_is_in_the_second(tmp_path: Path) -> None:
    clock = SettableClock(NOON)
    world = build_world(seed=7, customers=60, clock=clock)
    with opened(world, tmp_path) as data:
        for days in (0, 1, 6, 23):
            clock.advance(days=days)
            for org in world.orgs:
                world.activity(world.ids.of(5, org.id), org.id)
            view = data.customer(by_email(world, 5), fresh=True)
            truths = expected(world, 5, answered(view))
            assert shown_promotions(view) == true_promotions(truths)
            assert shown_limits(view) == true_limits(truths)
    assert {effect.kind for effect in world.ledger.effects} == {"issued", "redeemed"}
