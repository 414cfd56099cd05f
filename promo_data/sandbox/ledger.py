"""What was asked and what it did: the record that tests compare everything else with."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

EffectKind = Literal[
    "enrolled", "issued", "opted in", "milestone", "created", "redeemed", "revoked enrolment", "revoked issue"
]

_MOST_REQUESTS = 100_000


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """One request. `endpoint` is the route, never the URL: URLs are personal data.

    `status` is what the API answered, or what a fault answered before the API was asked; None where nobody answered.
    """

    at: datetime
    org_id: int | None
    endpoint: str
    status: int | None
    code: int | None


@dataclass(frozen=True, slots=True)
class FaultEntry:
    """One fault that struck a request, by its name; `reached` says whether the API had been asked by then."""

    at: datetime
    fault: str
    endpoint: str
    org_id: int | None
    reached: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a request did to the world. `customer_id` is None for a created promotion."""

    at: datetime
    kind: EffectKind
    org_id: int
    customer_id: int | None
    promotion_id: int
    ids: Mapping[str, int | list[int]]


@dataclass(slots=True)
class Ledger:
    """The last 100,000 requests and faults, and every effect, oldest first."""

    requests: deque[RequestEntry] = field(default_factory=lambda: deque(maxlen=_MOST_REQUESTS))
    effects: list[Effect] = field(default_factory=list)
    faults: deque[FaultEntry] = field(default_factory=lambda: deque(maxlen=_MOST_REQUESTS))
