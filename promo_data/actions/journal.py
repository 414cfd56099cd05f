"""The journal of intents: PREPARED, then SENT (on disk before the bytes leave), then an outcome.

Every change is one short transaction, and each says which state it leaves: a row that another process moved on is
never overwritten.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, func, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from promo_data.actions.blocked import blocked
from promo_data.actions.figures import Figures
from promo_data.actions.holder import Holder
from promo_data.actions.intent import Intent, State
from promo_data.actions.outcomes import Told
from promo_data.actions.records import Values, ended, intent_of, prepared, read
from promo_data.actions.standing import Standing
from promo_data.actions.wish import Wish
from promo_data.codes import READ_BACK
from promo_data.errors import StoreError
from promo_data.store import reading, writing
from promo_data.store.tables import INTENTS, OPEN_STATES
from promo_data.vocabulary import Outcome

LONGEST_UNDER_WAY = timedelta(minutes=5)
"""After this long an intent is taken for abandoned, whoever holds it: a send ends within 20 seconds."""

_UNDER_WAY = (State.PREPARED, State.SENT)
_DONE = (State.CONFIRMED, State.PARTIAL)
_NEVER_SENT = Told(Outcome.NOT_SENT, "The program stopped before anything was sent.", "It may be tried again.")
_CUT_OFF = Told(
    Outcome.UNKNOWN, "The program stopped before the answer came. It is not known what was done.", READ_BACK
)


class _EndedMeanwhileError(StoreError):
    """Another process moved the row on first."""


class Journal:
    """The intents of one backend, as one person writes them; safe to use from many threads and processes."""

    def __init__(self, engine: Engine, *, backend: str, person: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._author = {"backend": backend, "person": person}
        self._clock = clock

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def prepare(
        self, intent_id: UUID, wish: Wish, *, digest: str, insisted: bool, form_token: str | None = None
    ) -> Intent:
        """The new intent, or the one that ``form_token`` made before: its id then differs from ``intent_id``."""
        row = prepared(intent_id, wish, at=self._clock()) | self._author
        row |= {"body_digest": digest, "insisted": insisted, "form_token": form_token}
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(INTENTS).values(row))
                return _one(connection, INTENTS.c.id == intent_id)
        except IntegrityError:
            if form_token is None:
                raise StoreError("There is an action on record with this id already.") from None
            with reading(self._engine) as connection:
                return _one(connection, self._mine(INTENTS.c.form_token == form_token))

    def claim(self, intent_id: UUID, standing: Standing) -> Intent:
        """The intent with what was read about it, or ended NOT_SENT where another of its kind stands in its way.

        In its way is an open one, and one carried out since this one was prepared: nobody had seen that.
        """
        try:
            with writing(self._engine) as connection:
                return self._claimed(connection, intent_id, standing)
        except IntegrityError:  # databases that let two writers look at once tell them apart only here
            with writing(self._engine) as connection:
                return self._claimed(connection, intent_id, standing)

    def _claimed(self, connection: Connection, intent_id: UUID, standing: Standing) -> Intent:
        own = _one(connection, INTENTS.c.id == intent_id)
        found = connection.execute(select(INTENTS).where(self._in_the_way(own, standing)).limit(1)).mappings().first()
        return _changed(connection, intent_id, (State.PREPARED,), read(standing) | self._blocking(found))

    def _blocking(self, found: RowMapping | None) -> Values:
        if found is None:
            return {}
        return self._ending(blocked(intent_of(found))) | {"blocked_by": found["id"]}

    def mark_sent(self, intent_id: UUID) -> Intent:
        """The intent as SENT; when this returns it is on disk, and only then may the request leave."""
        return self._change(intent_id, (State.PREPARED,), {"state": State.SENT, "sent_at": self._clock()})

    def conclude(self, intent_id: UUID, told: Told) -> Intent:
        """The intent with its outcome; one that was given up as UNKNOWN meanwhile may still be told apart."""
        return self._change(intent_id, (*_UNDER_WAY, State.UNKNOWN), self._ending(told))

    def note_after(self, intent_id: UUID, figures: Figures) -> Intent:
        """The intent with the customer's figures read after it ended."""
        return self._change(intent_id, tuple(State), {"figures_after": figures.model_dump(mode="json")})

    def settle(self, intent_id: UUID, told: Told) -> Intent:
        """An UNKNOWN intent with the outcome that reading back found; the vendor's words and ids stay as they were.

        So does its code, but for an intent that is now CONFIRMED: it then says nothing of how it ended.
        """
        found = ("state", "ended_at", "message", "advice", *(("code",) if told.outcome is Outcome.CONFIRMED else ()))
        values = {key: self._ending(told)[key] for key in found}
        return self._change(intent_id, (State.UNKNOWN,), values)

    def get(self, intent_id: UUID) -> Intent:
        """One intent; raises ``StoreError`` where there is none."""
        with reading(self._engine) as connection:
            return _one(connection, INTENTS.c.id == intent_id)

    def open_intents(self) -> tuple[Intent, ...]:
        """All whose end is not known, oldest first."""
        return self._all(INTENTS.c.state.in_(OPEN_STATES))

    def open_like(self, wish: Wish, standing: Standing) -> Intent | None:
        """The open intent that would stand in the way of ``wish``, if there is one."""
        return next(iter(self._all(and_(_same(wish, standing), INTENTS.c.state.in_(OPEN_STATES)))), None)

    def intents_of(self, customer_id: int) -> tuple[Intent, ...]:
        """All of one customer, oldest first."""
        return self._all(INTENTS.c.customer_id == customer_id)

    def recent(self, limit: int = 100) -> tuple[Intent, ...]:
        """The latest ones, newest first."""
        newest_first = select(INTENTS).where(self._mine(true())).order_by(INTENTS.c.prepared_at.desc()).limit(limit)
        with reading(self._engine) as connection:
            return tuple(map(intent_of, connection.execute(newest_first).mappings()))

    def recover(self) -> tuple[Intent, ...]:
        """Ends what dead processes left: never sent is NOT_SENT, sent is UNKNOWN. Call it when the program starts."""
        recovered = []
        for left in self._left_behind():
            told = _NEVER_SENT if left.state is State.PREPARED else _CUT_OFF
            with suppress(_EndedMeanwhileError):
                recovered.append(self._change(left.id, (left.state,), self._ending(told)))
        return tuple(recovered)

    def _left_behind(self) -> list[Intent]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(INTENTS).where(self._mine(INTENTS.c.state.in_(_UNDER_WAY)))).mappings()
            too_old = self._clock() - LONGEST_UNDER_WAY
            return [intent_of(r) for r in rows if r["prepared_at"] < too_old or Holder.parsed(r["holder"]).is_dead]

    def _all(self, condition: ColumnElement[bool]) -> tuple[Intent, ...]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(INTENTS).where(self._mine(condition)).order_by(INTENTS.c.prepared_at))
            return tuple(map(intent_of, rows.mappings()))

    def _mine(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(INTENTS.c.backend == self._author["backend"], condition)

    def _in_the_way(self, own: Intent, standing: Standing) -> ColumnElement[bool]:
        done_since = and_(INTENTS.c.state.in_(_DONE), INTENTS.c.ended_at >= own.prepared_at)
        blocks = or_(INTENTS.c.state.in_(OPEN_STATES), done_since)
        return self._mine(and_(_same(own, standing), INTENTS.c.id != own.id, blocks))

    def _ending(self, told: Told) -> Values:
        return ended(told, at=self._clock())

    def _change(self, intent_id: UUID, leaving: Collection[State], values: Values) -> Intent:
        with writing(self._engine) as connection:
            return _changed(connection, intent_id, leaving, values)


def _same(wanted: Wish | Intent, standing: Standing) -> ColumnElement[bool]:
    """Which rows are of one kind (design §6, one open intent)."""
    return and_(
        func.coalesce(INTENTS.c.org_id, 0) == (standing.org_id or 0),
        INTENTS.c.program_id == wanted.program_id,
        INTENTS.c.promotion_id == wanted.promotion_id,
        INTENTS.c.customer_id == standing.customer_id,
        INTENTS.c.effect == standing.effect,
    )


def _one(connection: Connection, condition: ColumnElement[bool]) -> Intent:
    row = connection.execute(select(INTENTS).where(condition)).mappings().first()
    if row is None:
        raise StoreError("There is no such action on record.")
    return intent_of(row)


def _changed(connection: Connection, intent_id: UUID, leaving: Collection[State], values: Values) -> Intent:
    here = and_(INTENTS.c.id == intent_id, INTENTS.c.state.in_(leaving))
    if connection.execute(update(INTENTS).where(here).values(values)).rowcount != 1:
        raise _EndedMeanwhileError("The action on record was ended meanwhile, so it was left as it is.")
    return _one(connection, INTENTS.c.id == intent_id)
