"""POST /v3/promotions/enrol: ENROL, OPT_IN and ENROL_MILESTONES (002)."""

from starlette.requests import Request

from promo_data.sandbox.customers import Customer
from promo_data.sandbox.endpoints.enrolment_request import EnrolmentRequest, read_request
from promo_data.sandbox.endpoints.enrolment_steps import STEPS, Outcome
from promo_data.sandbox.endpoints.house_rules import default_group
from promo_data.sandbox.endpoints.opt_in_window import check_opt_in_date
from promo_data.sandbox.endpoints.requests import acting_for, find_known, json_object, own_programme
from promo_data.sandbox.errors import FRAUD, Answer, v3_refused
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.promotions import Promotion
from promo_data.sandbox.rendering import JsonObject
from promo_data.sandbox.world import World

_UNKNOWN_PROMOTION = (
    "Promotion not found or inactive. Use a valid promotionId/identifier and ensure it is in LIVE or UPCOMING status."
)
_UNKNOWN_PROGRAMME = "Program not found. Verify that the programId provided exists in the system."
_UNKNOWN_CUSTOMER = "Customer not found. Ensure the customer exists for the given organization and identifiers."
_GENERIC = (
    "GENERIC promotions are not eligible for enrollment. "
    "Enrollment is only supported for LOYALTY and LOYALTY_EARNING types."
)
_NO_OPT_IN = (
    "OPT_IN action not supported. "
    "The specified promotion type does not support the OPT_IN action (e.g., use ENROL instead)."
)

_ENGINE_FAILED = (
    "Unable to enrol in promotions. An internal error occurred in the promotion engine (EMF). Try again later."
)


@default_group
async def enrol_promotion(world: World, org: Org, request: Request) -> Answer:
    """What was done, with a warning where it was not all done. RefusedError for each documented code."""
    wanted = read_request(await json_object(request, "v3"))
    promotion = _promotion(world, org, wanted)
    customer = find_known(world, org, (wanted.identifier_name, wanted.identifier_value), wanted.source)
    if customer is None or promotion.programme_id not in customer.programme_ids:
        raise v3_refused(400, _UNKNOWN_CUSTOMER)
    if customer.standing == "fraud":
        raise v3_refused(FRAUD, "Not allowed, the customer is marked as fraud")
    if promotion.engine == "fails":
        raise v3_refused(500, _ENGINE_FAILED, status=500)
    async with acting_for(world, customer, "v3"):
        outcome = STEPS[wanted.action](world, customer, promotion, wanted.target_rule_id)
    return Answer(
        {
            "data": _data(world, wanted, customer, promotion, outcome),
            "errors": None,
            "warnings": [{"message": outcome.warning}] if outcome.warning else None,
        }
    )


def _promotion(world: World, org: Org, wanted: EnrolmentRequest) -> Promotion:
    if own_programme(world, org, wanted.programme_id) is None:
        raise v3_refused(400, _UNKNOWN_PROGRAMME)
    promotion = None if wanted.promotion_id is None else world.catalogue.get(wanted.promotion_id)
    if promotion is None or (promotion.programme_id, promotion.hex_id) != (wanted.programme_id, wanted.hex_id):
        raise v3_refused(400, _UNKNOWN_PROMOTION)
    if not promotion.active or promotion.phase(world.clock()) == "ended":
        raise v3_refused(400, _UNKNOWN_PROMOTION)
    if promotion.offer_type == "GENERIC":
        raise v3_refused(400, _GENERIC)
    # api-facts §7.1, new UI: only LOYALTY_EARNING is called opt-in
    if wanted.action == "OPT_IN" and promotion.offer_type != "LOYALTY_EARNING":
        raise v3_refused(400, _NO_OPT_IN)
    if wanted.action == "OPT_IN":
        check_opt_in_date(promotion, wanted.opted_in_at, world.clock())
    return promotion


def _data(
    world: World, wanted: EnrolmentRequest, customer: Customer, promotion: Promotion, outcome: Outcome
) -> JsonObject:
    return {
        "requestId": wanted.request_id,
        "action": wanted.action,
        "customer": {
            "identifierName": wanted.given_identifier_name,
            "identifierValue": wanted.identifier_value,
            "customerId": world.ids.of(customer.number, promotion.org_id),
        },
        "enrollmentStatus": {
            "promotion": {
                "id": promotion.hex_id,
                "identifier": promotion.identifier,
                "programId": promotion.programme_id,
                # 002, response parameters: strings; nothing where nothing was confirmed
                "enrollmentId": None if outcome.enrolment_id is None else str(outcome.enrolment_id),
                "optinId": None if outcome.opt_in_id is None else str(outcome.opt_in_id),
            },
            "milestone": outcome.milestone,
        },
        "status": outcome.status,
    }
