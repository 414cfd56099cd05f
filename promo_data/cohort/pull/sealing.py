"""The list of a pull at rest: sealed, because it is nothing but identifiers, and gone when it is not needed."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from promo_data.cache.secret import Secret
from promo_data.cohort.pull.customers import Customers
from promo_data.errors import StoreError

LIST_FILE = "list.sealed"
AGAIN_FILE = "again.sealed"
"""Beside a snapshot: those who failed in a way that may pass."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """Keeps customers under the id of what they belong to; ``secret`` follows from the audit's key."""

    secret: Secret

    def keep(self, customers: Customers, path: Path, belongs_to: str) -> None:
        """Whole or not at all. Raises ``OSError``."""
        draft = path.with_name(f"{path.name}.new")
        draft.write_bytes(self.secret.sealed(customers.packed(), belongs_to.encode()))
        draft.replace(path)

    def read(self, path: Path, belongs_to: str) -> Customers:
        """Those kept there. Raises ``StoreError`` where they cannot be read."""
        with suppress(OSError, ValueError):
            return Customers.unpacked(self.secret.unsealed(memoryview(path.read_bytes()), belongs_to.encode()))
        raise StoreError("The list of customers that was kept is not there, damaged, or sealed with another key.")
