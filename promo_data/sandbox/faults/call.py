"""One request on its way past the faults: what it is about, and what stands behind it."""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import parse_qsl, urlencode

import orjson
from starlette.requests import Request
from starlette.responses import Response

from promo_data.sandbox.errors import Family
from promo_data.sandbox.faults.late import LateCalls
from promo_data.sandbox.world import World

# 003 names the first; api-facts §2 has the others from newer and older pages
_SCOPE_HEADERS = ("data-scope-org", "data-scope-orgs", "connected-orgs")
_ORG_ID = re.compile(r"\b[0-9]{1,9}\b")
_PARTS = ("identifierName", "identifierValue", "source")


@dataclass(slots=True)
class Memory:
    """What faults remember from one request to the next: tokens that were expired, calls still to be applied."""

    late: LateCalls
    expired_tokens: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Call:
    """A request to one endpoint, whose `path` is the route and never the URL.

    `caller_id` is the org whose credentials came along, None without any. `number` counts the calls that the fault's
    selector fits, from 1, and `chance` depends on the fault's seed and that number alone.
    """

    request: Request
    path: str
    family: Family
    caller_id: int | None
    world: World
    memory: Memory
    number: int = 1
    chance: Random = field(default_factory=lambda: Random(1))

    @property
    def token(self) -> str | None:
        """The OAuth token that came along, if any."""
        return self.request.headers.get(self.world.switches.token_header)

    @property
    def org_ids(self) -> frozenset[int]:
        """The orgs that the call is about: those it lists in its scope, else the caller's own."""
        headers = self.request.headers
        listed = ",".join(headers.get(name, "") for name in _SCOPE_HEADERS) if "data-scope" in headers else ""
        named = frozenset(map(int, _ORG_ID.findall(listed)))
        own = frozenset() if self.caller_id is None else frozenset({self.caller_id})
        return named or own

    async def customer_ids(self) -> frozenset[int]:
        """The vendor's ids of the customers that the query or the body names."""
        found = (self._customer_id(named) for named in (self.request.query_params, *_named(await self.request.body())))
        return frozenset(number for number in found if number is not None)

    def _customer_id(self, named: Mapping[str, object]) -> int | None:
        name, value, source = (str(named.get(part, "")) for part in _PARTS)
        customer = self.world.find(name.lower().replace("_", ""), value, source or "ALL")
        return None if customer is None else customer.id

    def with_query(self, **changed: int) -> "Call":
        """The same call with these query parameters."""
        query = dict(parse_qsl(self.request.url.query, keep_blank_values=True)) | changed
        scope = {**self.request.scope, "query_string": urlencode(query).encode()}
        return replace(self, request=Request(scope, self.request.receive))


Following = Callable[[Call], Awaitable[Response]]
"""What stands behind a fault: the next fault, or the API itself."""


def _named(body: bytes) -> Iterator[Mapping[str, object]]:
    """The customers in the body of an enrolment (002: `customer`) or of a bulk call (api-facts §4.2: `customers`)."""
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        return
    if isinstance(read, dict):
        yield from _customers(read)


def _customers(body: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    several = body.get("customers")
    listed = several if isinstance(several, list) else [body.get("customer")]
    # In bulk the name is said once, outside the list.
    return [{"identifierName": body.get("identifierName"), **each} for each in listed if isinstance(each, dict)]
