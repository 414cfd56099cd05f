"""Changes throughout a JSON value, and its rows wherever an answer keeps them."""

from collections.abc import Callable, Mapping

from promo_data.sandbox.faults.kinds.bases import JsonObject

Change = Callable[[object], object]

# promotionData, v3/promotions, the bulk calls, promotionsV2
_ROWS = (("promotions",), ("data", "content"), ("response",), ("data",))


def changed_members(body: JsonObject, changes: Mapping[str, Change]) -> JsonObject:
    """The object with every member of one of these names changed, however deep it lies."""

    def member(name: str, value: object) -> object:
        return changes[name](value) if name in changes else inner(value)

    def inner(value: object) -> object:
        match value:
            case dict():
                return changed_members(value, changes)
            case list():
                return [inner(item) for item in value]
            case _:
                return value

    return {name: member(name, value) for name, value in body.items()}


def changed_values(value: object, change: Change) -> object:
    """The value with the change made to every value in it, the innermost first."""
    match value:
        case dict():
            return change({name: changed_values(item, change) for name, item in value.items()})
        case list():
            return change([changed_values(item, change) for item in value])
        case _:
            return change(value)


def changed_rows(body: JsonObject, change: Callable[[list[object]], list[object]]) -> JsonObject:
    """The object with its list of rows changed; as it was where it has none."""
    for path in _ROWS:
        holder, name = _holder(body, path), path[-1]
        rows = holder.get(name)
        if isinstance(rows, list):
            holder[name] = change(rows)
            break
    return body


def _holder(body: JsonObject, path: tuple[str, ...]) -> JsonObject:
    found: object = body
    for name in path[:-1]:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}
