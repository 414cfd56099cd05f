"""A good body with one part replaced by anything at all is answered, never failed over."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from promo_data.sandbox import build_world
from promo_data.sandbox.openapi.benefit_examples import bulk_body, revoke_body
from promo_data.sandbox.openapi.examples import creation_body, customer_parameters, enrol_body, issue_body
from tests.unit.sandbox.benefits import (
    DIRECT_EARN,
    ENROL_AND_EARN,
    REVOKE,
    REVOKE_DIRECT_EARN,
    REVOKE_ENROL_AND_EARN,
)
from tests.unit.sandbox.calls import ENROL, ISSUE, Api, Clock

_WORLD = build_world(clock=Clock())
_API = Api(_WORLD)
_BODIES: dict[str, object] = {
    ISSUE: issue_body(_WORLD),
    ENROL: enrol_body(_WORLD),
    DIRECT_EARN: bulk_body(_WORLD, "LOYALTY", None),
    ENROL_AND_EARN: bulk_body(_WORLD, "LOYALTY_EARNING", "ENROL"),
    REVOKE_DIRECT_EARN: bulk_body(_WORLD, "LOYALTY", None),
    REVOKE_ENROL_AND_EARN: bulk_body(_WORLD, "LOYALTY_EARNING", "REVOKE_EARN"),
    REVOKE: revoke_body(_WORLD),
    "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple": creation_body(_WORLD),
}
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(-9e9, 9e9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
Path = tuple[str | int, ...]


def _paths(value: object, before: Path = ()) -> Iterator[Path]:
    """The way to each part of a body."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*before, step)
        yield from _paths(inner, (*before, step))


def _replaced(value: object, path: Path, part: object) -> object:
    if not path:
        return part
    step, *rest = path
    if isinstance(value, dict):
        return {key: _replaced(inner, tuple(rest), part) if key == step else inner for key, inner in value.items()}
    assert isinstance(value, list)
    return [_replaced(inner, tuple(rest), part) if place == step else inner for place, inner in enumerate(value)]


@given(st.sampled_from([(url, path) for url, body in _BODIES.items() for path in _paths(body)]), _ANYTHING)
def test_no_part_of_a_body_makes_it_fail(place: tuple[str, Path], part: object) -> None:
    url, path = place
    answer = _API.post(url, _replaced(_BODIES[url], path, part), {**customer_parameters(_WORLD)})
    assert answer.status_code < 500
