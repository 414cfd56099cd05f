"""What several endpoints read from a request: a JSON body, the identifier of a customer, the customer."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import orjson
from starlette.requests import Request

from promo_data.sandbox.customers import Customer
from promo_data.sandbox.errors import Family, RefusedError, busy, refused
from promo_data.sandbox.happenings import BusyError
from promo_data.sandbox.organisations import Org, Programme
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.world import World

# 003, query parameters: `source`; 000 has MOBILE_APP instead of WECHAT and ALL, 002 has ALL but neither of the others.
_SOURCES = frozenset(
    {"FACEBOOK", "WEB_ENGAGE", "INSTORE", "MARTJACK", "TMALL", "TAOBAO", "JD", "ECOMMERCE", "WEBSITE", "LINE"}
)
READ_SOURCES = _SOURCES | {"WECHAT", "ALL"}
SUMMARY_SOURCES = _SOURCES | {"WECHAT", "MOBILE_APP"}  # the page of the benefits (api-facts §3.1)
ISSUE_SOURCES = _SOURCES | {"MOBILE_APP"}
ENROL_SOURCES = _SOURCES | {"ALL"}

# 003, 000 and 002 spell the external id in four ways (api-facts §3.2 and §4.3).
_IDENTIFIER_NAMES = {"mobile", "email", "externalid", "id"}


async def json_object(request: Request, family: Family) -> dict[str, object]:
    """The body as a JSON object. RefusedError 400 for anything else."""
    try:
        body = orjson.loads(await request.body())
        # orjson reads 1,024 levels and writes 254: an answer may echo a part of the body within some levels of its own
        orjson.dumps([[[[[body]]]]])
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        raise refused(family, 400, "Malformed JSON in the request body") from None
    if not isinstance(body, dict):
        raise refused(family, 400, "The request body is not a JSON object")
    return body


def identifier_name(given: str) -> str | None:
    """The name as the world knows it (mobile, email, externalid, id), however it is spelled; None for another."""
    name = given.lower().replace("_", "")
    return name if name in _IDENTIFIER_NAMES else None


def find_known(world: World, org: Org, identifier: tuple[str, str], source: str) -> Customer | None:
    """The customer with that identifier (name, value) in that source, or their survivor; None if unknown to the org."""
    customer = world.find(*identifier, source, [org.id])
    return None if customer is None else world.people.survivor(customer)


def own_programme(world: World, org: Org, programme_id: object) -> Programme | None:
    """The programme of that org with that id, a number or its digits; None where there is none."""
    own = [programme for programme in world.programmes if programme.org_id == org.id]
    return next((programme for programme in own if str(programme.id) == str(programme_id)), None)


def own_promotion(world: World, programme: Programme, promotion_id: object) -> Promotion | None:
    """The promotion of that programme with that id, a number or its digits; None where there is none."""
    found = world.catalogue.get(int(text)) if re.fullmatch("[0-9]{1,12}", text := str(promotion_id)) else None
    return found if found is not None and found.programme_id == programme.id else None


@asynccontextmanager
async def acting_for(world: World, customer: Customer, family: Family) -> AsyncIterator[None]:
    """The time of one action for a customer. RefusedError 521 where another is under way (api-facts §3.5)."""
    try:
        with world.happenings.acting_for(customer.number):
            await anyio.sleep(world.switches.action_milliseconds / 1000)
            yield
    except BusyError:
        raise busy(family) from None


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
