import time

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from promo_data.sandbox import World, build_world
from promo_data.sandbox.organisations import GROCER, PARENT
from tests.unit.sandbox.calls import ENROL, ISSUE, LIST, LOOKUP, TOKEN, Api, Clock, asked

CREATE = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"
_NAMES = [
    *("identifierName", "identifierValue", "source", "type", "limit", "offset", "page", "size", "status"),
    *("searchText", "promotionStatusForCustomer"),
]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_PARTS = ["action", "promotion", "customer", "programId", "promotionId", "key", "secret"]


@pytest.mark.parametrize("path", ["/", "/nothing", "/v3/nothing", "/api_gateway/nothing", f"{LOOKUP}/", "/docs"])
def test_an_unknown_route_is_404_in_json(api: Api, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 404
    assert "404" in answer.text
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", [ISSUE, ENROL, TOKEN, CREATE])
def test_a_method_that_a_route_lacks_is_405_in_json_and_names_those_it_has(api: Api, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json() is not None


@pytest.mark.parametrize("path", [ISSUE, ENROL, TOKEN, CREATE])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[1]", b"null", b'"text"', b"[" * 5000])
def test_a_body_that_is_no_json_object_is_400_in_json(api: Api, world: World, path: str, content: bytes) -> None:
    usual = api.get(path, asked(world.demo_customers[0])).request.headers["authorization"]
    request = httpx.Request(
        "POST",
        f"http://sandbox{path}",
        params=asked(world.demo_customers[0]),
        content=content,
        headers={"Authorization": usual},
    )
    answer = api.send(request)
    assert answer.status_code == 400
    assert "JSON" in answer.text


def test_every_answer_has_an_id_of_its_own(api: Api, world: World) -> None:
    calls = [
        (LOOKUP, asked(world.demo_customers[0])),
        (LOOKUP, {}),
        ("/nothing", {}),
        ("/openapi.json", {}),
        (TOKEN, {}),
    ]
    ids = [api.get(path, params).headers["x-cap-requestid"] for path, params in calls]
    assert len(set(ids)) == 5


@pytest.mark.parametrize("prefix", ["", "/sandbox"])
def test_alone_it_answers_at_both_addresses(world: World, prefix: str) -> None:
    assert Api(world, alone=True).get(f"{prefix}{LOOKUP}", asked(world.demo_customers[0])).status_code == 200


@pytest.mark.parametrize("path", ["/sandbox", "/sandbox/", "/sandbox/nothing"])
def test_alone_an_unknown_route_is_404_too(world: World, path: str) -> None:
    assert Api(world, alone=True).get(path).status_code == 404


def test_above_the_rate_it_answers_429_until_a_minute_has_passed(world: World, clock: Clock) -> None:
    api = Api(world, rate=2)
    assert [api.get(LIST).status_code for _ in range(3)] == [200, 200, 429]
    clock.advance(seconds=59)
    assert api.get(LIST).status_code == 429
    clock.advance(seconds=1)
    assert api.get(LIST).status_code == 200


def test_the_rate_is_counted_per_credentials(world: World) -> None:
    api = Api(world, rate=1)
    assert api.get(LIST).status_code == 200
    assert api.get(LIST, org=GROCER).status_code == 200
    assert api.get(LIST).status_code == 429


def test_without_a_rate_nothing_is_turned_away(api: Api) -> None:
    assert {api.get(LIST).status_code for _ in range(120)} == {200}


def test_an_answer_waits_as_long_as_it_is_told_to(world: World) -> None:
    api = Api(world, latency=80)
    started = time.perf_counter()
    api.get(LIST)
    assert time.perf_counter() - started >= 0.08


def test_the_ledger_keeps_requests_by_route_and_never_who_was_asked_for(api: Api, world: World) -> None:
    api.get(LOOKUP, asked(world.demo_customers[0]))
    api.get(LOOKUP, asked(world.demo_customers[0], source="SHOP"), org=GROCER)
    api.get(LIST, {"size": 0})
    assert [(entry.org_id, entry.endpoint, entry.status, entry.code) for entry in world.ledger.requests] == [
        (PARENT.id, LOOKUP, 200, None),
        (GROCER.id, LOOKUP, 400, 8003),
        (PARENT.id, LIST, 400, 300004),
    ]
    assert world.demo_customers[0].identifier_value not in repr(world.ledger)


@given(st.sampled_from([LOOKUP, LIST]), st.dictionaries(st.sampled_from(_NAMES), st.text(max_size=12)))
def test_no_query_makes_it_fail(path: str, params: dict[str, str]) -> None:
    assert Api(build_world(clock=Clock())).get(path, params).status_code < 500


@given(st.sampled_from([ISSUE, ENROL, TOKEN, CREATE]), st.dictionaries(st.sampled_from(_PARTS), _JSON))
def test_no_body_makes_it_fail(path: str, body: dict[str, object]) -> None:
    world = build_world(clock=Clock())
    assert Api(world).post(path, body, asked(world.demo_customers[0])).status_code < 500
