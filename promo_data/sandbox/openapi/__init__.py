"""The OpenAPI 3.1 description of the API, with examples that work in the world it describes."""

from promo_data.sandbox.availability import FILTERS
from promo_data.sandbox.openapi.benefit_examples import bulk_body, revoke_body
from promo_data.sandbox.openapi.benefit_schemas import BENEFIT_SCHEMAS
from promo_data.sandbox.openapi.examples import (
    PROGRAMME_ID,
    Example,
    creation_body,
    customer_parameters,
    enrol_body,
    issue_body,
    token_body,
)
from promo_data.sandbox.openapi.schema_parts import FLAG, INTEGER, TEXT, Schema, any_of, reference, words
from promo_data.sandbox.openapi.schemas import SCHEMAS
from promo_data.sandbox.world import World

_REFUSALS = {
    400: "Refused",
    401: "Wrong or missing credentials",
    404: "No such path",
    405: "No such method",
    413: "The body is too long",
    414: "The query is too long",
    429: "Too many requests",
    498: "Token expired",
    521: "Another action runs for the same customer",
}
_PROMOTION_TYPES = ("simple", "range", "keyword")
_IDENTIFIER_NAMES = words("mobile", "email", "externalId", "externalid", "id")


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
            "schemas": SCHEMAS | BENEFIT_SCHEMAS,
            "securitySchemes": {
                "till": {"type": "http", "scheme": "basic", "description": "Till and MD5 hex of its password"},
                "token": {"type": "apiKey", "in": "header", "name": "X-CAP-API-OAUTH-TOKEN"},
            },
        },
    }


def _token(world: World) -> Schema:
    summary = "A token for the key and secret of a client"
    body = _body("TokenRequest", token_body(world))
    return _operation("generateToken", summary, "TokenAnswer", "V3Refusal", body) | {"security": []}


def _promotion_data(world: World) -> Schema:
    parameters = [
        *_customer_parameters(world),
        _parameter("promotionStatusForCustomer", words(*FILTERS)),
        _parameter("includeAlternateCurrencyUsage", FLAG),
        _parameter("limit", INTEGER | {"minimum": 1, "maximum": 100}),
        _parameter("offset", INTEGER | {"minimum": 0}),
        _parameter("DATA-SCOPE", words("SELF", "OTHER", "ALL"), place="header"),
        _parameter("DATA-SCOPE-ORG", TEXT, place="header"),
    ]
    summary = "The promotions of a customer, over connected orgs"
    return _operation("promotionData", summary, "PromotionData", "LookupRefusal") | {"parameters": parameters}


def _issue(world: World) -> Schema:
    parameters = [*_customer_parameters(world), _parameter("type", words("CUSTOMER")), _parameter("accountId", TEXT)]
    summary = "Enrol in a LOYALTY_EARNING promotion, issue a LOYALTY one"
    body = _body("IssueRequest", issue_body(world))
    return _operation("issuePromotion", summary, "IssueAnswer", "LookupRefusal", body) | {"parameters": parameters}


def _promotion_list() -> Schema:
    parameters = [
        _parameter("searchText", TEXT),
        _parameter("status", TEXT),
        _parameter("page", INTEGER | {"minimum": 0}),
        _parameter("size", INTEGER | {"minimum": 1, "maximum": 100}),
    ]
    operation = _operation("listPromotions", "The promotions of the org", "PromotionList", "V3Refusal")
    return operation | {"parameters": parameters}


def _enrol(world: World) -> Schema:
    body = _body("EnrolRequest", enrol_body(world))
    return _operation("enrolPromotion", "Enrol, opt in, enrol into a milestone", "EnrolAnswer", "V3Refusal", body)


def _bulk(name: str, example: Example) -> Schema:
    summary = "One promotion for many customers, each with an answer of their own"
    return _operation(name, summary, "BulkAnswer", "BulkRefusal", _body("BulkRequest", example))


def _revoke(world: World) -> Schema:
    parameters = [_parameter("revokeAllEnrollments", FLAG), _parameter("revokeAllOptIns", FLAG)]
    body = _body("RevokeRequest", revoke_body(world))
    operation = _operation("revokePromotion", "Take an enrolment or an opt-in back", "RevokeAnswer", "V3Refusal", body)
    return operation | {"parameters": parameters}


def _programme_promotions() -> Schema:
    parameters = [
        _parameter("programId", INTEGER, place="path", required=True, example=PROGRAMME_ID),
        _parameter("limit", INTEGER | {"minimum": 0, "maximum": 100}, required=True),
        _parameter("offset", INTEGER | {"minimum": 0}, required=True),
        _parameter("sourceType", TEXT, required=True, example="USER_CREATED"),
        _parameter("promotionId", INTEGER),
        _parameter("includeInactivePromotions", FLAG),
        _parameter("eventName", TEXT),
    ]
    operation = _operation("programPromotions", "The promotions of a programme", "ProgrammePromotions", "CreateAnswer")
    return operation | {"parameters": parameters}


def _create(world: World) -> Schema:
    example = creation_body(world)
    parameters = [
        _parameter("programId", INTEGER, place="path", required=True, example=PROGRAMME_ID),
        _parameter("promotionType", words(*_PROMOTION_TYPES), place="path", required=True, example="simple"),
    ]
    body = _body("CreateRequest", example)
    operation = _operation("createPromotion", "Create a promotion", "CreateAnswer", "CreateAnswer", body)
    return operation | {"parameters": parameters}


def _operation(name: str, summary: str, answer: str, refusal: str, body: Schema | None = None) -> Schema:
    """An operation whose errors may come with HTTP 200 too, as the vendor's do."""
    responses = {str(status): _content(text, reference(refusal)) for status, text in _REFUSALS.items()}
    # api-facts §1: whatever the family, the authorisation service answers in words of its own
    responses["403"] = _content("The credentials may not do this", reference("AccessDenied"))
    # A scope that is not set is answered in the v3 envelope by a v2 endpoint (api-facts §2)
    responses["400"] = _content(_REFUSALS[400], any_of(reference(refusal), reference("V3Refusal")))
    responses["200"] = _content("Answered", any_of(reference(answer), reference(refusal)))
    operation: Schema = {"operationId": name, "summary": summary, "responses": responses}
    return operation if body is None else operation | {"requestBody": body}


def _customer_parameters(world: World) -> list[Schema]:
    examples = customer_parameters(world)
    schemas = {"identifierName": _IDENTIFIER_NAMES, "identifierValue": TEXT, "source": TEXT}
    return [_parameter(name, schemas[name], required=True, example=examples[name]) for name in schemas]


def _parameter(
    name: str, schema: Schema, *, place: str = "query", required: bool = False, example: str | int | None = None
) -> Schema:
    parameter: Schema = {"name": name, "in": place, "required": required, "schema": schema}
    return parameter if example is None else parameter | {"example": example}


def _body(schema: str, example: Example) -> Schema:
    return {"required": True, "content": {"application/json": {"schema": reference(schema), "example": example}}}


def _content(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
