"""POST /v3/promotions/revoke: take an enrolment or an opt-in back (api-facts §4.3, revoke v3)."""

from datetime import datetime

from starlette.requests import Request

from promo_data.sandbox.activity import revoke_enrolments, revoke_issues
from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.house_rules import default_group
from promo_data.sandbox.endpoints.requests import acting_for, find_known, json_object
from promo_data.sandbox.endpoints.revoke_request import RevokeRequest, read_revoke
from promo_data.sandbox.errors import Answer, v3_refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

_IGNORED = "IDS_IGNORED_DUE_TO_REVOKE_ALL"
_NO_ENROLMENT = (3901, "No active enrollment exists")
_NO_SUCH_OPT_IN = (8892, "No active opt-in found for the provided optInIds")
_NO_OPT_IN = (8893, "No active opt-in exists for this customer on the promotion")
_NOT_FOUND = (400, "Customer not found for the given identifier")


@default_group
async def revoke_promotion(world: World, org: Org, request: Request) -> Answer:
    """What was revoked, or the customer's own error. RefusedError 400 for a wrong request, 558 for a repeated one."""
    wanted = read_revoke(world, org, await json_object(request, "v3"), request.query_params)
    if not world.happenings.is_first(org.id, wanted.request_id):
        raise v3_refused(558, "DUPLICATE_REQUEST_ID")
    customer = find_known(world, org, wanted.identifier, wanted.source)
    if customer is None:
        return _answer(wanted, None, problem=_NOT_FOUND)
    customer_id = world.ids.of(customer.number, wanted.promotion.org_id)
    async with acting_for(world, customer, "v3"):
        enrolments, issues = _meant(world, wanted, customer)
        problem = None if enrolments or issues else _problem(wanted)
        _revoke(world, wanted, customer, enrolments, issues)
    return _answer(wanted, customer_id, enrolments, issues, problem)


def _meant(world: World, wanted: RevokeRequest, customer: Customer) -> tuple[list[int], list[int]]:
    """The ids of the running enrolments and issues that are meant; none at all where one of those named is not."""
    history, now = world.history(customer, wanted.promotion), world.clock()
    enrolments = [each.id for each in history.enrolments if each.is_running(now)]
    issues = [each for each in history.issues if each.is_running(now)]
    running = enrolments if wanted.action == "REVOKE_ENROLL" else [each.id for each in issues]
    meant = running if wanted.ids is None else list(wanted.ids)
    if not set(meant) <= set(running):
        return [], []
    if wanted.action == "REVOKE_OPTIN":
        return [], meant
    # an enrolment takes its opt-ins with it
    return meant, [each.id for each in issues if each.enrolment_id in meant]


def _revoke(world: World, wanted: RevokeRequest, customer: Customer, enrolments: list[int], issues: list[int]) -> None:
    now: datetime = world.clock()
    history = world.history(customer, wanted.promotion)
    if issues:
        history = revoke_issues(history, issues, now)
        world.write("revoked issue", customer, wanted.promotion, history, revokedOptInIds=issues)
    if enrolments:
        history = revoke_enrolments(history, enrolments, now)
        world.write("revoked enrolment", customer, wanted.promotion, history, revokedEnrollmentIds=enrolments)


def _problem(wanted: RevokeRequest) -> tuple[int, str]:
    if wanted.action == "REVOKE_ENROLL":
        return _NO_ENROLMENT
    return _NO_OPT_IN if wanted.ids is None else _NO_SUCH_OPT_IN


def _answer(
    wanted: RevokeRequest,
    customer_id: int | None,
    enrolments: list[int] | None = None,
    issues: list[int] | None = None,
    problem: tuple[int, str] | None = None,
) -> Answer:
    status = "SUCCESS" if problem is None else "FAILED"
    result: JsonObject = {
        "identifierName": wanted.customer.get("identifierName"),
        "identifierValue": wanted.customer.get("identifierValue"),
        # left out for a customer who was not found
        **({} if customer_id is None else {"customerId": customer_id}),
        "revokedEnrollmentIds": enrolments or [],
        "revokedOptInIds": issues or [],
        "status": status,
        "errors": [] if problem is None else [{"code": problem[0], "message": problem[1]}],
        "warnings": [{"message": _IGNORED}] if wanted.ignored_ids else [],
    }
    data = {
        "requestId": wanted.request_id or None,
        "action": wanted.action,
        "status": status,
        "promotionId": wanted.promotion.id,
        "promotionIdentifier": wanted.promotion.identifier,
        "customerResults": [result],
        "totalCount": 1,
        "failureCount": 0 if problem is None else 1,
    }
    return Answer({"data": data, "errors": None, "warnings": None}, code=problem[0] if problem else None)
