"""Answers in another shape than the documents give."""

from typing import Literal

from pydantic import Field

from promo_data.sandbox.faults.call import Call
from promo_data.sandbox.faults.kinds.bases import ChangedJson, JsonObject
from promo_data.sandbox.faults.kinds.json_changes import changed_members, changed_rows, changed_values

_FIELDS = ("limits", "customerUsage", "endDate", "promotionName")
_NEW_WORD = "SOMETHING_NEW"
_NEW_KPI = "MAX_NUMBER_OF_SURPRISES_PER_CUSTOMER"
_WORDS = ("pointsOfferType", "limitOn", "type", "periodType", "periodUnit", "eventName")


class WrongTypes(ChangedJson):
    """Values have another type: numbers are text, text is a number, or objects are lists."""

    kind: Literal["wrong_types"] = "wrong_types"
    how: Literal["numbers_as_text", "text_as_numbers", "objects_as_lists"] = "numbers_as_text"

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with other types within it."""
        return {name: changed_values(value, self._retyped) for name, value in body.items()}

    def _retyped(self, value: object) -> object:
        match self.how, value:
            case "numbers_as_text", int() if not isinstance(value, bool):
                return str(value)
            case "text_as_numbers", str():
                return len(value)
            case "objects_as_lists", dict():
                return [value]
            case _:
                return value


class UnknownWords(ChangedJson):
    """The words of the vendor's enumerations are ones that no document names."""

    kind: Literal["unknown_words"] = "unknown_words"
    names: tuple[str, ...] = Field(default=_WORDS, description="of the fields")

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with the new word."""
        return changed_members(body, dict.fromkeys(self.names, lambda _: _NEW_WORD))


class MissingFields(ChangedJson):
    """Fields of every row are not there."""

    kind: Literal["missing_fields"] = "missing_fields"
    names: tuple[str, ...] = Field(default=_FIELDS, description="of the fields")

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with less in its rows."""
        return changed_rows(body, lambda rows: [self._without(row) for row in rows])

    def _without(self, row: object) -> object:
        return {name: row[name] for name in row if name not in self.names} if isinstance(row, dict) else row


class NullLists(ChangedJson):
    """Null stands where a list should be."""

    kind: Literal["null_lists"] = "null_lists"

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer without lists in its rows, and without those beside them."""
        within = changed_rows(body, lambda rows: [changed_values(row, _null_for_list) for row in rows])
        return within | {name: None for name in ("warnings", "errors") if within.get(name) == []}


class NewKpi(ChangedJson):
    """The limits of the rows are of a kind that no document names."""

    kind: Literal["new_kpi"] = "new_kpi"

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with the new `kpi`."""
        return changed_members(body, {"kpi": lambda _: _NEW_KPI})


def _null_for_list(value: object) -> object:
    return None if isinstance(value, list) else value
