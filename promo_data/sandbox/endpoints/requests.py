"""What several endpoints read from a request: a JSON body, the identifier of a customer, the customer."""

import re
from collections.abc import Callable

import orjson
from starlette.requests import Request

from promo_data.sandbox.customers import Customer
from promo_data.sandbox.errors import Family, RefusedError, refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.world import World

# 003, query parameters: `source`; 000 has MOBILE_APP instead of WECHAT and ALL, 002 has ALL but neither of the others.
_SOURCES = frozenset(
    {"FACEBOOK", "WEB_ENGAGE", "INSTORE", "MARTJACK", "TMALL", "TAOBAO", "JD", "ECOMMERCE", "WEBSITE", "LINE"}
)
READ_SOURCES = _SOURCES | {"WECHAT", "ALL"}
ISSUE_SOURCES = _SOURCES | {"MOBILE_APP"}
ENROL_SOURCES = _SOURCES | {"ALL"}

# 003, 000 and 002 spell the external id in four ways (api-facts §3.2 and §4.3).
_IDENTIFIER_NAMES = {"mobile", "email", "externalid", "id"}


async def json_object(request: Request, family: Family) -> dict[str, object]:
    """The body as a JSON object. RefusedError 400 for anything else."""
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        raise refused(family, 400, "Malformed JSON in the request body") from None
    if not isinstance(body, dict):
        raise refused(family, 400, "The request body is not a JSON object")
    return body


def identifier_name(given: str) -> str | None:
    """The name as the world knows it (mobile, email, externalid, id), however it is spelled; None for another."""
    name = given.lower().replace("_", "")
    return name if name in _IDENTIFIER_NAMES else None


def find_known(world: World, org: Org, identifier: tuple[str, str], source: str) -> Customer | None:
    """The customer with that identifier (name, value) in that source, if the org knows them."""
    name, value = identifier
    customer = world.find(name, value, source)
    return customer if customer is not None and org.id in customer.org_ids else None


def whole_number(text: str, default: int, refusal: Callable[[], RefusedError]) -> int:
    """A query parameter that is a whole number, `default` where it is empty. The refusal is raised for other text."""
    if not text:
        return default
    if not re.fullmatch("-?[0-9]{1,9}", text):
        raise refusal()
    return int(text)


def json_number(value: object) -> int | None:
    """A JSON value that is a whole number (true and false are none), else None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
