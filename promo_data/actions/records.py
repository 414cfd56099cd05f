"""An intent as a row of the journal, and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from promo_data.actions.figures import Figures
from promo_data.actions.intent import Decision, Intent, State
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.actions.wish import Route, Wish
from promo_data.audit import Entry, Event
from promo_data.models.effect import WriteIds
from promo_data.store import Holder
from promo_data.vocabulary import Action, Outcome, Source

Values = dict[str, Any]


def prepared(intent_id: UUID, wish: Wish, *, at: datetime) -> Values:
    """What is known as soon as a person confirmed the wish."""
    return {
        "id": intent_id,
        "holder": str(Holder.this()),
        "state": State.PREPARED,
        "route": wish.route,
        "org_id": wish.org_id,
        "program_id": wish.program_id,
        "promotion_id": wish.promotion_id,
        "customer_masked": wish.identifier.masked,
        "source": wish.identifier.source,
        "prepared_at": at,
        "undoes": wish.undoes,
    }


def read(standing: Standing) -> Values:
    """What the fresh look-up adds."""
    return {
        "customer_id": standing.customer_id,
        "org_id": standing.org_id,
        "effect": standing.effect,
        "promotion_name": standing.name,
        "figures_before": standing.figures.model_dump(mode="json"),
    }


def ended(told: Told, *, at: datetime) -> Values:
    """How it ended; what is UNKNOWN is due to be read back at once."""
    return {
        "state": State(told.outcome.value),
        "ended_at": at,
        "next_read_at": at if told.outcome is Outcome.UNKNOWN else None,
        "code": told.code,
        "message": told.message,
        "advice": told.advice,
        "vendor_message": told.vendor_message,
        "ids": asdict(told.ids),
        "request_id": told.request_id,
    }


def decided(decision: Decision, person: str, *, at: datetime) -> Values:
    """How a person decided it; what the vendor said stays as it was."""
    outcome = Outcome.CONFIRMED if decision is Decision.CARRIED_OUT else Outcome.NOT_APPLIED
    found = "carried out" if decision is Decision.CARRIED_OUT else "not carried out"
    told = ended(Told(outcome, f"A person compared the figures and decided that it was {found}."), at=at)
    kept = ("state", "ended_at", "next_read_at", "message", "advice")
    return {key: told[key] for key in kept} | {"decision": decision, "decided_by": person, "decided_at": at}


def audited(intent: Intent, event: Event, person: str) -> Entry:
    """What the audit keeps of a change that brought ``intent`` where it is; ``person`` made it."""
    return Entry(
        event,
        intent.backend,
        person,
        org_id=intent.org_id,
        program_id=intent.program_id,
        promotion_id=intent.promotion_id,
        customer_id=intent.customer_id,
        action=intent.effect,
        intent_id=intent.id,
        outcome=intent.state,
        details={
            "route": intent.route,
            "code": intent.code,
            "request_id": intent.request_id,
            "insisted": intent.insisted,
            "decision": intent.decision,
            "undoes": None if intent.undoes is None else str(intent.undoes),
        },
    )


def intent_of(row: RowMapping) -> Intent:
    """The intent in a row."""
    return Intent(
        id=row["id"],
        state=State(row["state"]),
        route=Route(row["route"]),
        effect=None if row["effect"] is None else Action(row["effect"]),
        backend=row["backend"],
        person=row["person"],
        org_id=row["org_id"],
        program_id=row["program_id"],
        promotion_id=row["promotion_id"],
        customer_id=row["customer_id"],
        customer=row["customer_masked"],
        source=Source(row["source"]),
        insisted=row["insisted"],
        prepared_at=row["prepared_at"],
        sent_at=row["sent_at"],
        ended_at=row["ended_at"],
        before=_figures(row["figures_before"]),
        after=_figures(row["figures_after"]),
        code=row["code"],
        message=row["message"],
        advice=row["advice"],
        vendor_message=row["vendor_message"],
        ids=WriteIds(**(row["ids"] or {})),
        request_id=row["request_id"],
        blocked_by=row["blocked_by"],
        undoes=row["undoes"],
        batch=row["batch"],
        decision=None if row["decision"] is None else Decision(row["decision"]),
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        next_read_at=row["next_read_at"],
        reads=row["reads"],
        promotion_name=row["promotion_name"],
        vendor_sent_at=row["vendor_sent_at"],
        merged_into=row["merged_into"],
    )


def _figures(stored: Values | None) -> Figures | None:
    return None if stored is None else Figures.model_validate(stored)
