"""What an answer to a write proves was done."""

from dataclasses import dataclass, fields
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class WriteIds:
    """The vendor's ids of what was done, under its own names: issualId, earnedId, enrollmentId, optinId."""

    issual_id: int | str | None = None
    earned_id: int | str | None = None
    enrollment_id: int | str | None = None
    optin_id: int | str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) is not None for field in fields(self))


class Proof(StrEnum):
    """How far an answer proves that the wish was carried out."""

    NOTHING = "nothing"
    WHOLE = "whole"
    PART = "part"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Effect:
    """The proof and its ids; ``DOUBTFUL`` is an answer about something else, or without ids."""

    proof: Proof
    ids: WriteIds = WriteIds()
