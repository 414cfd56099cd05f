"""Requests to the bulk and revoke endpoints, and what they answer."""

import httpx

from promo_data.sandbox import DemoCustomer, World
from promo_data.sandbox.organisations import Org
from tests.unit.sandbox.calls import Api, Json, named

DIRECT_EARN = "/v2/promotion/bulk/directEarn"
ENROL_AND_EARN = "/v2/promotion/bulk/enrolAndEarn"
REVOKE_DIRECT_EARN = "/v2/promotion/bulk/revokeDirectEarn"
REVOKE_ENROL_AND_EARN = "/v2/promotion/bulk/revokeEnrolAndEarn"
REVOKE = "/v3/promotions/revoke"


def org_of(world: World, promotion: str) -> Org:
    """The org that the promotion of that name is of."""
    return next(org for org in world.orgs if org.id == named(world, promotion).org_id)


def row(demo: DemoCustomer, **more: object) -> Json:
    """The row of a bulk request that names that customer by mobile."""
    return {"identifierValue": demo.identifier_value, "source": demo.source, **more}


def bulk(world: World, promotion: str, action: str | None, *rows: Json, **changed: object) -> Json:
    """The body of a bulk request for that promotion and customers named by mobile."""
    wanted = named(world, promotion)
    return {
        "type": "CUSTOMER",
        **({} if action is None else {"bulkAction": action}),
        "promotionDetails": {"programId": wanted.programme_id, "promotionId": wanted.id},
        "identifierName": "mobile",
        "customers": list(rows),
        **changed,
    }


def sent(api: Api, world: World, path: str, promotion: str, action: str | None, *rows: Json) -> Json:
    """The answer to such a request by the promotion's own org."""
    answer: Json = api.post(path, bulk(world, promotion, action, *rows), org=org_of(world, promotion)).json()
    return answer


def codes(answer: httpx.Response) -> set[int]:
    """Every code of an answer, at any depth."""
    return set(_codes(answer.json()))


def _codes(value: object) -> list[int]:
    if isinstance(value, list):
        return [code for each in value for code in _codes(each)]
    if not isinstance(value, dict):
        return []
    own = [value[name] for name in ("code", "errorCode") if isinstance(value.get(name), int)]
    return own + [code for each in value.values() for code in _codes(each)]
