"""The journal of intents: PREPARED, then SENT (on disk before the bytes leave), then an outcome.

Every change is one short transaction that goes by the table of ``steps`` and leaves its row in the audit: a row that
another process moved on is never overwritten.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import Connection, Engine, and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from promo_data.actions.blocked import blocked
from promo_data.actions.figures import Figures
from promo_data.actions.intent import Decision, Intent, State
from promo_data.actions.on_record import OnRecord, in_the_way, one
from promo_data.actions.outcomes import Told, finding_out
from promo_data.actions.records import Values, audited, decided, ended, intent_of, prepared, read
from promo_data.actions.standing import Standing
from promo_data.actions.steps import TOLD_BY, Step, leaving
from promo_data.actions.wish import Wish
from promo_data.audit import Audit, Entry, Event
from promo_data.errors import StoreError
from promo_data.store import Lease, reading, writing
from promo_data.store.tables import INTENTS
from promo_data.vocabulary import Outcome

_NEVER_SENT = Told(Outcome.NOT_SENT, "The program stopped before anything was sent.", "It may be tried again.")
_CUT_OFF = "The program stopped before the answer came. It is not known what was done."


class _EndedMeanwhileError(StoreError):
    """Another process moved the row on first."""

    def __init__(self) -> None:
        super().__init__("The action on record was ended meanwhile, so it was left as it is.")


class Journal(OnRecord):
    """The intents of one backend, as one person writes them; safe to use from many threads and processes.

    With a ``lease`` nothing is written once another process has taken that over. Every method raises ``StoreError``
    where it cannot be recorded; what cannot be recorded must not be sent.
    """

    def __init__(
        self,
        engine: Engine,
        audit: Audit,
        *,
        backend: str,
        person: str,
        clock: Callable[[], datetime],
        lease: Lease | None = None,
    ) -> None:
        super().__init__(engine, backend=backend, clock=clock)
        self._audit = audit
        self._person = person
        self._transaction = partial(writing, engine) if lease is None else lease.writing

    def close(self) -> None:
        """Let go of the database, the audit's last head kept."""
        self._audit.close()
        self._engine.dispose()

    def check(self) -> None:
        """Raise ``StoreError`` with what stands in the way of recording, and so of sending; reading may still work."""
        with self._recording():
            pass

    def prepare(
        self,
        intent_id: UUID,
        wish: Wish,
        *,
        digest: str,
        insisted: bool,
        form_token: str | None = None,
        batch: UUID | None = None,
    ) -> Intent:
        """The new intent, or the one that ``form_token`` made before: its id then differs from ``intent_id``."""
        try:
            with self._recording() as connection:
                row = prepared(intent_id, wish, at=self._clock()) | {"batch": batch, "form_token": form_token}
                row |= {"backend": self._backend, "person": self._person}
                row |= {"body_digest": digest, "insisted": insisted}
                return intent_of(connection.execute(insert(INTENTS).values(row).returning(INTENTS)).mappings().one())
        except IntegrityError:
            if form_token is None:
                raise StoreError("There is an action on record with this id already.") from None
            with reading(self._engine) as connection:
                return one(connection, self._mine(INTENTS.c.form_token == form_token))

    def claim(self, intent_id: UUID, standing: Standing, seen_at: datetime | None = None) -> Intent:
        """The intent with what was read about it, or ended NOT_SENT where another of its kind stands in its way.

        In its way is an open one, and one carried out since this one was prepared, or since ``seen_at``, when the
        customer was read for what the person confirmed: nobody had seen that.
        """
        try:
            return self._claimed(intent_id, standing, seen_at)
        except IntegrityError:  # databases that let two writers look at once tell them apart only here
            return self._claimed(intent_id, standing, seen_at)

    def _claimed(self, intent_id: UUID, standing: Standing, seen_at: datetime | None) -> Intent:
        with self._writing() as connection:
            own = one(connection, INTENTS.c.id == intent_id)
            blocks = self._mine(in_the_way(own, standing, since=min(own.prepared_at, seen_at or own.prepared_at)))
            oldest = select(INTENTS).where(blocks).order_by(INTENTS.c.prepared_at, INTENTS.c.id).limit(1)
            found = connection.execute(oldest).mappings().first()
            if found is None:
                return self._moved(connection, Step.CLAIM, intent_id, read(standing) | {"state": State.PREPARED})
            ending = ended(blocked(intent_of(found)), at=self._clock()) | {"blocked_by": found["id"]}
            return self._moved(connection, Step.HOLD_BACK, intent_id, read(standing) | ending)

    def mark_sent(self, intent_id: UUID, vendor_time: datetime | None = None) -> Intent:
        """The intent as SENT; when this returns it is on disk, and only then may the request leave.

        ``vendor_time`` is what time it is at the vendor, where that is known.
        """
        return self.mark_all_sent([intent_id], vendor_time)[0]

    def mark_all_sent(self, intent_ids: Sequence[UUID], vendor_time: datetime | None = None) -> tuple[Intent, ...]:
        """All of them as SENT, or none: when this returns they are on disk, and only then may their request leave."""
        with self._recording() as connection:
            sent = {"state": State.SENT, "sent_at": self._clock(), "vendor_sent_at": vendor_time}
            return tuple(self._moved(connection, Step.SEND, intent_id, sent) for intent_id in intent_ids)

    def conclude(self, intent_id: UUID, told: Told) -> Intent:
        """The intent with its outcome; one that was given up as UNKNOWN meanwhile may still be told apart."""
        return self._move(Step.CONCLUDE, intent_id, ended(told, at=self._clock()))

    def note_after(self, intent_id: UUID, figures: Figures, advice: str | None = None) -> Intent:
        """The intent with the customer's figures read after it ended, and other ``advice`` where they call for it."""
        values = {"figures_after": figures.model_dump(mode="json")} | ({} if advice is None else {"advice": advice})
        with self._transaction() as connection:
            return _changed(connection, intent_id, tuple(State), values)

    def note_merged(self, intent_id: UUID, customer_id: int) -> Intent:
        """The intent with the customer who answered for its own when that one was read by number."""
        with self._transaction() as connection:
            return _changed(connection, intent_id, tuple(State), {"merged_into": customer_id})

    def settle(self, intent_id: UUID, told: Told) -> Intent:
        """An UNKNOWN intent with the outcome that reading back found; the vendor's words and ids stay as they were.

        So does its code, but for an intent that is now CONFIRMED: it then says nothing of how it ended.
        """
        ending = ended(told, at=self._clock())
        found = ("state", "ended_at", "next_read_at", "message", "advice")
        code = ("code",) if told.outcome is Outcome.CONFIRMED else ()
        return self._move(Step.SETTLE, intent_id, {key: ending[key] for key in (*found, *code)})

    def decide(self, intent_id: UUID, *, carried_out: bool) -> Intent:
        """An UNKNOWN or CONFLICT intent as this person decided it: CONFIRMED, or else NOT_APPLIED."""
        decision = Decision.CARRIED_OUT if carried_out else Decision.NOT_CARRIED_OUT
        return self._move(Step.DECIDE, intent_id, decided(decision, self._person, at=self._clock()))

    def schedule(self, intent_id: UUID, at: datetime | None, reads: int) -> Intent:
        """An UNKNOWN intent that was read back ``reads`` times, and will be again ``at``; ``None``: no more."""
        with self._transaction() as connection:
            return _changed(connection, intent_id, (State.UNKNOWN,), {"next_read_at": at, "reads": reads})

    def recover(self) -> tuple[Intent, ...]:
        """Ends what dead processes left: never sent is NOT_SENT, sent is UNKNOWN and due to be read back.

        Call it when the program starts, and from the job process as often as it likes.
        """
        recovered = []
        for left in self.left_behind():
            cut_off = Told(Outcome.UNKNOWN, _CUT_OFF, finding_out(left.effect))
            told = _NEVER_SENT if left.state is State.PREPARED else cut_off
            with suppress(_EndedMeanwhileError):
                recovered.append(self._move(Step.RECOVER, left.id, ended(told, at=self._clock())))
        return tuple(recovered)

    def note_export(self, what: str, rows: int) -> None:
        """Put on record that ``rows`` rows of ``what`` are about to leave the program; without it they must not."""
        entry = Entry(Event.EXPORTED, self._backend, self._person, details={"what": what, "rows": rows})
        with self._recording() as connection:
            self._audit.append(connection, entry)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that may end something; the audit's head is kept afterwards where that is due."""
        with self._transaction() as connection:
            yield connection
        self._audit.keep_head()

    @contextmanager
    def _recording(self) -> Iterator[Connection]:
        """A transaction on the way to a request: none where its end could not be put in the audit."""
        with self._writing() as connection:
            self._audit.require(connection, backend=self._backend, person=self._person)
            yield connection

    def _move(self, step: Step, intent_id: UUID, values: Values) -> Intent:
        with self._writing() as connection:
            return self._moved(connection, step, intent_id, values)

    def _moved(self, connection: Connection, step: Step, intent_id: UUID, values: Values) -> Intent:
        """The intent in the state of ``values``, with its row in the audit where the step tells of an end."""
        intent = _changed(connection, intent_id, leaving(step, values["state"]), values)
        if step in TOLD_BY:
            self._audit.append(connection, audited(intent, TOLD_BY[step], self._person))
        return intent


def _changed(connection: Connection, intent_id: UUID, leaving: Collection[State], values: Values) -> Intent:
    here = and_(INTENTS.c.id == intent_id, INTENTS.c.state.in_(leaving))
    changed = connection.execute(update(INTENTS).where(here).values(values).returning(INTENTS)).mappings().first()
    if changed is None:
        raise _EndedMeanwhileError
    return intent_of(changed)
