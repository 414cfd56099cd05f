"""From a command's options to a wish."""

from dataclasses import replace
from typing import Any

from promo_data.actions import Preview, Route, Wish
from promo_data.errors import InputError
from promo_data.frames.records import records
from promo_data.models.customer import CustomerIdentifier, identified
from promo_data.opening import PromoData
from promo_data.vocabulary import IdentifierKind, Source


def wish_of(route: Route, options: dict[str, Any], data: PromoData) -> Wish:
    """The wish; raises ``InputError`` where the options do not make one."""
    source = Source(options["source"]) if options["source"] else data.settings.source
    identifier = identified(options["value"], IdentifierKind(options["kind"]), source)
    return Wish(
        identifier,
        org_id=options["org_id"] or data.settings.org.id,
        program_id=options["program_id"],
        promotion_id=options["promotion_id"],
        route=route,
        account_id=options.get("account_id"),
        promotion_hex=None if route is Route.V2_ISSUE else _hex(options, identifier, data),
        milestone_rule=options.get("milestone_rule"),
    )


def _hex(options: dict[str, Any], identifier: CustomerIdentifier, data: PromoData) -> str:
    """The id as given, else found by the name the promotion has in the customer's list (design §6)."""
    found: str | None = options["promotion_hex"] or _found_hex(options, identifier, data)
    if found is None:
        raise InputError("The promotion's id of 24 hex digits was not found: give it with --promotion-hex.")
    return found


def _found_hex(options: dict[str, Any], identifier: CustomerIdentifier, data: PromoData) -> str | None:
    only = (options["org_id"],) if options["org_id"] else ()
    wanted = (options["program_id"], options["promotion_id"])
    rows = records(data.customer(identifier, only=only).promotions)
    named = [row["name"] for row in rows if (row["program_id"], row["promotion_id"]) == wanted and row["name"]]
    return data.promotion_hex(*wanted, search=named[0]) if named else None


def revealed(preview: Preview, wish: Wish) -> Preview:
    """The preview with the identifier in clear, for a person who asked for it."""
    clear, hidden = wish.identifier.value, wish.identifier.masked
    query = tuple((name, clear if value == hidden else value) for name, value in preview.request.query)
    request = replace(preview.request, query=query, body=preview.request.body.replace(hidden, clear))
    return replace(preview, customer=clear, request=request)
