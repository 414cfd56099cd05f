"""What was asked and what it did: the record that tests compare everything else with."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

EffectKind = Literal["enrolled", "issued", "opted in", "milestone", "created"]

_MOST_REQUESTS = 100_000


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """One answered request. `endpoint` is the route, never the URL: URLs are personal data."""

    at: datetime
    org_id: int | None
    endpoint: str
    status: int
    code: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a request did to the world. `customer_id` is None for a created promotion."""

    at: datetime
    kind: EffectKind
    org_id: int
    customer_id: int | None
    promotion_id: int
    ids: Mapping[str, int]


@dataclass(slots=True)
class Ledger:
    """The last 100,000 requests and every effect, oldest first."""

    requests: deque[RequestEntry] = field(default_factory=lambda: deque(maxlen=_MOST_REQUESTS))
    effects: list[Effect] = field(default_factory=list)
