"""A journal filled in without a vendor, for the pages to show: every way an action can end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from promo_data.actions import Intent, Journal, Route, Undoing, Wish
from promo_data.actions.figures import Figures
from promo_data.actions.outcomes import Told
from promo_data.actions.standing import Standing
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.effect import WriteIds
from promo_data.vocabulary import Action, IdentifierKind, Outcome, Verdict
from tests.unit.actions.journals import Desk

MOBILE = "18767431754"
OWN_ORG, PROGRAMME, PROMOTION = 50404, 469, 65777
WISH = Wish(CustomerIdentifier(IdentifierKind.MOBILE, MOBILE), OWN_ORG, PROGRAMME, PROMOTION, Route.V2_ISSUE)
BEFORE = Figures(enrolled=1, issued=0, enrolments={"25286": datetime(2026, 3, 2, 9, tzinfo=UTC)}, issues={})
AFTER = Figures(
    enrolled=3,
    issued=0,
    enrolments=dict(BEFORE.enrolments or {}) | {"25301": datetime(2026, 3, 3, 9, tzinfo=UTC), "25302": None},
    issues={},
)

TOLD = {
    Outcome.CONFIRMED: Told(
        Outcome.CONFIRMED, "The customer is enrolled.", ids=WriteIds(issual_id=25301), request_id="5f3c-2201"
    ),
    Outcome.REFUSED: Told(
        Outcome.REFUSED, "The promotion was not issued.", "Look at the limits.", 8890, "Promotion not issued"
    ),
    Outcome.PARTIAL: Told(Outcome.PARTIAL, "The customer is enrolled, but not in the milestone.", "Check it."),
    Outcome.NOT_SENT: Told(Outcome.NOT_SENT, "The customer has used all 3 enrolments."),
    Outcome.NOT_APPLIED: Told(Outcome.NOT_APPLIED, "The vendor was busy.", "It may be tried again.", 521, "Busy"),
    Outcome.UNKNOWN: Told(Outcome.UNKNOWN, "No whole answer came back.", "It is read back."),
    Outcome.CONFLICT: Told(Outcome.UNKNOWN, "No whole answer came back.", "It is read back."),
}
CONTRADICTORY = Told(
    Outcome.CONFLICT,
    "The customer's figures changed, but not as this action alone would change them.",
    "Compare the figures before and after, and decide what was done.",
)


@dataclass
class Record:
    """Writes to the journal that a dashboard at ``backend`` reads."""

    desk: Desk
    backend: str

    def journal(self, person: str = "agent") -> Journal:
        """The journal as that person writes it."""
        return self.desk.journal_of(person, backend=self.backend)

    def sent(self, customer: int, *, effect: Action = Action.ENROL, person: str = "agent", wish: Wish = WISH) -> Intent:
        """An action that is under way, for a customer of its own."""
        journal = self.journal(person)
        standing = Standing(customer, wish.org_id, "LOYALTY_EARNING", effect, Verdict.ALLOWED, (), BEFORE)
        with self._writing_as(journal):
            claimed = self.desk.claimed(standing, wish)
        self.desk.clock.move(seconds=1)
        return journal.mark_sent(claimed.id)

    def ended(
        self,
        outcome: Outcome,
        customer: int,
        *,
        effect: Action = Action.ENROL,
        person: str = "agent",
        wish: Wish = WISH,
    ) -> Intent:
        """An action that ended so, read again where its end is contradictory; a minute passes."""
        journal, sent = self.journal(person), self.sent(customer, effect=effect, person=person, wish=wish)
        self.desk.clock.move(seconds=2)
        intent = journal.conclude(sent.id, TOLD[outcome])
        if outcome is Outcome.CONFLICT:
            journal.note_after(intent.id, AFTER)
            intent = journal.settle(intent.id, CONTRADICTORY)
        self.desk.clock.move(minutes=1)
        return intent

    def undo(self, undone: Intent) -> Intent:
        """The action that took ``undone`` back, as recorded."""
        assert undone.customer_id is not None
        undoing = Undoing(undone.id, Action.REVOKE_ENROL, "25301", of_enrolment=True)
        wish = replace(WISH, route=Route.V2_REVOKE_ENROL, undo=undoing)
        return self.ended(Outcome.CONFIRMED, undone.customer_id, effect=Action.REVOKE_ENROL, wish=wish)

    @contextmanager
    def _writing_as(self, journal: Journal) -> Iterator[None]:
        usual, self.desk.journal = self.desk.journal, journal
        yield
        self.desk.journal = usual


@contextmanager
def record_at(folder: Path, backend: str) -> Iterator[Record]:
    """The record in ``folder``; its clock begins two hours ago, as people look at it."""
    desk = Desk(folder, folder)
    desk.clock.at = datetime.now(UTC) - timedelta(hours=2)
    yield Record(desk, backend)
    desk.journal.close()
