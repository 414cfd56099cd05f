"""Whom a look-up names (003, identifierName, identifierValue, source), and the codes for those it cannot name."""

from collections.abc import Collection, Mapping

from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.requests import READ_SOURCES, identifier_name
from promo_data.sandbox.errors import RefusedError, lookup_refused
from promo_data.sandbox.world import World

# api-facts §3.5: customers who are no part of the loyalty programme
_NO_LOYALTY = {
    "not registered": (8089, "Customer not registered for loyalty"),
    "non-loyalty": (8121, "Customer is of non-loyalty type"),
}


def look_up(
    world: World, org_ids: Collection[int], query: Mapping[str, str], sources: Collection[str] = READ_SOURCES
) -> Customer:
    """The customer so named whom one of these orgs knows, merged or not. RefusedError for each documented code.

    The switch `lookup_codes` decides between 003's codes and those of the customers API (api-facts §3.5).
    """
    given, value, source = (query.get(name, "") for name in ("identifierName", "identifierValue", "source"))
    if world.switches.lookup_codes == "customers":
        _check_as_the_customers_api_does(given, value, source, sources)
    name = identifier_name(given)
    if name is None:
        raise lookup_refused(8013, "Identifier name missing or incorrect")
    if source not in sources:
        # api-facts §3.5: the one error of this API whose HTTP status is documented
        raise lookup_refused(8003, "Invalid source passed", status=400)
    customer = world.find(name, value, source, org_ids)
    if customer is None:
        raise _unknown(world, org_ids, name, value)
    if customer.standing in _NO_LOYALTY:
        raise lookup_refused(*_NO_LOYALTY[customer.standing])
    return customer


def _check_as_the_customers_api_does(name: str, value: str, source: str, sources: Collection[str]) -> None:
    if not source:
        raise lookup_refused(8001, "No source passed")
    if not name or not value:
        raise lookup_refused(8002, "No identifiers passed")
    if source not in sources:
        raise lookup_refused(8011, "Invalid source passed")


def _unknown(world: World, org_ids: Collection[int], name: str, value: str) -> RefusedError:
    elsewhere = world.switches.lookup_codes == "customers" and world.find(name, value, "ALL", org_ids)
    if elsewhere:
        return lookup_refused(8065, "User not found for the given source")
    return lookup_refused(8015, "Customer not found for the given identifiers")
