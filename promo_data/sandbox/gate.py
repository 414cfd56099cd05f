"""What every request passes: latency, faults, credentials, rate, an entry in the ledger, an id of its own."""

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
from promo_data.sandbox.errors import Answer, Family, RefusedError, family_of, refused
from promo_data.sandbox.faults.call import Call
from promo_data.sandbox.faults.injector import Injector
from promo_data.sandbox.faults.plan import FaultPlan
from promo_data.sandbox.faults.wire import has_status
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
    """Makes the routes of one world; without a plan nothing ever goes wrong."""

    def __init__(
        self, world: World, *, latency_milliseconds: int, rate_per_minute: int | None, faults: FaultPlan | None
    ) -> None:
        self._world = world
        self._latency = latency_milliseconds / 1000
        self._rate = RateLimit(rate_per_minute)
        self._injector = None if faults is None else Injector(world, faults)
        self.authentication = Authentication(world)

    def route(self, endpoint: Endpoint) -> Route:
        """The route of an endpoint, for callers with credentials that keep to the rate."""

        async def admitted(request: Request) -> Answer:
            if self._injector is not None:
                self._injector.refuse_expired(request, endpoint.family)
            caller = self.authentication.caller(request.headers, endpoint.family)
            request.state.org_id = caller.org.id
            self._keep_to_rate(caller, endpoint.family)
            return await endpoint.handler(self._world, caller.org, request)

        return self.open_route(endpoint.method, endpoint.path, admitted)

    def open_route(self, method: Method, path: str, handler: OpenHandler) -> Route:
        """A route that anyone may call."""

        async def answer(request: Request) -> Response:
            await anyio.sleep(self._latency)
            if self._injector is None:
                given = await _replied(handler, request)
            else:
                given = await self._past_faults(self._injector, path, handler, request)
            self._record(path, request, given)
            return given

        return Route(path, answer, methods=[method])

    async def _past_faults(self, injector: Injector, path: str, handler: OpenHandler, request: Request) -> Response:
        family = family_of(path)
        request.state.org_id = self._caller_id(request, family)
        call = Call(request, path, family, request.state.org_id, self._world, injector.memory)
        try:
            return await injector.answer(call, lambda inner: _replied(handler, inner.request))
        except RefusedError as error:
            return response(error.answer)

    def _caller_id(self, request: Request, family: Family) -> int | None:
        try:
            return self.authentication.caller(request.headers, family).org.id
        except RefusedError:
            return None

    def _keep_to_rate(self, caller: Caller, family: Family) -> None:
        if not self._rate.lets_through(caller.credentials, self._world.clock()):
            raise refused(family, 429, "Too many requests")

    def _record(self, path: str, request: Request, given: Response) -> None:
        """What the API itself answered, or what stood in for it where it was never asked."""
        reply: Answer | None = getattr(request.state, "reply", None)
        status = given.status_code if has_status(given) else None
        if reply is not None:
            status = reply.status
        org_id: int | None = getattr(request.state, "org_id", None)
        code = None if reply is None else reply.code
        self._world.ledger.requests.append(RequestEntry(self._world.clock(), org_id, path, status, code))


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


async def _replied(handler: OpenHandler, request: Request) -> Response:
    """The handler's answer, or its refusal; noted for the ledger."""
    try:
        reply = await handler(request)
    except RefusedError as error:
        reply = error.answer
    request.state.reply = reply
    return response(reply)
