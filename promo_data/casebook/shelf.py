"""What the parts of the casebook share: where they are kept, what seals them, and whose customers they tell of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, Select

from promo_data.cache.secret import Secret
from promo_data.models.customer import CustomerIdentifier
from promo_data.store import reading


@dataclass(frozen=True, slots=True)
class Shelf:
    """A place in the database; ``whose`` is the backend and the org whose credentials read the customers."""

    engine: Engine
    secret: Secret
    whose: tuple[str, ...]
    clock: Callable[[], datetime]

    def name(self, identifier: CustomerIdentifier, *more: str) -> str:
        """What stands for the customer in a column; nothing can be told from it without the secret."""
        named = (*self.whose, identifier.kind.value, identifier.value, identifier.source.value, *more)
        return self.secret.name("customer", named)

    def rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        """What ``query`` finds, or nothing where a row is so damaged that a time is none. Raises ``StoreError``."""
        with reading(self.engine) as connection:
            try:
                return connection.execute(query).all()
            except (ValueError, TypeError):
                return ()

    def sealed(self, content: bytes, *label: str) -> bytes:
        """``content`` so that it can be read on this shelf and under this label alone."""
        return self.secret.sealed(content, self._label(label))

    def unsealed(self, sealed: bytes, *label: str) -> bytes:
        """What was sealed; raises ``ValueError`` where it, the label, the shelf or the secret are others."""
        if not isinstance(sealed, bytes):  # SQLite keeps whatever it is given
            raise ValueError("This is not what was sealed.")  # noqa: TRY004 - damage, and no fault of the caller
        return self.secret.unsealed(memoryview(sealed), self._label(label))

    def _label(self, label: tuple[str, ...]) -> bytes:
        return self.secret.name("label", (*self.whose, *label)).encode()
