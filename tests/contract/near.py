"""Requests that are nearly right: an example of the description with some of its parts made up."""

from collections.abc import Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

_SHARE_KEPT = 0.85
_TAKEN_ONCE = {"name": "My own challenge", "identifier": "my-own-challenge", "requestId": "some-revoke-id"}

Made = st.SearchStrategy[Any]


def near_body(operation: Mapping[str, Any], made: Made) -> Made:
    """Bodies as they are made for the operation, or nearly its example."""
    return _near(operation["requestBody"]["content"]["application/json"]["example"], made)


def near_query(operation: Mapping[str, Any], made: Made) -> Made:
    """Queries as they are made for the operation, or nearly its examples."""
    parameters = operation.get("parameters", [])
    return _near({each["name"]: each["example"] for each in parameters if "example" in each}, made)


def _near(example: object, made: Made) -> Made:
    return st.one_of(made, st.builds(_mixed, st.just(example), made, st.randoms(use_true_random=False)))


def _mixed(example: object, made: object, chance: Random) -> object:
    """What was made, with most parts of the example in the place of its own."""
    if not isinstance(example, dict) or not isinstance(made, dict):
        return example if chance.random() < _SHARE_KEPT else made
    kept = {name: _mixed(value, made.get(name), chance) for name, value in example.items()}
    return {**made, **kept}


def with_own_names(body: Any, number: int) -> Any:  # noqa: ANN401 - a body of any shape
    """The body with names of its own, where it has those of an example that are taken once.

    A promotion's name and identifier (004, 4003 and 4007), the request id of a revoke (api-facts §4.3, 558).
    """
    if not isinstance(body, dict):
        return body
    own = {name: f"{given} {number}" for name, given in _TAKEN_ONCE.items() if body.get(name) == given}
    return {name: with_own_names(value, number) for name, value in body.items()} | own
