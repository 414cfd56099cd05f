"""Requests to the bulk and revoke endpoints that work in a given world."""

from promo_data.sandbox.openapi.examples import Example, customer_parameters
from promo_data.sandbox.organisations import PARENT
from promo_data.sandbox.promotions import OfferType, Promotion
from promo_data.sandbox.world import World


def bulk_body(world: World, offer_type: OfferType, action: str | None) -> Example:
    """A bulk request for the first demo customer and a running promotion of that type."""
    promotion, named = _running(world, offer_type), customer_parameters(world)
    return {
        "type": "CUSTOMER",
        **({} if action is None else {"bulkAction": action}),
        "promotionDetails": {"programId": promotion.programme_id, "promotionId": promotion.id},
        "identifierName": named["identifierName"],
        "customers": [{"identifierValue": named["identifierValue"], "source": named["source"]}],
    }


def revoke_body(world: World) -> Example:
    """A revoke of one enrolment, whose id is to be that of the customer's timeline."""
    promotion = _running(world, "LOYALTY_EARNING")
    return {
        "requestId": "some-revoke-id",
        "action": "REVOKE_ENROLL",
        "programId": promotion.programme_id,
        "promotion": {"promotionId": promotion.id},
        "customers": [{**customer_parameters(world), "enrollmentIds": [1]}],
    }


def _running(world: World, offer_type: OfferType) -> Promotion:
    return next(
        p for p in world.catalogue.of_org(PARENT.id) if p.offer_type == offer_type and p.is_running(world.today)
    )
