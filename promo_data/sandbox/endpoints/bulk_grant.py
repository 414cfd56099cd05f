"""POST /v2/promotion/bulk/directEarn and /v2/promotion/bulk/enrolAndEarn: many customers (api-facts §4.2)."""

from starlette.requests import Request

from promo_data.sandbox.activity import enrol, issue
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.bulk_request import BulkRequest, read_bulk
from promo_data.sandbox.endpoints.bulk_rows import Done, for_each_row
from promo_data.sandbox.endpoints.house_rules import customer_resource, v2_error_status
from promo_data.sandbox.endpoints.json_parts import JsonPart
from promo_data.sandbox.endpoints.requests import json_object
from promo_data.sandbox.errors import Answer
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.rendering import written_id
from promo_data.sandbox.world import World

# api-facts §4.1: what is there for which type
_DIRECT = {"EARN": ("LOYALTY",)}
_ENROL_AND_EARN = {"ENROL": ("LOYALTY_EARNING",), "EARN": ("LOYALTY", "LOYALTY_EARNING")}


@v2_error_status
@customer_resource("write")
async def direct_earn(world: World, org: Org, request: Request) -> Answer:
    """Each row issued, refused with warning 8890, or failed. RefusedError for what is wrong with all of it."""
    body = await json_object(request, "v2")
    return await _granted(world, org, read_bulk(world, org, body, _DIRECT, world.switches.direct_earn_batch))


@v2_error_status
@customer_resource("write")
async def enrol_and_earn(world: World, org: Org, request: Request) -> Answer:
    """The same, each row enrolled (ENROL) or issued (EARN)."""
    body = await json_object(request, "v2")
    return await _granted(world, org, read_bulk(world, org, body, _ENROL_AND_EARN, world.switches.enrol_and_earn_batch))


async def _granted(world: World, org: Org, request: BulkRequest) -> Answer:
    def grant(customer: Customer, _row: JsonPart) -> Done:
        return _grant(world, request, customer)

    return await for_each_row(world, org, request, grant)


def _grant(world: World, request: BulkRequest, customer: Customer) -> Done:
    """The ids of an enrolment or an issue, in texts; nothing where the limits or the configuration refuse it."""
    promotion, now = request.promotion, world.clock().replace(microsecond=0)
    if promotion.programme_id not in customer.programme_ids or not promotion.is_running(now):
        return {}
    is_enrolment = request.action == "ENROL"
    step = enrol if is_enrolment else issue
    after = step(customer.number, promotion, world.history(customer, promotion), now)
    if after is None:
        return {}
    ids = (
        {"issualId": after.enrolments[-1].id}
        if is_enrolment
        else {"issualId": after.issues[-1].enrolment_id, "earnedId": after.issues[-1].id}
    )
    world.write("enrolled" if is_enrolment else "issued", customer, promotion, after, **ids)
    return {name: written_id(number, world.switches.bulk_ids_as) for name, number in ids.items()}
