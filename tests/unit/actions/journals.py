"""A journal without a vendor behind it, and the usual ways to bring an intent somewhere."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import update

from promo_data.actions import Intent, Journal, Route, Wish
from promo_data.actions.figures import Figures
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.audit import Audit, Finding, HeadFile, read_key, verify
from promo_data.models.customer import CustomerIdentifier
from promo_data.store import Holder, open_store, writing
from promo_data.store.tables import INTENTS
from promo_data.vocabulary import Action, IdentifierKind, Outcome, Verdict
from tests.stores import begun_store
from tests.unit.actions.vendor import Clock

MOBILE = "18767431754"
WISH = Wish(CustomerIdentifier(IdentifierKind.MOBILE, MOBILE), 50404, 469, 65777, Route.V2_ISSUE)
FIGURES = Figures(enrolled=1, enrolments={"25286": datetime(2026, 3, 2, 9, tzinfo=UTC)})
LOST = Told(Outcome.UNKNOWN, "Lost.", "Wait.")


def standing(customer_id: int = 7, org_id: int | None = 50404, effect: Action = Action.ENROL) -> Standing:
    return Standing(customer_id, org_id, "LOYALTY_EARNING", effect, Verdict.ALLOWED, (), FIGURES)


class Desk:
    """The journal of an agent in a store of its own: our own file in ``place``, or what is being tested."""

    def __init__(self, folder: Path, place: Path | None = None) -> None:
        self.folder = folder
        self.clock = Clock()
        self.engine = open_store(place or begun_store(folder))
        self.audit = Audit(self.engine, folder, clock=self.clock)
        self.journal = self.journal_of("agent")

    def journal_of(self, person: str, backend: str = "sandbox") -> Journal:
        return Journal(self.engine, self.audit, backend=backend, person=person, clock=self.clock)

    def prepared(self, wish: Wish = WISH) -> Intent:
        return self.journal.prepare(uuid4(), wish, digest="d", insisted=False)

    def claimed(self, facts: Standing | None = None, wish: Wish = WISH) -> Intent:
        return self.journal.claim(self.prepared(wish).id, facts or standing())

    def sent(self, facts: Standing | None = None, wish: Wish = WISH) -> Intent:
        return self.journal.mark_sent(self.claimed(facts, wish).id)

    def ended(self, told: Told | Outcome, facts: Standing | None = None, wish: Wish = WISH) -> Intent:
        told = told if isinstance(told, Told) else Told(told, "Ended.")
        return self.journal.conclude(self.sent(facts, wish).id, told)

    def held_by_a_dead_process(self, intent: Intent) -> None:
        dead = str(replace(Holder.this(), run="an earlier process with this number"))
        with writing(self.engine) as connection:
            connection.execute(update(INTENTS).where(INTENTS.c.id == intent.id).values(holder=dead))

    def verify(self) -> Finding:
        return verify(self.engine, HeadFile(self.folder).read(), lambda: read_key(self.folder))
