"""The description holds for what the bulk, revoke and programme endpoints answer, and its examples work."""

import httpx
import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest

from promo_data.sandbox import World
from promo_data.sandbox.openapi import openapi_document
from promo_data.sandbox.organisations import PARENT, credentials_of
from tests.unit.sandbox.benefits import (
    DIRECT_EARN,
    ENROL_AND_EARN,
    REVOKE,
    REVOKE_DIRECT_EARN,
    REVOKE_ENROL_AND_EARN,
    bulk,
    row,
)
from tests.unit.sandbox.calls import Api, Json, asked, titled

FIND = "/api_gateway/loyalty/v1/programs/{programId}/promotionsV2"
POSTS = (DIRECT_EARN, ENROL_AND_EARN, REVOKE_DIRECT_EARN, REVOKE_ENROL_AND_EARN, REVOKE)


@pytest.fixture
def document(world: World) -> Json:
    return dict(openapi_document(world, "/"))


def _operation(document: Json, path: str) -> Json:
    operation: Json = next(iter(document["paths"][path].values()))
    return operation


def _check(document: Json, path: str, answer: httpx.Response) -> None:
    responses = _operation(document, path)["responses"]
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(answer.json())


def _example(document: Json, path: str) -> Json:
    example: Json = _operation(document, path)["requestBody"]["content"]["application/json"]["example"]
    return example


@pytest.mark.parametrize("path", POSTS)
def test_each_example_fits_its_schema_and_is_accepted(api: Api, document: Json, path: str) -> None:
    body = _operation(document, path)["requestBody"]["content"]["application/json"]
    jsonschema.Draft202012Validator({**body["schema"], "components": document["components"]}).validate(body["example"])
    answer = api.post(path, body["example"])
    assert answer.status_code == 200
    _check(document, path, answer)


@pytest.mark.parametrize("path", [DIRECT_EARN, ENROL_AND_EARN])
def test_the_example_of_a_grant_grants(api: Api, world: World, document: Json, path: str) -> None:
    api.post(path, _example(document, path))
    assert len(world.ledger.effects) == 1


def test_rows_of_all_kinds_fit(api: Api, world: World, document: Json) -> None:
    demo = titled(world, "Near a cap")
    rows = [row(demo)] * 6 + [row(demo, identifierValue="1")]
    _check(document, DIRECT_EARN, api.post(DIRECT_EARN, bulk(world, "Refer a friend", None, *rows)))
    revoked = api.post(REVOKE_DIRECT_EARN, bulk(world, "Refer a friend", None, *rows))
    _check(document, REVOKE_DIRECT_EARN, revoked)
    assert "result" in revoked.json()["response"][0]


@pytest.mark.parametrize("source", ["UI", "USER_CREATED", "SHOP"])
def test_the_promotions_of_a_programme_fit(api: Api, document: Json, source: str) -> None:
    _check(document, FIND, api.get(FIND.format(programId=1144), {"limit": 9, "offset": 0, "sourceType": source}))


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("body", [{}, {"type": "CARD"}, {"action": "REVOKE_ENROLL", "customers": [{}]}])
def test_refusals_fit(api: Api, document: Json, path: str, body: Json) -> None:
    _check(document, path, api.post(path, body))


@pytest.mark.parametrize("path", POSTS)
def test_denied_and_busy_answers_fit(api: Api, world: World, document: Json, path: str) -> None:
    denied = api.post(path, {}, org=credentials_of(PARENT, "nobody"))
    assert denied.status_code == 403
    _check(document, path, denied)
    with world.happenings.acting_for(1):
        _check(document, path, api.post(path, _example(document, path), asked(world.demo_customers[0])))
