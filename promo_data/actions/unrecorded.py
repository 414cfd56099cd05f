"""How an intent ended that was sent, where that cannot be put on record at once: told all the same, and kept."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from promo_data.actions.intent import Intent, State
from promo_data.actions.journal import Journal
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.errors import StoreError
from promo_data.vocabulary import Outcome

NOTE_IT = "It is recorded as soon as that works; until then others see it as under way, so note it down."


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """``intent`` as it would stand on record, and ``told``, which belongs there."""

    intent: Intent
    told: Told


class UnrecordedError(StoreError):
    """It was sent, and how that ended is known here alone; the sentence tells both."""

    def __init__(self, reason: StoreError, *ends: Unrecorded) -> None:
        super().__init__(" ".join([*dict.fromkeys(end.told.message for end in ends), str(reason), NOTE_IT]))
        self.reason = reason
        self.ends = ends


def unrecorded(intent: Intent, now: Standing, told: Told, at: datetime) -> Unrecorded:
    """What is known of a sent intent that ended ``at``, with a word on that it is not on record."""
    as_told = replace(
        intent,
        state=State(told.outcome.value),
        effect=now.effect,
        customer_id=now.customer_id,
        org_id=now.org_id,
        before=now.figures,
        promotion_name=now.name,
        ended_at=at,
        code=told.code,
        message=told.message,
        advice=f"{told.advice} {NOTE_IT}".strip(),
        vendor_message=told.vendor_message,
        ids=told.ids,
        request_id=told.request_id,
    )
    return Unrecorded(as_told, told)


def ended_on_record(journal: Journal, intent_id: UUID) -> Intent | None:
    """The intent where the record says how it ended; ``None`` where it does not, or cannot be read."""
    with suppress(StoreError):
        found = journal.get(intent_id)
        return found if found.outcome not in (None, Outcome.UNKNOWN) else None
    return None


def record(end: Unrecorded, journal: Journal) -> bool:
    """Whether it is on record now, or another process put there what it found by reading."""
    try:
        journal.conclude(end.intent.id, end.told)
    except StoreError:
        return ended_on_record(journal, end.intent.id) is not None
    return True
