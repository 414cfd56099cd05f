import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from promo_data.sandbox import World
from promo_data.sandbox.app import ENDPOINTS
from promo_data.sandbox.openapi import openapi_document
from tests.unit.sandbox.calls import ENROL, ISSUE, LIST, LOOKUP, TOKEN, Api, Json, asked, other

CREATE = "/api_gateway/loyalty/v1/programs/{programId}/createPromotion/{promotionType}"


def _document(api: Api) -> Json:
    document: Json = api.get("/openapi.json").json()
    return document


def _operation(document: Json, path: str) -> Json:
    operation: Json = next(iter(document["paths"][path].values()))
    return operation


def _check(document: Json, path: str, status: int, answer: object) -> None:
    """Hold an answer against what the description says of that operation and status."""
    schema = _operation(document, path)["responses"][str(status)]["content"]["application/json"]["schema"]
    whole = {**schema, "components": document["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer)


def _example(document: Json, path: str) -> Json:
    example: Json = _operation(document, path)["requestBody"]["content"]["application/json"]["example"]
    return example


def test_the_description_is_open_to_all_and_names_every_operation(api: Api) -> None:
    document = _document(api)
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert described == {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS} | {("POST", TOKEN)}
    assert document["openapi"] == "3.1.0"


@pytest.mark.parametrize(("prefix", "server"), [("", "/"), ("/sandbox", "/sandbox")])
def test_the_server_is_where_it_is_mounted(world: World, prefix: str, server: str) -> None:
    document = Api(world, alone=True).get(f"{prefix}/openapi.json").json()
    assert document["servers"] == [{"url": server}]


def test_every_schema_is_a_schema_and_every_reference_leads_somewhere(world: World) -> None:
    schemas = openapi_document(world, "/")["components"]
    assert isinstance(schemas, dict)
    for schema in schemas["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    text = repr(openapi_document(world, "/"))
    named = {part.split("'")[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas["schemas"])


def test_path_parameters_are_described(api: Api) -> None:
    parameters = _operation(_document(api), CREATE)["parameters"]
    assert [(each["name"], each["in"], each["required"]) for each in parameters] == [
        ("programId", "path", True),
        ("promotionType", "path", True),
    ]


def test_each_example_body_is_accepted_as_it_stands(api: Api, world: World) -> None:
    document = _document(api)
    created = CREATE.format(programId=1144, promotionType="simple")
    assert api.post(TOKEN, _example(document, TOKEN)).json()["errors"] is None
    assert api.post(ISSUE, _example(document, ISSUE), asked(world.demo_customers[0])).json()["sideEffects"] != []
    assert api.post(ENROL, _example(document, ENROL)).json()["data"]["status"] == "SUCCESS"
    assert api.post(created, _example(document, CREATE)).json()["status"]["code"] == 200


@pytest.mark.parametrize("path", [TOKEN, ISSUE, ENROL, CREATE])
def test_each_example_body_fits_its_schema(api: Api, path: str) -> None:
    document = _document(api)
    body = _operation(document, path)["requestBody"]["content"]["application/json"]
    whole = {**body["schema"], "components": document["components"]}
    jsonschema.Draft202012Validator(whole).validate(body["example"])


def test_answers_fit_their_schemas(api: Api, world: World) -> None:
    document = _document(api)
    created = CREATE.format(programId=1144, promotionType="simple")
    for demo in world.demo_customers:
        _check(document, LOOKUP, 200, api.get(LOOKUP, asked(demo, limit=100), headers={"DATA-SCOPE": "ALL"}).json())
        _check(document, ISSUE, 200, api.post(ISSUE, _example(document, ISSUE), asked(demo)).json())
    _check(document, LIST, 200, api.get(LIST).json())
    _check(document, ENROL, 200, api.post(ENROL, _example(document, ENROL)).json())
    _check(document, TOKEN, 200, api.post(TOKEN, _example(document, TOKEN)).json())
    _check(document, CREATE, 200, api.post(created, _example(document, CREATE)).json())


def test_refusals_fit_their_schemas(api: Api, world: World) -> None:
    document = _document(api)
    demo = world.demo_customers[0]
    _check(document, LOOKUP, 400, api.get(LOOKUP, asked(demo, source="SHOP")).json())
    _check(document, LOOKUP, 400, api.get(LOOKUP, asked(demo), headers=other(world.orgs[0])).json())
    _check(document, LOOKUP, 401, api.get(LOOKUP, headers={"Authorization": ""}).json())
    _check(document, ENROL, 400, api.post(ENROL, {}).json())
    _check(document, LIST, 400, api.get(LIST, {"size": 0}).json())
    _check(document, TOKEN, 401, api.post(TOKEN, {}).json())
    created = CREATE.format(programId=1144, promotionType="simple")
    _check(document, CREATE, 400, api.post(created, {}).json())


def test_an_answer_that_does_not_fit_is_noticed(api: Api, world: World) -> None:
    answer = api.get(LOOKUP, asked(world.demo_customers[0])).json()
    del answer["promotions"][0]["limits"]
    with pytest.raises(jsonschema.ValidationError):
        _check(_document(api), LOOKUP, 200, answer)
