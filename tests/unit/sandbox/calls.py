"""Calls to a sandbox without a network, and the time of its world."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import httpx

from promo_data.sandbox import DemoCustomer, World, sandbox_app, standalone
from promo_data.sandbox.authentication import basic_header
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.faults import FaultPlan
from promo_data.sandbox.organisations import PARENT, Org
from promo_data.sandbox.promotions import Promotion

Json = dict[str, Any]

LOOKUP = "/v2.1/customers/lookup/promotionData"
ISSUE = "/v2/promotion/issue"
ENROL = "/v3/promotions/enrol"
LIST = "/v3/promotions"
TOKEN = "/v3/oauth/token/generate"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 10, 10, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


class Api:
    """The sandbox of a world, called as one of its orgs (the parent unless said) with Basic credentials."""

    def __init__(
        self,
        world: World,
        *,
        alone: bool = False,
        latency: int = 0,
        rate: int | None = None,
        faults: FaultPlan | None = None,
    ) -> None:
        make = standalone if alone else sandbox_app
        self._app = make(world, latency_milliseconds=latency, rate_per_minute=rate, faults=faults)

    def send(self, request: httpx.Request) -> httpx.Response:
        """The answer to that request, exactly as given."""

        async def answered() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app)) as client:
                return await client.send(request)

        return anyio.run(answered)

    def get(
        self,
        path: str,
        params: Mapping[str, str | int] | None = None,
        *,
        org: Org = PARENT,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The answer to a GET with the org's credentials."""
        return self.send(_request("GET", path, params, org, headers))

    def post(
        self, path: str, json: object, params: Mapping[str, str | int] | None = None, *, org: Org = PARENT
    ) -> httpx.Response:
        """The answer to a POST of that JSON with the org's credentials."""
        return self.send(_request("POST", path, params, org, None, json))

    def send_content(
        self, method: str, path: str, content: bytes, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """The answer to these bytes with the parent's credentials."""
        sent = {"Authorization": basic_header(PARENT.till, PARENT.password), **(headers or {})}
        return self.send(httpx.Request(method, f"http://sandbox{path}", content=content, headers=sent))


def _request(
    method: str,
    path: str,
    params: Mapping[str, str | int] | None,
    org: Org,
    headers: Mapping[str, str] | None,
    json: object = None,
) -> httpx.Request:
    sent = {"Authorization": basic_header(org.till, org.password), **(headers or {})}
    # httpx sends no body for None, which is what a GET has
    return httpx.Request(method, f"http://sandbox{path}", params=params, headers=sent, json=json)


def asked(demo: DemoCustomer, **more: str | int) -> dict[str, str | int]:
    """The query parameters that ask for that customer."""
    named = {"identifierName": demo.identifier_name, "identifierValue": demo.identifier_value, "source": demo.source}
    return {**named, **more}


def titled(world: World, title: str) -> DemoCustomer:
    """The demo customer with that title."""
    return next(demo for demo in world.demo_customers if demo.title == title)


def named(world: World, name: str) -> Promotion:
    """The promotion with that name."""
    return next(p for org in world.orgs for p in world.catalogue.of_org(org.id) if p.name == name)


def rows(answer: httpx.Response) -> dict[str, Json]:
    """The promotions of an answer of promotionData by name."""
    return {row["promotionName"]: row for row in answer.json()["promotions"]}


def other(org: Org) -> dict[str, str]:
    """The headers that ask for that child org alone."""
    return {"DATA-SCOPE": "OTHER", "DATA-SCOPE-ORG": str(org.id)}


def digest(world: World) -> str:
    """A digest of what the API answers for the first thirty customers."""
    api = Api(world)
    everything: dict[str, str | int] = {"source": "ALL", "limit": 100, "identifierName": "id"}
    answers = [
        api.get(LOOKUP, {**everything, "identifierValue": customer_id(number)}, headers={"DATA-SCOPE": "ALL"})
        for number in range(1, 31)
    ]
    return hashlib.sha256(b"".join(answer.content for answer in answers)).hexdigest()
