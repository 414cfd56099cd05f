"""The requests that provoke the vendor's errors and warnings."""

from collections.abc import Callable
from pathlib import Path

import httpx
import orjson

from promo_data.sandbox import World
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.organisations import HOLDING
from promo_data.sandbox.stories import STORIES
from tests.unit.sandbox.benefits import REVOKE, bulk, org_of, row
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, Api, Json, asked, named, titled

SUMMARY_V3 = "/v3/customers/{customerId}/customerPromotionDetails/actionSummary"
CREATE = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"
SAMPLE = Path(__file__).parents[2] / "samples" / "004_create_request.json"
SHOP = "Shop across brands"
DIRECT = "Refer a friend"

Request = Callable[[Api, World], httpx.Response]


def lookup(title: str = "Near a cap", headers: dict[str, str] | None = None, **changed: str | int) -> Request:
    return lambda api, world: api.get(LOOKUP, asked(titled(world, title), **changed), headers=headers)


def lookup_of_story(title: str) -> Request:
    number = [story.title for story in STORIES].index(title) + 1
    params = {"identifierName": "id", "identifierValue": str(customer_id(number)), "source": "ALL"}
    return lambda api, _world: api.get(LOOKUP, params)


def all_of_three(api: Api, world: World) -> httpx.Response:
    return api.get(LOOKUP, asked(titled(world, "Near a cap")), org=HOLDING, headers={"DATA-SCOPE": "ALL"})


def issue(promotion: str = SHOP, title: str = "Near a cap", **changed: str) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        wanted = named(world, promotion)
        body = {"programId": wanted.programme_id, "promotionId": wanted.id}
        return api.post(ISSUE, body, asked(titled(world, title), **changed))

    return request


def issue_of(programme_id: int, promotion_id: int) -> Request:
    body = {"programId": programme_id, "promotionId": promotion_id}
    return lambda api, world: api.post(ISSUE, body, asked(titled(world, "Near a cap")))


def summary_v3(promotion: str, customer_id: str = "", **changed: int) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        wanted = named(world, promotion)
        query = {"programId": wanted.programme_id, "promotionId": wanted.id} | changed
        return api.get(SUMMARY_V3.format(customerId=customer_id or world.customer(1).id), query)

    return request


def used_up(request: Request, times: int) -> Request:
    """The last answer to that request made so often."""
    return lambda api, world: [request(api, world) for _ in range(times)][-1]


def while_acted_for(request: Request) -> Request:
    """The answer while another action for the same customer is under way."""

    def made(api: Api, world: World) -> httpx.Response:
        with world.happenings.acting_for(2):
            return request(api, world)

    return made


def enrol(
    promotion: str = SHOP,
    action: str = "ENROL",
    promotion_sent: object = None,
    milestone: Json | None = None,
    **changed: object,
) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        wanted = named(world, promotion)
        title = "Every kind of limit" if promotion == "Engine under repair" else "Near a cap"
        body = {
            "action": action,
            "promotion": promotion_sent or {"id": wanted.hex_id, "promotionId": wanted.id},
            "customer": asked(titled(world, title)) | ({} if milestone is None else {"milestone": milestone}),
            "programId": wanted.programme_id,
        }
        return api.post(ENROL, body | changed, org=org_of(world, promotion))

    return request


def without_promotion(action: str = "ENROL") -> Request:
    return lambda api, _world: api.post(ENROL, {"action": action, "programId": 1144})


def enrol_customer(action: str = "ENROL", promotion: str = SHOP, **changed: object) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        customer = asked(titled(world, "Near a cap")) | changed
        return enrol(promotion, action, customer=customer)(api, world)

    return request


def in_turn(*requests: Request) -> Request:
    """The answer to the last of these requests."""
    return lambda api, world: [request(api, world) for request in requests][-1]


def revoke(action: str, of: str = SHOP, /, *, everything: bool = False, **changed: object) -> Request:
    """Taking back from a customer all there is, or what is changed in that."""
    flag = {"REVOKE_ENROLL": "revokeAllEnrollments", "REVOKE_OPTIN": "revokeAllOptIns"}.get(action, "none")

    def request(api: Api, world: World) -> httpx.Response:
        wanted = named(world, of)
        body = {
            "requestId": "r1",
            "action": action,
            "programId": wanted.programme_id,
            "promotion": {"promotionId": wanted.id},
            "customers": [asked(titled(world, "Near a cap"))],
        }
        flags = {flag: "true"} if everything or "customers" not in changed else {}
        return api.post(REVOKE, body | changed, flags)

    return request


def bulk_to(path: str, promotion: str, action: str | None = None, count: int = 1, **changed: object) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        rows = [row(titled(world, "Near a cap"))] * count
        return api.post(path, bulk(world, promotion, action, *rows, **changed), org=org_of(world, promotion))

    return request


def bulk_row(path: str, promotion: str, action: str | None = None, name: str = "mobile", **changed: object) -> Request:
    return _bulk_row_of("Near a cap", path, promotion, action, name, changed)


def bulk_of_fraud(path: str, promotion: str, action: str | None = None) -> Request:
    return _bulk_row_of("Marked as fraud", path, promotion, action, "mobile", {})


def _bulk_row_of(
    title: str, path: str, promotion: str, action: str | None, name: str, changed: dict[str, object]
) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        rows = [row(titled(world, title), **changed)]
        return api.post(path, bulk(world, promotion, action, *rows, identifierName=name))

    return request


def create(*path: str | int, value: object) -> Request:
    """A creation of the document's sample with one part changed."""

    def request(api: Api, _world: World) -> httpx.Response:
        body: Json = orjson.loads(SAMPLE.read_bytes())
        body["promotion"]["programId"] = 1144
        inner = body["promotion"]
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        return api.post(CREATE, body)

    return request


def twice_created(api: Api, world: World) -> httpx.Response:
    """The second creation with the same identifier and another name."""
    return [create("name", value=name)(api, world) for name in ("one", "two")][-1]
