"""POST /v2/promotion/bulk/revokeDirectEarn and /revokeEnrolAndEarn: taking back (api-facts §4.2, revoke)."""

from starlette.requests import Request

from promo_data.sandbox.activity import revoke_enrolments, revoke_issues
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.bulk_request import BulkRequest, read_bulk
from promo_data.sandbox.endpoints.bulk_rows import Done, RowError, for_each_row
from promo_data.sandbox.endpoints.house_rules import customer_resource, v2_error_status
from promo_data.sandbox.endpoints.json_parts import JsonPart
from promo_data.sandbox.endpoints.requests import json_object
from promo_data.sandbox.errors import Answer
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.rendering import written_id
from promo_data.sandbox.world import World

# api-facts §4.2, revoke: a direct issue supports only REVOKE_EARN
_DIRECT = {"REVOKE_EARN": ("LOYALTY",)}
_ENROL_AND_EARN = {"REVOKE_EARN": ("LOYALTY", "LOYALTY_EARNING"), "REVOKE_ENROL": ("LOYALTY_EARNING",)}


@v2_error_status
@customer_resource("write")
async def revoke_direct_earn(world: World, org: Org, request: Request) -> Answer:
    """The issues of each row revoked. RefusedError for what is wrong with all of it."""
    body = await json_object(request, "v2")
    return await _revoked(world, org, read_bulk(world, org, body, _DIRECT, world.switches.direct_earn_batch))


@v2_error_status
@customer_resource("write")
async def revoke_enrol_and_earn(world: World, org: Org, request: Request) -> Answer:
    """The same, the issues (REVOKE_EARN) or the enrolment (REVOKE_ENROL) of each row."""
    body = await json_object(request, "v2")
    return await _revoked(world, org, read_bulk(world, org, body, _ENROL_AND_EARN, world.switches.enrol_and_earn_batch))


async def _revoked(world: World, org: Org, request: BulkRequest) -> Answer:
    def revoke(customer: Customer, row: JsonPart) -> Done:
        if request.action == "REVOKE_ENROL":
            return _revoke_enrolment(world, request, customer)
        return _revoke_issues(world, request, customer, row.get("earnIds"))

    return await for_each_row(world, org, request, revoke)


def _revoke_enrolment(world: World, request: BulkRequest, customer: Customer) -> Done:
    """Its id; nothing where there is none, or where something issued on it still runs (§4.2: to be revoked before)."""
    promotion, now = request.promotion, world.clock()
    history = world.history(customer, promotion)
    enrolment = history.running_enrolment(now)
    if enrolment is None or any(i.enrolment_id == enrolment.id and i.is_running(now) for i in history.kept_issues):
        return {}
    after = revoke_enrolments(history, [enrolment.id], now)
    world.write("revoked enrolment", customer, promotion, after, issualId=enrolment.id)
    return {"issualId": written_id(enrolment.id, world.switches.bulk_ids_as)}


def _revoke_issues(world: World, request: BulkRequest, customer: Customer, given: object) -> Done:
    """The ids of what was revoked: those given, or all where none are. RowError 8903 for any that cannot be."""
    history = world.history(customer, request.promotion)
    mine = [issue.id for issue in history.kept_issues]
    wanted = [int(i) for i in given if str(i).isdecimal()] if isinstance(given, list) and given else mine
    if not wanted or not set(wanted) <= set(mine):
        raise RowError(8903, "Earn IDs passed are either invalid or already revoked")
    after = revoke_issues(history, wanted, world.clock())
    world.write("revoked issue", customer, request.promotion, after, revokedEarnIds=wanted)
    return {"revokedEarnIds": wanted}
