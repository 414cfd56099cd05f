"""Parts of a JSON body of unknown shape: what is not there, or is something else, is empty."""

from collections.abc import Mapping

from promo_data.sandbox.endpoints.requests import json_number

JsonPart = Mapping[str, object]


def part(body: JsonPart, *names: str) -> JsonPart:
    """The object found by following these names."""
    found: object = body
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def parts(value: object) -> list[JsonPart]:
    """The objects in a list; anything else in it counts as an empty object, so that it fails the same checks."""
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def text(body: JsonPart, name: str) -> str:
    """A text without blanks around it."""
    value = body.get(name)
    return value.strip() if isinstance(value, str) else ""


def numbers(body: JsonPart, name: str) -> list[int]:
    """The whole numbers in a list."""
    value = body.get(name)
    found = [json_number(item) for item in value] if isinstance(value, list) else []
    return [number for number in found if number is not None]


def is_blank(value: object) -> bool:
    """Whether a value is null, or a text or list or object with nothing in it."""
    return value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip())
