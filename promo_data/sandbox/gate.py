"""What every request passes: latency, credentials, rate, an entry in the ledger, and its own id on the answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from uuid import uuid4

import anyio
import orjson
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from promo_data.sandbox.authentication import Authentication, Caller
from promo_data.sandbox.errors import Answer, Family, RefusedError, refused
from promo_data.sandbox.ledger import RequestEntry
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.rate_limit import RateLimit
from promo_data.sandbox.world import World

Handler = Callable[[World, Org, Request], Awaitable[Answer]]
OpenHandler = Callable[[Request], Awaitable[Answer]]
Method = Literal["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of the API that asks for credentials."""

    method: Method
    path: str
    family: Family
    handler: Handler


class Gate:
    """Makes the routes of one world."""

    def __init__(self, world: World, *, latency_milliseconds: int, rate_per_minute: int | None) -> None:
        self._world = world
        self._latency = latency_milliseconds / 1000
        self._rate = RateLimit(rate_per_minute)
        self.authentication = Authentication(world)

    def route(self, endpoint: Endpoint) -> Route:
        """The route of an endpoint, for callers with credentials that keep to the rate."""

        async def admitted(request: Request) -> Answer:
            caller = self.authentication.caller(request.headers, endpoint.family)
            request.state.org_id = caller.org.id
            self._keep_to_rate(caller, endpoint.family)
            return await endpoint.handler(self._world, caller.org, request)

        return self.open_route(endpoint.method, endpoint.path, admitted)

    def open_route(self, method: Method, path: str, handler: OpenHandler) -> Route:
        """A route that anyone may call."""

        async def answer(request: Request) -> Response:
            await anyio.sleep(self._latency)
            try:
                reply = await handler(request)
            except RefusedError as error:
                reply = error.answer
            self._record(path, getattr(request.state, "org_id", None), reply)
            return response(reply)

        return Route(path, answer, methods=[method])

    def _keep_to_rate(self, caller: Caller, family: Family) -> None:
        if not self._rate.lets_through(caller.credentials, self._world.clock()):
            raise refused(family, 429, "Too many requests")

    def _record(self, path: str, org_id: int | None, reply: Answer) -> None:
        entry = RequestEntry(self._world.clock(), org_id, path, reply.status, reply.code)
        self._world.ledger.requests.append(entry)


class RequestIdentifier:
    """Gives every answer its own `X-Cap-Requestid` (api-facts §6, response headers)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the header on the way back."""

        async def send_identified(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Cap-Requestid"] = uuid4().hex
            await send(message)

        await self._app(scope, receive, send_identified)


def response(reply: Answer) -> Response:
    """The answer as JSON bytes."""
    return Response(orjson.dumps(reply.body), reply.status, media_type="application/json")
