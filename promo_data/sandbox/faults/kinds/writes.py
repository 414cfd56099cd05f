"""Answers to writes that leave open what was done, although it was."""

from typing import Literal

from pydantic import Field

from promo_data.sandbox.endpoints.enrolment_steps import MILESTONES_FAILED, NO_CONFIRMATION
from promo_data.sandbox.faults.call import Call
from promo_data.sandbox.faults.kinds.bases import ChangedJson, JsonObject
from promo_data.sandbox.faults.kinds.json_changes import changed_members, changed_rows


class NoResponseFromEmf(ChangedJson):
    """v3 has enrolled, but the service behind it has not confirmed: a warning and no ids (002, third warning)."""

    kind: Literal["no_response_from_emf"] = "no_response_from_emf"
    message: str = Field(default=NO_CONFIRMATION, description="the warning; a newer page has another")

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer without ids; a refusal stays one."""
        if body.get("data") is None:
            return body
        unconfirmed = changed_members(body, {"enrollmentId": _nothing, "optinId": _nothing, "milestone": _nothing})
        return unconfirmed | {"warnings": [{"message": self.message}]}


class MilestoneFailed(ChangedJson):
    """v3 has enrolled, but not into the milestones (002, second warning)."""

    kind: Literal["milestone_failed"] = "milestone_failed"
    message: str = Field(default=MILESTONES_FAILED, description="the warning; a newer page has another")

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with the warning; a refusal stays one."""
        if body.get("data") is None:
            return body
        failed: JsonObject = {"status": "FAILED", "milestones": []}
        return changed_members(body, {"milestone": lambda _: failed}) | {"warnings": [{"message": self.message}]}


class BulkRows(ChangedJson):
    """The rows of a bulk answer are not those of the request, which was carried out as it was."""

    kind: Literal["bulk_rows"] = "bulk_rows"
    how: Literal["fewer", "reordered", "without_ids", "doubled"] = "fewer"

    def changed_body(self, body: JsonObject, _call: Call, /) -> JsonObject:
        """The answer with other rows."""
        return changed_rows(body, self._other)

    def _other(self, rows: list[object]) -> list[object]:
        match self.how:
            case "fewer":
                return rows[:-1]
            case "reordered":
                return rows[::-1]
            case "doubled":
                return [*rows, *rows[-1:]]
            case "without_ids":
                return [changed_members(row, {"entityId": _nothing}) if isinstance(row, dict) else row for row in rows]


def _nothing(_: object) -> None:
    return None
