"""One wish on record: what was wanted, for whom, how far it came, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from promo_data.actions.figures import Figures
from promo_data.actions.wish import Route
from promo_data.models.effect import WriteIds
from promo_data.store.tables import OPEN_STATES
from promo_data.vocabulary import Action, Outcome, Source


class Decision(StrEnum):
    """What a person found to have become of an intent whose end could not be told."""

    CARRIED_OUT = "carried_out"
    NOT_CARRIED_OUT = "not_carried_out"


class State(StrEnum):
    """How far an intent came: two steps on the way, then an outcome."""

    PREPARED = "prepared"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    PARTIAL = "partial"
    NOT_SENT = "not_sent"
    NOT_APPLIED = "not_applied"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"

    @property
    def words(self) -> str:
        """As people write it: ``not applied``."""
        return self.value.replace("_", " ")


UNDER_WAY = frozenset({State.PREPARED, State.SENT})
"""States of an intent that a process is carrying out, or left behind."""

CARRIED_OUT = frozenset({State.CONFIRMED, State.PARTIAL})
"""States of an intent that had an effect for certain."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A row of the journal; ``id`` travels as the vendor's requestId where the endpoint takes one.

    ``effect``, ``customer_id`` and ``before`` are ``None`` until the customer was read, ``customer`` is masked, times
    are UTC. ``blocked_by`` names the intent that kept this one from being sent, open or carried out just before,
    ``undoes`` the one that this one takes back, ``batch`` what rows of one request share. ``next_read_at`` is when an
    UNKNOWN one is to be read back: ``None`` once only a person can tell; ``reads`` is how often that was done.
    ``promotion_name`` is the promotion's when the customer was read, ``vendor_sent_at`` the vendor's time at
    ``sent_at``: ``None`` where it was not told. ``merged_into`` is the customer who answered when this one was read.
    """

    id: UUID
    state: State
    route: Route
    effect: Action | None
    backend: str
    person: str
    org_id: int | None
    program_id: int
    promotion_id: int
    customer_id: int | None
    customer: str
    source: Source
    insisted: bool
    prepared_at: datetime
    sent_at: datetime | None
    ended_at: datetime | None
    before: Figures | None
    after: Figures | None
    code: int | None
    message: str
    advice: str
    vendor_message: str
    ids: WriteIds
    request_id: str | None
    blocked_by: UUID | None
    undoes: UUID | None = None
    batch: UUID | None = None
    decision: Decision | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    next_read_at: datetime | None = None
    reads: int = 0
    promotion_name: str | None = None
    vendor_sent_at: datetime | None = None
    merged_into: int | None = None

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; ``None`` while it is under way."""
        return None if self.state in UNDER_WAY else Outcome(self.state.value)

    @property
    def is_open(self) -> bool:
        """Whether its end is not known, so that no second one of its kind may be sent."""
        return self.state.value in OPEN_STATES
