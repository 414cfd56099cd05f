"""What a pull is about: the list, who is asked, and how it is cut, so that it is known again when it goes on."""

import hashlib
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

import msgspec
import orjson

from promo_data.cohort.pull.customers import Customers
from promo_data.cohort.snapshot.manifest import Manifest
from promo_data.errors import StoreError
from promo_data.scope import ScopeChoice

MOST_UNSAVED = 500
"""Reads that may have been made and not be on disk at any moment (docs/cli.md, pull)."""

LANES = 2
"""Chunks under way at once: while one is written the next is read."""

_FILE = "plan.json"
_COST = {"n": 2**14, "r": 8, "p": 1}
"""scrypt's; a list of one mobile number must not be found by trying all numbers."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which orgs are asked: the choice, the ids it was narrowed to, and the ids that come of both."""

    choice: ScopeChoice
    only: tuple[int, ...]
    orgs: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One pull: how many customers, who is asked, and how many customers make a chunk.

    ``list_mark`` tells the same list again, with its salt, and gives nothing of it away. ``duplicates`` and ``refused``
    are rows of the list that are not asked for.
    """

    customers: int
    duplicates: int
    refused: int
    by: str
    source: str
    scope: Scope
    calls_each: int
    near_share: float
    started_at: datetime
    list_mark: str

    @property
    def chunk_size(self) -> int:
        """Customers in a chunk."""
        return max(MOST_UNSAVED // LANES // self.calls_each, 1)

    @property
    def chunks(self) -> int:
        """How many there are."""
        return -(-self.customers // self.chunk_size)

    def chunk(self, customers: Customers, number: int) -> Customers:
        """The customers of that chunk, from 0."""
        return customers.part(number * self.chunk_size, (number + 1) * self.chunk_size)

    def is_same_as(self, other: Self, customers: Customers) -> bool:
        """Whether ``other`` is about the same as this one, whose list is ``customers``; times may differ."""
        mark = marked(customers, other.list_mark.partition(".")[0])
        return replace(self, started_at=other.started_at, list_mark=mark) == other

    def is_told_by(self, manifest: Manifest, customers: Customers) -> bool:
        """Whether ``manifest`` is that of a pull of the same, which has ended."""
        mark = marked(customers, manifest.list_mark.partition(".")[0])
        ours = (self.by, self.source, self.scope.choice, self.scope.orgs, self.near_share, mark)
        theirs = (manifest.by, manifest.source, manifest.scope, manifest.orgs, manifest.near_share, manifest.list_mark)
        return ours == theirs

    def write(self, folder: Path) -> None:
        """Keep it in ``folder``, whole or not at all. Raises ``OSError``."""
        draft = folder / f"{_FILE}.new"
        draft.write_bytes(orjson.dumps(asdict(self)))
        draft.replace(folder / _FILE)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The one kept in ``folder``, if there is one. Raises ``StoreError`` for a damaged one."""
        try:
            return msgspec.json.decode((folder / _FILE).read_bytes(), type=cls)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError:
            raise StoreError("What was begun there is damaged: remove it and begin anew.") from None


def marked(customers: Customers, salt: str = "") -> str:
    """A text by which the same list is known again, and no other way; ``salt`` is that of the text to compare with."""
    used = salt or secrets.token_hex(8)
    digest = hashlib.sha256(customers.packed()).digest()
    return f"{used}.{hashlib.scrypt(digest, salt=used.encode(), dklen=16, **_COST).hex()}"
