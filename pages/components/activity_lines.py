"""What the list says of each action on record: pure, from the journal's intents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pandas as pd

from pages.components.desk import PromotionKey
from pages.components.wording import activity as words
from pages.components.wording.activity import Ending
from promo_data.actions import Intent
from promo_data.actions.intent import CARRIED_OUT
from promo_data.models.customer import masked
from promo_data.vocabulary import AllowanceState

PromotionNames = Mapping[PromotionKey, str]
"""The names of promotions, as far as they are known."""


@dataclass(frozen=True, slots=True)
class Names:
    """What numbers are called; a promotion nobody has read yet has no name."""

    orgs: Mapping[int | None, str]
    promotions: PromotionNames

    def org(self, org_id: int | None) -> str:
        """The org's name, else its number; an own org without a number has its name under ``None``."""
        return self.orgs.get(org_id) or (f"Org {org_id}" if org_id is not None else "Own org")

    def promotion(self, intent: Intent) -> str | None:
        """The promotion's name as it was read last, else as it was when this was asked for, where either is known."""
        key = PromotionKey(intent.org_id, intent.program_id, intent.promotion_id)
        return self.promotions.get(key) or intent.promotion_name


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One action in words; ``manner`` is what colours its outcome."""

    id: UUID
    at: datetime
    ending: Ending
    outcome: str
    manner: AllowanceState
    action: str
    promotion: str
    org: str
    customer: str
    who: str
    said: str
    vendor: str
    request: str
    next: str


def activity_lines(intents: Sequence[Intent], names: Names) -> list[ActivityLine]:
    """One line an action, in their order."""
    return [_line(intent, names) for intent in intents]


def _line(intent: Intent, names: Names) -> ActivityLine:
    ending = Ending.of(intent.state)
    return ActivityLine(
        id=intent.id,
        at=intent.prepared_at,
        ending=ending,
        outcome=words.marked(ending),
        manner=words.ENDINGS[ending].manner,
        action=words.action_words(intent.effect, intent.route),
        promotion=promotion_words(intent, names),
        org=names.org(intent.org_id),
        customer=customer_words(intent),
        who=intent.person,
        said=_said(intent),
        vendor=vendor_words(intent),
        request=intent.request_id or "",
        next=words.NEXT.get(ending, words.DETAILS),
    )


def _said(intent: Intent) -> str:
    """Our words for it; beside what was done stands what is left to do, or that somebody else did it too."""
    return f"{intent.message} {intent.advice}".strip() if intent.state in CARRIED_OUT else intent.message


def promotion_words(intent: Intent, names: Names) -> str:
    """``Travel miles (1122938)``, or the number alone."""
    name = names.promotion(intent)
    return f"Promotion {intent.promotion_id}" if name is None else f"{name} ({intent.promotion_id})"


def customer_words(intent: Intent) -> str:
    """``347297848 (9174•••033)``; the vendor's number is known once the customer was read."""
    if intent.customer_id is None:
        return intent.customer
    number = str(intent.customer_id)
    return number if intent.customer == masked(number) else f"{number} ({intent.customer})"


def vendor_words(intent: Intent) -> str:
    """``8890: Promotion not issued``: the vendor's code and words, and nothing of ours."""
    return ": ".join(str(part) for part in (intent.code, intent.vendor_message) if part not in (None, ""))


def activity_frame(intents: Sequence[Intent], names: Names) -> pd.DataFrame:
    """What is exported: one row an action, under names that scripts can rely on; nothing unmasked is in it."""
    return pd.DataFrame([_exported(intent, names) for intent in intents], columns=_EXPORTED).astype(_KINDS)


_NUMBERS = ("org_id", "program_id", "promotion_id", "customer_id", "code", "reads")
_KINDS = dict.fromkeys(_NUMBERS, "Int64")
_EXPORTED = (
    "prepared_at", "state", "outcome", "action", "action_name", "person", "org_id", "org", "program_id",
    "promotion_id", "promotion", "customer_id", "customer_masked", "code", "vendor_message", "message", "advice",
    "request_id", "intent_id", "route", "insisted", "sent_at", "ended_at", "reads", "decision", "decided_by",
    "decided_at", "undoes",
)  # fmt: skip


def _exported(intent: Intent, names: Names) -> dict[str, object]:
    own = (
        "prepared_at", "state", "person", "org_id", "program_id", "promotion_id", "customer_id", "code",
        "vendor_message", "message", "advice", "request_id", "route", "insisted", "sent_at", "ended_at", "reads",
        "decision", "decided_by", "decided_at",
    )  # fmt: skip
    return {name: getattr(intent, name) for name in own} | {
        "outcome": words.ENDINGS[Ending.of(intent.state)].short,
        "action": intent.effect,
        "action_name": words.action_words(intent.effect, intent.route),
        "org": names.org(intent.org_id),
        "promotion": names.promotion(intent),
        "customer_masked": intent.customer,
        "intent_id": str(intent.id),
        "undoes": None if intent.undoes is None else str(intent.undoes),
    }
