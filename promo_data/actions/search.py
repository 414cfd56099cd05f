"""Which intents a person wants to see, and one page of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, true

from promo_data.actions.intent import Intent, State
from promo_data.store.tables import INTENTS
from promo_data.vocabulary import Action


@dataclass(frozen=True, slots=True)
class Search:
    """Only intents that are like this in everything that is given; ``since`` is included, ``until`` is not."""

    states: Collection[State] = ()
    person: str | None = None
    org_id: int | None = None
    promotion_id: int | None = None
    customer_id: int | None = None
    action: Action | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """As a condition on ``INTENTS``."""
        among = INTENTS.c.state.in_(self.states) if self.states else true()
        return and_(among, self.condition_without_states)

    @property
    def condition_without_states(self) -> ColumnElement[bool]:
        """The same for any state."""
        wanted = {
            INTENTS.c.person: self.person,
            INTENTS.c.org_id: self.org_id,
            INTENTS.c.promotion_id: self.promotion_id,
            INTENTS.c.customer_id: self.customer_id,
            INTENTS.c.effect: self.action,
        }
        since = true() if self.since is None else INTENTS.c.prepared_at >= self.since
        until = true() if self.until is None else INTENTS.c.prepared_at < self.until
        return and_(since, until, *(column == value for column, value in wanted.items() if value is not None))


@dataclass(frozen=True, slots=True)
class Page:
    """Intents, newest first; ``next_before`` is what to ask for the page after this one, ``None`` on the last."""

    intents: tuple[Intent, ...]
    next_before: UUID | None


def older_than(intent: Intent) -> ColumnElement[bool]:
    """Those that come after ``intent`` where the newest come first."""
    at = INTENTS.c.prepared_at
    return or_(at < intent.prepared_at, and_(at == intent.prepared_at, INTENTS.c.id < intent.id))
