"""What the sandbox answers to requests made from its own description, sound ones and broken ones.

``CONTRACT_EXAMPLES`` is how many are made up for each operation, besides those that probe the bounds of each part.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from promo_data.sandbox import build_world, sandbox_app
from promo_data.sandbox.authentication import basic_header
from promo_data.sandbox.openapi.examples import customer_parameters, issue_body
from tests.contract.near import Made, near_body, near_query, with_own_names
from tests.unit.sandbox.calls import ISSUE, Api, Clock

EXAMPLES = int(os.getenv("CONTRACT_EXAMPLES", "50"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

WORLD = build_world(seed=7, customers=60, clock=Clock())
CREDENTIALS = {"Authorization": basic_header(WORLD.orgs[0].till, WORLD.orgs[0].password)}
DESCRIPTION = schemathesis.openapi.from_asgi("/openapi.json", sandbox_app(WORLD))
# Made-up credentials would be refused before anything else is looked at.
DESCRIPTION.config.generation.update(with_security_parameters=False)


@DESCRIPTION.hook
def before_generate_body(context: schemathesis.HookContext, strategy: Made) -> Made:
    return near_body(_operation(context), strategy)


@DESCRIPTION.hook
def before_generate_query(context: schemathesis.HookContext, strategy: Made) -> Made:
    return near_query(_operation(context), strategy)


def _operation(context: schemathesis.HookContext) -> Mapping[str, Any]:
    assert context.operation is not None
    raw: Mapping[str, Any] = context.operation.definition.raw
    return raw


@pytest.fixture(scope="module", autouse=True)
def _each_operation_was_asked_enough_and_did_something() -> Iterator[None]:
    Api(WORLD).post(ISSUE, issue_body(WORLD), customer_parameters(WORLD))  # so that there is something to revoke
    WORLD.ledger.requests.clear()
    yield
    asked = Counter(entry.endpoint for entry in WORLD.ledger.requests)
    done = {entry.endpoint for entry in WORLD.ledger.requests if (entry.status, entry.code) == (200, None)}
    assert {endpoint: count for endpoint, count in asked.items() if count < EXAMPLES} == {}
    assert set(asked) - done == set()


@DESCRIPTION.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_no_request_makes_it_fail_or_answer_outside_its_description(case: schemathesis.Case[Any]) -> None:
    case.body = with_own_names(case.body, len(WORLD.ledger.requests))
    case.call_and_validate(headers=CREDENTIALS, checks=CHECKS)
