"""The OpenAPI 3.1 description of the API, with examples that work in the world it describes."""

from promo_data.sandbox.availability import FILTER_NAMES
from promo_data.sandbox.openapi.benefit_examples import bulk_body, revoke_body
from promo_data.sandbox.openapi.benefit_schemas import BENEFIT_SCHEMAS
from promo_data.sandbox.openapi.examples import (
    PROGRAMME_ID,
    Example,
    creation_body,
    enrol_body,
    issue_body,
    token_body,
)
from promo_data.sandbox.openapi.operation_parts import body, customer_named, operation, parameter
from promo_data.sandbox.openapi.schema_parts import FLAG, INTEGER, TEXT, Schema, words
from promo_data.sandbox.openapi.schemas import SCHEMAS
from promo_data.sandbox.openapi.summaries import SUMMARY_SCHEMAS, action_summary, customer_benefits
from promo_data.sandbox.world import World

_PROMOTION_TYPES = ("simple", "range", "keyword")


def openapi_document(world: World, server: str) -> Schema:
    """The description; `server` is the address or path that the API is mounted at."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Loyalty promotions: sandbox",
            "version": "1",
            "description": "The promotion APIs as documented, over a made-up world. Errors also come with HTTP 200.",
        },
        "servers": [{"url": server}],
        "security": [{"till": []}, {"token": []}],
        "paths": {
            "/v3/oauth/token/generate": {"post": _token(world)},
            "/v2.1/customers/lookup/promotionData": {"get": _promotion_data(world)},
            "/v2/customers/lookup/customerPromotionDetails/actionSummary": {"get": customer_benefits(world)},
            "/v3/customers/{customerId}/customerPromotionDetails/actionSummary": {"get": action_summary(world)},
            "/v2/promotion/issue": {"post": _issue(world)},
            "/v2/promotion/bulk/directEarn": {"post": _bulk("directEarn", bulk_body(world, "LOYALTY", None))},
            "/v2/promotion/bulk/enrolAndEarn": {
                "post": _bulk("enrolAndEarn", bulk_body(world, "LOYALTY_EARNING", "ENROL"))
            },
            "/v2/promotion/bulk/revokeDirectEarn": {
                "post": _bulk("revokeDirectEarn", bulk_body(world, "LOYALTY", None))
            },
            "/v2/promotion/bulk/revokeEnrolAndEarn": {
                "post": _bulk("revokeEnrolAndEarn", bulk_body(world, "LOYALTY_EARNING", "REVOKE_ENROL"))
            },
            "/v3/promotions": {"get": _promotion_list()},
            "/v3/promotions/enrol": {"post": _enrol(world)},
            "/v3/promotions/revoke": {"post": _revoke(world)},
            "/api_gateway/loyalty/v1/programs/{programId}/createPromotion/{promotionType}": {"post": _create(world)},
            "/api_gateway/loyalty/v1/programs/{programId}/promotionsV2": {"get": _programme_promotions()},
        },
        "components": {
            "schemas": SCHEMAS | BENEFIT_SCHEMAS | SUMMARY_SCHEMAS,
            "securitySchemes": {
                "till": {"type": "http", "scheme": "basic", "description": "Till and MD5 hex of its password"},
                "token": {"type": "apiKey", "in": "header", "name": "X-CAP-API-OAUTH-TOKEN"},
            },
        },
    }


def _token(world: World) -> Schema:
    summary = "A token for the key and secret of a client"
    request = body("TokenRequest", token_body(world))
    return operation("generateToken", summary, "TokenAnswer", "V3Refusal", request) | {"security": []}


def _promotion_data(world: World) -> Schema:
    parameters = [
        *customer_named(world),
        parameter("promotionStatusForCustomer", words(*FILTER_NAMES)),
        parameter("includeAlternateCurrencyUsage", FLAG),
        parameter("limit", INTEGER | {"minimum": 1, "maximum": 100}),
        parameter("offset", INTEGER | {"minimum": 0}),
        parameter("DATA-SCOPE", words("SELF", "OTHER", "ALL"), place="header"),
        parameter("DATA-SCOPE-ORG", TEXT, place="header"),
    ]
    summary = "The promotions of a customer, over connected orgs"
    return operation("promotionData", summary, "PromotionData", "LookupRefusal") | {"parameters": parameters}


def _issue(world: World) -> Schema:
    parameters = [*customer_named(world), parameter("type", words("CUSTOMER")), parameter("accountId", TEXT)]
    summary = "Enrol in a LOYALTY_EARNING promotion, issue a LOYALTY one"
    request = body("IssueRequest", issue_body(world))
    return operation("issuePromotion", summary, "IssueAnswer", "LookupRefusal", request) | {"parameters": parameters}


def _promotion_list() -> Schema:
    parameters = [
        parameter("searchText", TEXT),
        parameter("status", TEXT),
        parameter("page", INTEGER | {"minimum": 0}),
        parameter("size", INTEGER | {"minimum": 1, "maximum": 100}),
    ]
    described = operation("listPromotions", "The promotions of the org", "PromotionList", "V3Refusal")
    return described | {"parameters": parameters}


def _enrol(world: World) -> Schema:
    request = body("EnrolRequest", enrol_body(world))
    return operation("enrolPromotion", "Enrol, opt in, enrol into a milestone", "EnrolAnswer", "V3Refusal", request)


def _bulk(name: str, example: Example) -> Schema:
    summary = "One promotion for many customers, each with an answer of their own"
    return operation(name, summary, "BulkAnswer", "BulkRefusal", body("BulkRequest", example))


def _revoke(world: World) -> Schema:
    parameters = [parameter("revokeAllEnrollments", FLAG), parameter("revokeAllOptIns", FLAG)]
    request = body("RevokeRequest", revoke_body(world))
    described = operation(
        "revokePromotion", "Take an enrolment or an opt-in back", "RevokeAnswer", "V3Refusal", request
    )
    return described | {"parameters": parameters}


def _programme_promotions() -> Schema:
    parameters = [
        parameter("programId", INTEGER, place="path", required=True, example=PROGRAMME_ID),
        parameter("limit", INTEGER | {"minimum": 0, "maximum": 100}, required=True),
        parameter("offset", INTEGER | {"minimum": 0}, required=True),
        parameter("sourceType", TEXT, required=True, example="USER_CREATED"),
        parameter("promotionId", INTEGER),
        parameter("includeInactivePromotions", FLAG),
        parameter("eventName", TEXT),
    ]
    described = operation("programPromotions", "The promotions of a programme", "ProgrammePromotions", "CreateAnswer")
    return described | {"parameters": parameters}


def _create(world: World) -> Schema:
    example = creation_body(world)
    parameters = [
        parameter("programId", INTEGER, place="path", required=True, example=PROGRAMME_ID),
        parameter("promotionType", words(*_PROMOTION_TYPES), place="path", required=True, example="simple"),
    ]
    request = body("CreateRequest", example)
    described = operation("createPromotion", "Create a promotion", "CreateAnswer", "CreateAnswer", request)
    return described | {"parameters": parameters}
