"""The requests that provoke the vendor's errors and warnings."""

from collections.abc import Callable
from pathlib import Path

import httpx
import orjson

from promo_data.sandbox import World
from promo_data.sandbox.customers import customer_id
from promo_data.sandbox.organisations import GROCER, HOLDING, PARENT
from promo_data.sandbox.stories import STORIES
from tests.unit.sandbox.benefits import bulk, row
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


def enrol(promotion: str = SHOP, action: str = "ENROL", promotion_sent: object = None, **changed: object) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        wanted = named(world, promotion)
        org = GROCER if wanted.org_id == GROCER.id else PARENT
        title = "Every kind of limit" if promotion == "Engine under repair" else "Near a cap"
        body = {
            "action": action,
            "promotion": promotion_sent or {"id": wanted.hex_id, "promotionId": wanted.id},
            "customer": asked(titled(world, title)),
            "programId": wanted.programme_id,
        }
        return api.post(ENROL, body | changed, org=org)

    return request


def without_promotion(api: Api, _world: World) -> httpx.Response:
    return api.post(ENROL, {"action": "ENROL", "programId": 1144})


def enrol_customer(**changed: object) -> Request:
    return lambda api, world: enrol(customer=asked(titled(world, "Near a cap")) | changed)(api, world)


def bulk_to(path: str, promotion: str, action: str | None = None, count: int = 1, **changed: object) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        rows = [row(titled(world, "Near a cap"))] * count
        org = GROCER if named(world, promotion).org_id == GROCER.id else PARENT
        return api.post(path, bulk(world, promotion, action, *rows, **changed), org=org)

    return request


def bulk_row(path: str, promotion: str, action: str | None = None, name: str = "mobile", **changed: object) -> Request:
    def request(api: Api, world: World) -> httpx.Response:
        rows = [row(titled(world, "Near a cap"), **changed)]
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
