"""The saved cohorts of one account."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NewType
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import ColumnElement, Engine, Row, Select, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from promo_data.cache.secret import Secret
from promo_data.cohort.lists import CustomerList
from promo_data.cohort.saved.packing import packed, unpacked
from promo_data.cohort.saved.vault import About, Vault
from promo_data.errors import InputError, StoreError
from promo_data.store import reading, writing
from promo_data.store.tables import COHORTS
from promo_data.vocabulary import IdentifierKind

CohortId = NewType("CohortId", UUID)

LONGEST_NAME = 100
_SECONDS_BETWEEN_SWEEPS = 3600.0
_NOTED_AFTER = timedelta(days=1)
"""How exactly it is known when one was last used: not every look is worth a write."""

_ABOUT, _IDENTIFIERS = "about", "identifiers"
_NO_NAME = f"Give the cohort a name of 1 to {LONGEST_NAME} characters that can be typed."
_NAME_TAKEN = "There is a saved cohort of that name already: choose another name."
_NOBODY = "There is nobody to save: the list has no customer that can be asked."
_NOT_THERE = (
    "There is no such saved cohort: it was deleted, is kept no longer, was sealed with another key, or belongs to "
    "another account."
)


@dataclass(frozen=True, slots=True)
class SavedCohort:
    """What is told of a saved cohort: ``size`` is how many customers, ``source`` where they came from, in words."""

    id: CohortId
    name: str = field(repr=False)
    by: IdentifierKind
    size: int
    created_at: datetime
    source: str = field(repr=False)


class Cohorts:
    """Customers under names, each kept ``keep_days`` after it was last saved or opened; threads may share it.

    All it does raises ``StoreError`` where the store cannot be used, and ``InputError`` with one sentence where a name
    cannot be given or a cohort is not there. What is damaged, or of another key, is as if it were not there.
    """

    def __init__(
        self,
        engine: Engine,
        secret: Secret,
        *,
        whose: tuple[str, ...],
        keep_days: int,
        clock: Callable[[], datetime],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._vault = Vault(secret, whose)
        self._kept_for = timedelta(days=keep_days)
        self._clock = clock
        self._ticks = ticks
        self._sweep_at = float("-inf")
        self._sweep()

    def save(self, name: str, customers: CustomerList, source: str) -> CohortId:
        """Keep the distinct customers of a list under ``name``; ``source`` says in words where they came from.

        Customers of a table are a list as well: ``CustomerList.of(IdentifierKind.CUSTOMER_ID, ids)``.
        """
        if not len(customers):
            raise InputError(_NOBODY)
        self._sweep()
        cohort, now = uuid4(), self._clock()
        about = About(_typed(name), customers.by, len(customers), source)
        row = self._told(cohort, about) | {
            "id": cohort,
            "account": self._vault.account,
            "identifiers": self._vault.sealed(packed(customers.identifiers), cohort, _IDENTIFIERS),
            "created_at": now,
            "used_at": now,
        }
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(COHORTS).values(row))
        except IntegrityError:
            raise InputError(_NAME_TAKEN) from None
        return CohortId(cohort)

    def list(self) -> tuple[SavedCohort, ...]:
        """All that can be opened, the newest first."""
        self._sweep()
        query = select(COHORTS.c.id, COHORTS.c.about, COHORTS.c.created_at)
        newest_first = query.where(COHORTS.c.account == self._vault.account).order_by(COHORTS.c.created_at.desc())
        return tuple(saved for row in self._rows(newest_first) if (saved := self._saved(row)) is not None)

    def open(self, cohort: CohortId) -> CustomerList:
        """The customers of a saved cohort, in the order of the list they came from; ``rows`` count them from 1."""
        row = next(iter(self._rows(select(COHORTS).where(self._here(cohort)))), None)
        saved = None if row is None else self._saved(row)
        if row is None or saved is None:
            raise InputError(_NOT_THERE)
        self._note_use(cohort, row.used_at)
        try:
            identifiers = unpacked(self._vault.unsealed(row.identifiers, cohort, _IDENTIFIERS))
        except (ValueError, KeyError):
            raise InputError(_NOT_THERE) from None
        return CustomerList.of(saved.by, identifiers)

    def rename(self, cohort: CohortId, name: str) -> None:
        """Give it another name, its customers staying as they are."""
        saved = next((one for one in self.list() if one.id == cohort), None)
        if saved is None:
            raise InputError(_NOT_THERE)
        told = self._told(cohort, About(_typed(name), saved.by, saved.size, saved.source))
        try:
            with writing(self._engine) as connection:
                changed = connection.execute(update(COHORTS).where(self._here(cohort)).values(told)).rowcount
        except IntegrityError:
            raise InputError(_NAME_TAKEN) from None
        if not changed:
            raise InputError(_NOT_THERE)

    def delete(self, cohort: CohortId) -> None:
        """Remove it, if it is there."""
        with writing(self._engine) as connection:
            connection.execute(delete(COHORTS).where(self._here(cohort)))

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """What ``query`` finds, or nothing where a row is so damaged that a time is none. Raises ``StoreError``."""
        with reading(self._engine) as connection:
            try:
                return connection.execute(query).all()
            except (ValueError, TypeError):
                return ()

    def _here(self, cohort: CohortId) -> ColumnElement[bool]:
        return (COHORTS.c.id == cohort) & (COHORTS.c.account == self._vault.account)

    def _told(self, cohort: UUID, about: About) -> dict[str, object]:
        """The columns that depend on the name."""
        sealed = self._vault.sealed(msgspec.json.encode(about), cohort, _ABOUT)
        return {"name": self._vault.name(about.name), "about": sealed}

    def _saved(self, row: Row[Any]) -> SavedCohort | None:
        try:
            about = msgspec.json.decode(self._vault.unsealed(row.about, row.id, _ABOUT), type=About)
        except (ValueError, msgspec.DecodeError):
            return None
        return SavedCohort(CohortId(row.id), about.name, about.by, about.size, row.created_at, about.source)

    def _note_use(self, cohort: CohortId, used_at: datetime) -> None:
        """Where that cannot be written, it is only forgotten earlier."""
        now = self._clock()
        if used_at < now - _NOTED_AFTER:
            with suppress(StoreError), writing(self._engine) as connection:
                connection.execute(update(COHORTS).where(self._here(cohort)).values(used_at=now))

    def _sweep(self) -> None:
        """At opening and once an hour of use; a store that cannot be written keeps what it has."""
        now = self._ticks()
        if now >= self._sweep_at:
            self._sweep_at = now + _SECONDS_BETWEEN_SWEEPS
            with suppress(StoreError):
                _remove(self._engine, COHORTS.c.used_at < self._clock() - self._kept_for)


def forget_cohorts(engine: Engine) -> None:
    """Remove every saved cohort, of all accounts. Raises ``StoreError``."""
    _remove(engine, COHORTS.c.used_at.is_not(None))


def _typed(name: str) -> str:
    """The name without spaces around it. Raises ``InputError`` where it is none."""
    trimmed = name.strip()
    if not trimmed or len(trimmed) > LONGEST_NAME or not trimmed.isprintable():
        raise InputError(_NO_NAME)
    return trimmed


def _remove(engine: Engine, which: ColumnElement[bool]) -> None:
    """Nothing is written where nothing is to be removed: others may be writing."""
    with reading(engine) as connection:
        found = connection.scalar(select(exists().select_from(COHORTS).where(which)))
    if found:
        with writing(engine) as connection:
            connection.execute(delete(COHORTS).where(which))
