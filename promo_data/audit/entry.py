"""One row of the audit, before it is given its place in the chain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Event(StrEnum):
    """What happened. ``BEGAN`` is the first row: what was prepared before it is not in the audit."""

    BEGAN = "began"
    ENDED = "ended"
    SETTLED = "settled"
    DECIDED = "decided"
    RECOVERED = "recovered"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what for whom, and how it ended; absent where it does not apply.

    ``customer_id`` is the vendor's number; ``details`` are plain JSON values. Nothing in it names a person but
    ``person``, who acted.
    """

    event: Event
    backend: str
    person: str
    org_id: int | None = None
    program_id: int | None = None
    promotion_id: int | None = None
    customer_id: int | None = None
    action: str | None = None
    intent_id: UUID | None = None
    outcome: str | None = None
    details: Mapping[str, str | int | bool | None] = field(default_factory=dict)
