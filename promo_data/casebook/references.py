"""References: what stands for a customer in an address, so that the identifier never does."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from promo_data.casebook.shelf import Shelf
from promo_data.casebook.tokens import is_token, new_token
from promo_data.errors import StoreError
from promo_data.models.customer import CustomerIdentifier
from promo_data.store import reading, writing
from promo_data.store.tables import REFERENCES

_NOTED_AFTER = timedelta(days=1)
"""How exactly it is known when one was last used: not every look-up is worth a write."""

_TRIES = 3


class References:
    """A random token for each customer, the same for as long as it is used."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def reference(self, identifier: CustomerIdentifier) -> str:
        """The customer's token, made where there is none or it cannot be read. Raises ``StoreError``."""
        name = self._shelf.name(identifier)
        for _ in range(_TRIES):
            row = self._row(REFERENCES.c.name == name)
            if row is not None and self._read(row) == identifier:
                return str(row.token)
            with suppress(IntegrityError):  # another process made it at this moment
                return self._made(name, identifier, instead_of=row)
        raise StoreError("No reference to the customer could be kept.")

    def referred(self, token: str) -> CustomerIdentifier | None:
        """Whom ``token`` stands for; ``None`` where it is unknown, another backend's or damaged.

        Raises ``StoreError``.
        """
        row = self._row(REFERENCES.c.token == token) if is_token(token) else None
        return None if row is None else self._read(row)

    def _row(self, which: ColumnElement[bool]) -> Row[Any] | None:
        """The one row; that it is used is noted, and where that cannot be written it is only forgotten earlier."""
        now = self._shelf.clock()
        is_due = (REFERENCES.c.used_at < now - _NOTED_AFTER).label("is_due")
        columns = (REFERENCES.c.name, REFERENCES.c.token, REFERENCES.c.sealed, is_due)
        with reading(self._shelf.engine) as connection:
            row = connection.execute(select(*columns).where(which)).first()
        if row is not None and row.is_due:
            with suppress(StoreError), writing(self._shelf.engine) as connection:
                connection.execute(update(REFERENCES).where(which).values(used_at=now))
        return row

    def _made(self, name: str, identifier: CustomerIdentifier, *, instead_of: Row[Any] | None) -> str:
        token = new_token()
        sealed = self._shelf.sealed(msgspec.json.encode(identifier), name, token)
        row = {"name": name, "token": token, "sealed": sealed, "used_at": self._shelf.clock()}
        with writing(self._shelf.engine) as connection:
            if instead_of is not None:
                damaged = (REFERENCES.c.name == name) & (REFERENCES.c.token == instead_of.token)
                connection.execute(delete(REFERENCES).where(damaged))
            connection.execute(insert(REFERENCES).values(row))
        return token

    def _read(self, row: Row[Any]) -> CustomerIdentifier | None:
        try:
            content = self._shelf.unsealed(row.sealed, row.name, row.token)
            return msgspec.json.decode(content, type=CustomerIdentifier)
        except (ValueError, msgspec.DecodeError):
            return None
