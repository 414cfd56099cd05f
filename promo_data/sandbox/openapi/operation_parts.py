"""What every operation of the description is made of: parameters, a body, and answers with their refusals."""

from promo_data.sandbox.openapi.examples import Example, customer_parameters
from promo_data.sandbox.openapi.schema_parts import TEXT, Schema, any_of, reference, words
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
_IDENTIFIER_NAMES = words("mobile", "email", "externalId", "externalid", "id")


def operation(name: str, summary: str, answer: str, refusal: str, request: Schema | None = None) -> Schema:
    """An operation whose errors may come with HTTP 200 too, as the vendor's do."""
    responses = {str(status): _content(text, reference(refusal)) for status, text in _REFUSALS.items()}
    # api-facts §1: whatever the family, the authorisation service answers in words of its own
    responses["403"] = _content("The credentials may not do this", reference("AccessDenied"))
    # A scope that is not set is answered in the v3 envelope by a v2 endpoint (api-facts §2)
    responses["400"] = _content(_REFUSALS[400], any_of(reference(refusal), reference("V3Refusal")))
    responses["200"] = _content("Answered", any_of(reference(answer), reference(refusal)))
    described: Schema = {"operationId": name, "summary": summary, "responses": responses}
    return described if request is None else described | {"requestBody": request}


def parameter(
    name: str, schema: Schema, *, place: str = "query", required: bool = False, example: str | int | None = None
) -> Schema:
    """One parameter of the query, the path or the headers (`place`)."""
    described: Schema = {"name": name, "in": place, "required": required, "schema": schema}
    return described if example is None else described | {"example": example}


def customer_named(world: World) -> list[Schema]:
    """The parameters that name a customer, with one who is there."""
    examples = customer_parameters(world)
    schemas = {"identifierName": _IDENTIFIER_NAMES, "identifierValue": TEXT, "source": TEXT}
    return [parameter(name, schemas[name], required=True, example=examples[name]) for name in schemas]


def body(schema: str, example: Example) -> Schema:
    """The body of a request, of that component's shape."""
    return {"required": True, "content": {"application/json": {"schema": reference(schema), "example": example}}}


def _content(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
