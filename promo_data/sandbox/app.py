"""The world as a web server."""

from contextlib import suppress

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from promo_data.sandbox.endpoints.action_summary import action_summary
from promo_data.sandbox.endpoints.bulk_grant import direct_earn, enrol_and_earn
from promo_data.sandbox.endpoints.bulk_revoke import revoke_direct_earn, revoke_enrol_and_earn
from promo_data.sandbox.endpoints.create_promotion import create_promotion
from promo_data.sandbox.endpoints.customer_benefits import customer_benefits
from promo_data.sandbox.endpoints.enrol import enrol_promotion
from promo_data.sandbox.endpoints.issue import issue_promotion
from promo_data.sandbox.endpoints.programme_promotions import programme_promotions
from promo_data.sandbox.endpoints.promotion_data import promotion_data
from promo_data.sandbox.endpoints.promotion_list import promotion_list
from promo_data.sandbox.endpoints.revoke import revoke_promotion
from promo_data.sandbox.endpoints.token import generate_token
from promo_data.sandbox.errors import Answer, family_of, refused
from promo_data.sandbox.faults import FaultPlan
from promo_data.sandbox.faults.wire import TearingProtocol
from promo_data.sandbox.gate import Endpoint, Gate, RequestIdentifier, response
from promo_data.sandbox.openapi import openapi_document
from promo_data.sandbox.size_limits import SizeLimits
from promo_data.sandbox.world import World

_SUMMARY = "customerPromotionDetails/actionSummary"
_CREATION = "/api_gateway/loyalty/v1/programs/{programId}/createPromotion/{promotionType}"
_PROGRAMME_PROMOTIONS = "/api_gateway/loyalty/v1/programs/{programId}/promotionsV2"

ENDPOINTS = (
    Endpoint("GET", "/v2.1/customers/lookup/promotionData", "v2", promotion_data),
    Endpoint("GET", f"/v2/customers/lookup/{_SUMMARY}", "v2", customer_benefits),
    Endpoint("GET", f"/v3/customers/{{customerId}}/{_SUMMARY}", "v3", action_summary),
    Endpoint("POST", "/v2/promotion/issue", "v2", issue_promotion),
    Endpoint("POST", "/v2/promotion/bulk/directEarn", "v2", direct_earn),
    Endpoint("POST", "/v2/promotion/bulk/enrolAndEarn", "v2", enrol_and_earn),
    Endpoint("POST", "/v2/promotion/bulk/revokeDirectEarn", "v2", revoke_direct_earn),
    Endpoint("POST", "/v2/promotion/bulk/revokeEnrolAndEarn", "v2", revoke_enrol_and_earn),
    Endpoint("POST", "/v3/promotions/enrol", "v3", enrol_promotion),
    Endpoint("POST", "/v3/promotions/revoke", "v3", revoke_promotion),
    Endpoint("GET", "/v3/promotions", "v3", promotion_list),
    Endpoint("POST", _CREATION, "loyalty", create_promotion),
    Endpoint("GET", _PROGRAMME_PROMOTIONS, "loyalty", programme_promotions),
)


def sandbox_app(
    world: World,
    *,
    latency_milliseconds: int = 0,
    rate_per_minute: int | None = None,
    faults: FaultPlan | None = None,
) -> Starlette:
    """The API of that world, its routes relative to where it is mounted.

    Each answer waits `latency_milliseconds`; more than `rate_per_minute` requests with the same credentials get 429.
    With `faults`, an empty plan too, a request may also ask for faults in its header `X-Sandbox-Fault`; without, that
    header means nothing. ValueError where the plan names an endpoint that there is not.
    """
    gate = Gate(world, latency_milliseconds=latency_milliseconds, rate_per_minute=rate_per_minute, faults=faults)

    async def token(request: Request) -> Answer:
        return await generate_token(gate.authentication, world.token_seconds, request)

    async def description(request: Request) -> Answer:
        return Answer(openapi_document(world, request.scope.get("root_path", "") or "/"))

    open_routes = [
        gate.open_route("GET", "/openapi.json", description),
        gate.open_route("POST", "/v3/oauth/token/generate", token),
    ]
    routes = [*open_routes, *map(gate.route, ENDPOINTS)]
    unknown = faults.unknown_endpoints(route.path for route in routes) if faults else set()
    if unknown:
        raise ValueError(f"The fault plan names endpoints that there are not: {', '.join(sorted(unknown))}.")
    return _application(routes)


def standalone(
    world: World,
    *,
    latency_milliseconds: int = 0,
    rate_per_minute: int | None = None,
    faults: FaultPlan | None = None,
) -> Starlette:
    """The same at `/` and at `/sandbox`, so that an address works whether it is inside the dashboard or alone."""
    app = sandbox_app(world, latency_milliseconds=latency_milliseconds, rate_per_minute=rate_per_minute, faults=faults)
    return Starlette(routes=[Mount("/sandbox", app), Mount("/", app)])


def server_settings(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """How the sandbox is served: so that faults can tear connections down, and what hangs does not hinder the end.

    No access log: URLs are personal data.
    """
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=TearingProtocol,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
    )


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until stopped."""
    with suppress(KeyboardInterrupt):  # raised again by uvicorn when all is closed
        uvicorn.Server(server_settings(app, host, port)).run()


def _application(routes: list[Route]) -> Starlette:
    app = Starlette(
        routes=routes,
        middleware=[Middleware(RequestIdentifier), Middleware(SizeLimits)],
        exception_handlers={HTTPException: _not_routed, Exception: _not_routed},
    )
    app.router.redirect_slashes = False
    return app


async def _not_routed(request: Request, error: Exception) -> Response:
    """404 and 405 as JSON, and 500 for what nobody foresaw."""
    known = error if isinstance(error, HTTPException) else HTTPException(500, "Internal error")
    reply = response(refused(family_of(request.url.path), known.status_code, known.detail).answer)
    reply.headers.update(known.headers or {})
    return reply
