"""The few words that the shapes are written in, as JSON Schema."""

from collections.abc import Sequence

Schema = dict[str, object]

INTEGER: Schema = {"type": "integer"}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
NOTHING: Schema = {"type": "null"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
NUMBER_TEXT: Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}


def words(*allowed: str) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(allowed)}


def listed(item: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": item}


def nullable(schema: Schema) -> Schema:
    """That, or null."""
    return any_of(schema, NOTHING)


def any_of(*schemas: Schema) -> Schema:
    """Any of these."""
    return {"anyOf": list(schemas)}


def record(optional: Sequence[str] = (), **properties: Schema) -> Schema:
    """An object that has all of these, but for the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def reference(name: str) -> Schema:
    """The component of that name."""
    return {"$ref": f"#/components/schemas/{name}"}
