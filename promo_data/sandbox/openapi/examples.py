"""Requests that work in a given world, for people to copy: a customer, a promotion and an org that are there."""

from datetime import timedelta

from promo_data.sandbox.organisations import GROUP_REWARDS, PARENT
from promo_data.sandbox.promotions import OfferType, Promotion
from promo_data.sandbox.rendering import moment
from promo_data.sandbox.world import World

Example = dict[str, object]

PROGRAMME_ID = GROUP_REWARDS.id
"""The programme that the examples create promotions in."""

# 004, expiryRestrictions: mandatory; of this type, the value is not looked at
_EXPIRY = {"name": "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "type": "PROMOTION", "value": 10}


def customer_parameters(world: World) -> dict[str, str]:
    """The query parameters that name the first demo customer."""
    demo = world.demo_customers[0]
    return {
        "identifierName": demo.identifier_name,
        "identifierValue": demo.identifier_value,
        "source": demo.source,
    }


def issue_body(world: World) -> Example:
    """000, body: a promotion that its customers can be enrolled in."""
    promotion = _running(world, "LOYALTY_EARNING")
    return {"programId": promotion.programme_id, "promotionId": promotion.id}


def enrol_body(world: World) -> Example:
    """002, example request."""
    promotion = _running(world, "LOYALTY_EARNING")
    return {
        "requestId": "some-test-id",
        "action": "ENROL",
        "promotion": {"id": promotion.hex_id, "promotionId": promotion.id},
        "customer": customer_parameters(world),
        "programId": promotion.programme_id,
    }


def token_body(world: World) -> Example:
    """api-facts §1, OAuth token call, with the parent's client."""
    return {"key": world.orgs[0].oauth_key, "secret": world.orgs[0].oauth_secret}


def creation_body(world: World) -> Example:
    """004, sample request: a promotion for a user-created challenge, in its shortest complete form."""
    first, last = moment(world.today), moment(world.today + timedelta(days=30))
    return {
        "promotion": {
            "id": -1,
            "name": "My own challenge",
            "programId": PROGRAMME_ID,
            "startDate": first,
            "endDate": last,
            "identifier": "my-own-challenge",
            "eventName": "TARGETCOMPLETED",
            "pointsOfferType": "LOYALTY",
            "promotionSourceType": "USER_CREATED",
            "promotionRestrictions": {
                "targetRuleIds": [123],
                "targetGroupIds": [1234567],
                "restrictions": {"expiryRestrictions": [_EXPIRY]},
            },
            "rulesetInfos": [_ruleset(world)],
        }
    }


def _ruleset(world: World) -> Example:
    properties = {"AwardStrategy": "82690", "ExpiryStrategy": "81042"}
    action = {"actionName": "AWARD_TARGET_POINTS_ACTION", "mandatoryPropertiesValues": properties}
    rule = {"exp": "true", "expJSON": '{"value": "true"}', "isActive": True, "caseToActions": {"true": [action]}}
    starts = int(world.today.timestamp()) * 1000
    return {
        "name": "my-own-ruleset",
        "contextID": PROGRAMME_ID,
        "orgID": PARENT.id,
        "contextType": "program",
        "endpointName": "POINTSENGINE_ENDPOINT",
        "type": "USER_CREATED",
        "startDate": starts,
        "endDate": starts + int(timedelta(days=30).total_seconds()) * 1000,
        "active": True,
        "rules": [rule],
    }


def _running(world: World, offer_type: OfferType) -> Promotion:
    return next(
        p for p in world.catalogue.of_org(PARENT.id) if p.offer_type == offer_type and p.is_running(world.today)
    )


def summary_parameters(world: World) -> dict[str, int]:
    """A promotion that has given the first demo customer points and units of an alternate currency, and who that is."""
    customer = world.customer(1)
    customer_id = world.ids.of(customer.number, PARENT.id)
    given = (p for p in world.promotions(customer, PARENT.id) if world.benefits(customer_id, p.id).currencies)
    promotion = next(given)
    return {"customerId": customer_id, "programId": promotion.programme_id, "promotionId": promotion.id}
