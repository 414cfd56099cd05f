"""What the journal can tell: one intent, those that are open or due, and pages of all."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, func, or_, select, true

from promo_data.actions.intent import CARRIED_OUT, UNDER_WAY, Intent, State
from promo_data.actions.records import intent_of
from promo_data.actions.search import Page, Search, older_than
from promo_data.actions.standing import Standing
from promo_data.actions.wish import Wish
from promo_data.errors import StoreError
from promo_data.store import Holder, reading
from promo_data.store.tables import INTENTS, OPEN_STATES

LONGEST_UNDER_WAY = timedelta(minutes=5)
"""So long after its last step an intent is taken for abandoned, whoever holds it: a send ends within 20 seconds."""

_AT_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Asked for as a range, because SQLite passes the index of planned readings over for an IS NOT NULL."""
_WITHOUT_EFFECT = (State.NOT_SENT, State.NOT_APPLIED, State.REFUSED)


class OnRecord:
    """The intents of one backend, as they stand; safe to use from many threads. All raise ``StoreError``."""

    def __init__(self, engine: Engine, *, backend: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._backend = backend
        self._clock = clock

    def now(self) -> datetime:
        """The time as it goes on record."""
        return self._clock()

    def get(self, intent_id: UUID) -> Intent:
        """One intent; raises ``StoreError`` where there is none."""
        with reading(self._engine) as connection:
            return one(connection, INTENTS.c.id == intent_id)

    def open_intents(self) -> tuple[Intent, ...]:
        """All whose end is not known, oldest first."""
        return self._all(INTENTS.c.state.in_(OPEN_STATES))

    def open_like(self, wish: Wish, standing: Standing) -> Intent | None:
        """The open intent that would stand in the way of ``wish``, if there is one."""
        return next(iter(self._all(and_(same_kind(wish, standing), INTENTS.c.state.in_(OPEN_STATES)))), None)

    def done_like(self, wish: Wish, standing: Standing, since: datetime) -> Intent | None:
        """The last that was carried out of what ``wish`` would do, if it ended at ``since`` or later."""
        done = and_(same_kind(wish, standing), INTENTS.c.state.in_(CARRIED_OUT), INTENTS.c.ended_at >= since)
        return max(self._all(done), key=lambda intent: intent.ended_at or since, default=None)

    def undone_by(self, intent_id: UUID) -> Intent | None:
        """The intent that took ``intent_id`` back, or may yet have; not one that ended without an effect."""
        undoing = and_(INTENTS.c.undoes == intent_id, INTENTS.c.state.not_in(_WITHOUT_EFFECT))
        return next(iter(self._all(undoing)), None)

    def intents_of(self, customer_id: int) -> tuple[Intent, ...]:
        """All of one customer, and of those known to be merged into that one, oldest first."""
        return self._all(of_customers(customer_id))

    def scheduled(self) -> tuple[Intent, ...]:
        """The UNKNOWN ones that are to be read back, now or later, oldest first."""
        return self._all(and_(INTENTS.c.state == State.UNKNOWN, INTENTS.c.next_read_at > _AT_ANY_TIME))

    def left_behind(self) -> tuple[Intent, ...]:
        """Those under way whose process is dead, or for so long that it is taken for dead."""
        under_way = select(INTENTS).where(self._mine(INTENTS.c.state.in_(UNDER_WAY)))
        with reading(self._engine) as connection:
            rows = connection.execute(under_way).mappings().all()
        too_old = self._clock() - LONGEST_UNDER_WAY
        return tuple(
            intent_of(row) for row in rows if _last_step(row) < too_old or Holder.parsed(row["holder"]).is_dead
        )

    def page(self, search: Search, *, limit: int = 50, before: UUID | None = None) -> Page:
        """The newest that ``search`` wants; those after ``before``, the last one of the page before, if it is given."""
        with reading(self._engine) as connection:
            after = true() if before is None else older_than(one(connection, INTENTS.c.id == before))
            wanted = select(INTENTS).where(self._mine(and_(search.condition, after)))
            newest = wanted.order_by(INTENTS.c.prepared_at.desc(), INTENTS.c.id.desc()).limit(limit + 1)
            found = [intent_of(row) for row in connection.execute(newest).mappings()]
        return Page(tuple(found[:limit]), found[limit - 1].id if len(found) > limit else None)

    def counts(self, search: Search) -> Mapping[State, int]:
        """How many ``search`` finds in each state, whatever states it asks for; zero where there are none."""
        mine = self._mine(search.condition_without_states)
        counted = select(INTENTS.c.state, func.count()).where(mine).group_by(INTENTS.c.state)
        with reading(self._engine) as connection:
            found: dict[str, int] = dict(connection.execute(counted).all())
        return {state: found.get(state, 0) for state in State}

    def people(self) -> tuple[str, ...]:
        """Everyone who confirmed an intent, by name."""
        distinct = select(INTENTS.c.person).where(self._mine(true())).distinct().order_by(INTENTS.c.person)
        with reading(self._engine) as connection:
            return tuple(connection.scalars(distinct))

    def _all(self, condition: ColumnElement[bool]) -> tuple[Intent, ...]:
        oldest_first = select(INTENTS).where(self._mine(condition)).order_by(INTENTS.c.prepared_at, INTENTS.c.id)
        with reading(self._engine) as connection:
            return tuple(map(intent_of, connection.execute(oldest_first).mappings()))

    def _mine(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(INTENTS.c.backend == self._backend, condition)


def in_the_way(own: Intent, standing: Standing, *, since: datetime) -> ColumnElement[bool]:
    """Which rows of the kind of ``own`` keep it from being sent: open ones, and those carried out ``since``."""
    done_since = and_(INTENTS.c.state.in_(CARRIED_OUT), INTENTS.c.ended_at >= since)
    blocks = or_(INTENTS.c.state.in_(OPEN_STATES), done_since)
    return and_(same_kind(own, standing), INTENTS.c.id != own.id, blocks)


def same_kind(wanted: Wish | Intent, standing: Standing) -> ColumnElement[bool]:
    """Which rows are of one kind (design §6, one open intent)."""
    return and_(
        func.coalesce(INTENTS.c.org_id, 0) == (standing.org_id or 0),
        INTENTS.c.program_id == wanted.program_id,
        INTENTS.c.promotion_id == wanted.promotion_id,
        of_customers(*standing.customer_ids),
        INTENTS.c.effect == standing.effect,
    )


def of_customers(*customer_ids: int) -> ColumnElement[bool]:
    """Which rows are of any of them, or of one who was found to be merged into one of them since."""
    return or_(INTENTS.c.customer_id.in_(customer_ids), INTENTS.c.merged_into.in_(customer_ids))


def one(connection: Connection, condition: ColumnElement[bool]) -> Intent:
    """The intent of that row; raises ``StoreError`` where there is none."""
    row = connection.execute(select(INTENTS).where(condition)).mappings().first()
    if row is None:
        raise StoreError("There is no such action on record.")
    return intent_of(row)


def _last_step(row: RowMapping) -> datetime:
    at: datetime = row["sent_at"] or row["prepared_at"]
    return at
