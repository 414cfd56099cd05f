"""What the casebook no longer keeps: what is too old, and what a person wants gone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Exists, Table, delete, exists, select, true

from promo_data.store import reading, writing
from promo_data.store.tables import CASES, LOOKS, REFERENCES


def forget_before(engine: Engine, time: datetime) -> None:
    """Remove what was last used, seen or opened before ``time``. Raises ``StoreError``."""
    too_old = {
        REFERENCES: REFERENCES.c.used_at < time,
        LOOKS: LOOKS.c.seen_at < time,
        CASES: CASES.c.opened_at < time,
    }
    _remove(engine, too_old)


def forget_customers(engine: Engine) -> None:
    """Remove all references and looks; cases stay, for they name nobody. Raises ``StoreError``."""
    _remove(engine, {REFERENCES: true(), LOOKS: true()})


def forget_looks(engine: Engine) -> None:
    """Remove all looks. Raises ``StoreError``."""
    _remove(engine, {LOOKS: true()})


def _remove(engine: Engine, unwanted: Mapping[Table, ColumnElement[bool]]) -> None:
    """Nothing is written where nothing is to be removed: others may be writing."""
    with reading(engine) as connection:
        found = [table for table, which in unwanted.items() if connection.scalar(select(_any(table, which)))]
    if found:
        with writing(engine) as connection:
            for table in found:
                connection.execute(delete(table).where(unwanted[table]))


def _any(table: Table, which: ColumnElement[bool]) -> Exists:
    return exists().select_from(table).where(which)
