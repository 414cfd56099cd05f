"""Every kind of limit the documents name is there, in both vocabularies (api-facts §7.2)."""

import pytest

from promo_data.sandbox import Switches, World, build_world
from promo_data.sandbox.organisations import GROCER
from promo_data.sandbox.switches import KpiVocabulary
from tests.unit.sandbox.calls import LOOKUP, Api, Clock, Json, asked, titled

SHORT = {
    "NUMBER_OF_ISSUALS": {"issual CUSTOMER"},
    "NUMBER_OF_EARNS": {"earn CUSTOMER", "earn PROMOTION"},
    "NUMBER_OF_TIMES": {"redemption EVENT", "redemption CUSTOMER", "redemption PROMOTION"},
    "NUMBER_OF_POINTS": {
        *("issual EVENT", "earn EVENT", "redemption EVENT", "redemption CUSTOMER", "redemption PROMOTION"),
    },
    "NUMBER_OF_REDEMPTIONS_PER_EARN": {"redemption CUSTOMER"},
}
MAX = {
    "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER": {"issual CUSTOMER"},
    "MAX_POINTS_PER_ISSUAL_PER_CUSTOMER": {"issual EVENT"},
    "MAX_NUMBER_OF_EARNS_PER_CUSTOMER": {"earn CUSTOMER"},
    "MAX_NUMBER_OF_EARNS_PER_PROMOTION": {"earn PROMOTION"},
    "MAX_POINTS_PER_EARN_PER_CUSTOMER": {"earn EVENT"},
    "MAX_ALLOWED_POINTS_PER_EVENT": {"redemption EVENT"},
    "MAX_ALLOWED_TIMES_PER_CART": {"redemption EVENT"},
    "MAX_ALLOWED_POINTS_PER_CART": {"redemption EVENT"},
    "MAX_ALLOWED_TIMES_PER_CUSTOMER": {"redemption CUSTOMER"},
    "MAX_ALLOWED_EVENTS_PER_CUSTOMER": {"redemption CUSTOMER"},
    "MAX_ALLOWED_POINTS_PER_CUSTOMER": {"redemption CUSTOMER"},
    "MAX_ALLOWED_TIMES_PER_PROMOTION": {"redemption PROMOTION"},
    "MAX_ALLOWED_EVENTS_PER_PROMOTION": {"redemption PROMOTION"},
    "MAX_ALLOWED_POINTS_PER_PROMOTION": {"redemption PROMOTION"},
    "MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER": {"redemption CUSTOMER"},
}


def _items(world: World) -> list[tuple[str, Json]]:
    """Every restriction of the customer of that story, with its stage."""
    demo = titled(world, "Every kind of limit")
    promotions = Api(world).get(LOOKUP, asked(demo, limit=100), org=GROCER).json()["promotions"]
    return [
        (stage, item)
        for promotion in promotions
        for stage in ("issual", "earn", "redemption")
        for item in promotion["promotionRestriction"][f"{stage}Restrictions"]
    ]


@pytest.mark.parametrize(("vocabulary", "names"), [("short", SHORT), ("max", MAX)])
def test_one_customer_has_every_limit_by_its_name(vocabulary: KpiVocabulary, names: dict[str, set[str]]) -> None:
    found: dict[str, set[str]] = {}
    for stage, item in _items(build_world(seed=7, clock=Clock(), switches=Switches(kpi_vocabulary=vocabulary))):
        found.setdefault(item["kpi"], set()).add(f"{stage} {item['limitOn']}")
    assert found == names


def test_limits_of_a_period_are_there_for_each_unit_and_for_all_customers(world: World) -> None:
    periods = {(stage, item["limitOn"], item.get("periodUnit")) for stage, item in _items(world)}
    assert periods >= {
        *((stage, "CUSTOMER", unit) for stage in ("earn", "redemption") for unit in ("DAILY", "WEEKLY", "MONTHLY")),
        ("redemption", "PROMOTION", "WEEKLY"),
    }


def test_nothing_is_used_of_a_limit_on_an_activity(world: World) -> None:
    assert {("currentCustomerUsage" in item) for _, item in _items(world) if item["limitOn"] == "EVENT"} == {False}


def test_the_limits_of_one_customer_are_used_in_different_parts(world: World) -> None:
    used = {item["currentCustomerUsage"] for _, item in _items(world) if item["limitOn"] == "CUSTOMER"}
    assert len(used) > 5
