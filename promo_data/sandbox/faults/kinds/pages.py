"""Pages that do not fit together."""

import re
from typing import Literal

from pydantic import Field

from promo_data.sandbox.faults.call import Call
from promo_data.sandbox.faults.kinds.bases import ChangedJson, JsonObject, Redirected
from promo_data.sandbox.faults.kinds.json_changes import changed_members, changed_rows

_TOTALS = ("totalEntries", "totalElements", "pageCount", "totalPages")


class RepeatPage(Redirected):
    """Every page is the first one."""

    kind: Literal["repeat_page"] = "repeat_page"

    def other(self, call: Call, /) -> Call:
        """The call for the first page."""
        return call.with_query(offset=0, page=0) if _is_later_page(call) else call


class MoveRows(Redirected):
    """Rows have moved between two pages: every page but the first begins elsewhere."""

    kind: Literal["move_rows"] = "move_rows"
    by: int = Field(default=-1, description="rows; below 0 some come twice, above 0 some are missed")

    def other(self, call: Call, /) -> Call:
        """The call for the moved page."""
        return call.with_query(offset=max(_offset(call) + self.by, 0)) if _offset(call) else call


class ShortPage(ChangedJson):
    """A page holds fewer rows than were asked for and are there."""

    kind: Literal["short_page"] = "short_page"
    rows: int = Field(default=1, ge=0)

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The page with its first rows alone."""
        return changed_rows(body, lambda rows: rows[: self.rows])


class ReorderRows(ChangedJson):
    """The rows of a page come in another order each time."""

    kind: Literal["reorder_rows"] = "reorder_rows"

    def changed_body(self, body: JsonObject, call: Call, /) -> JsonObject:
        """The page, shuffled."""
        return changed_rows(body, lambda rows: call.chance.sample(rows, len(rows)))


class Totals(ChangedJson):
    """The totals of a page are not those of the rows."""

    kind: Literal["totals"] = "totals"
    how: Literal["zero", "negative", "wrong", "changing"] = "wrong"

    def changed_body(self, body: JsonObject, call: Call, /) -> JsonObject:
        """The page with other totals; `changing` ones grow with every call."""
        return changed_members(body, dict.fromkeys(_TOTALS, lambda total: self._other(total, call.number)))

    def _other(self, total: object, number: int) -> object:
        others = {"zero": 0, "negative": -1}
        if self.how in others or not isinstance(total, int):
            return others.get(self.how, total)
        return total + (7 if self.how == "wrong" else number)


def _is_later_page(call: Call) -> bool:
    return _offset(call) > 0 or _number(call, "page") > 0


def _offset(call: Call) -> int:
    return _number(call, "offset")


def _number(call: Call, name: str) -> int:
    text = call.request.query_params.get(name, "")
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0
