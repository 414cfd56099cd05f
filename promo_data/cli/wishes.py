"""From a command's options to a wish."""

from dataclasses import replace
from typing import Any

from promo_data.actions import Preview, Route, Wish
from promo_data.models.customer import identified
from promo_data.settings import Settings
from promo_data.vocabulary import IdentifierKind, Source


def wish_of(route: Route, options: dict[str, Any], settings: Settings) -> Wish:
    """The wish; raises ``InputError`` where the options do not make one."""
    source = Source(options["source"]) if options["source"] else settings.source
    identifier = identified(options["value"], IdentifierKind(options["kind"]), source)
    return Wish(
        identifier,
        org_id=options["org_id"] or settings.org.id,
        program_id=options["program_id"],
        promotion_id=options["promotion_id"],
        route=route,
        account_id=options.get("account_id"),
        promotion_hex=options.get("promotion_hex"),
        milestone_rule=options.get("milestone_rule"),
    )


def revealed(preview: Preview, wish: Wish) -> Preview:
    """The preview with the identifier in clear, for a person who asked for it."""
    clear, hidden = wish.identifier.value, wish.identifier.masked
    query = tuple((name, clear if value == hidden else value) for name, value in preview.request.query)
    request = replace(preview.request, query=query, body=preview.request.body.replace(hidden, clear))
    return replace(preview, customer=clear, request=request)
