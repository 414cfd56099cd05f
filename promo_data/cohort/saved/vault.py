"""What seals saved cohorts: bound to the account, the cohort and the part, so that no row can stand in for another."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from promo_data.cache.secret import Secret
from promo_data.vocabulary import IdentifierKind


class About(msgspec.Struct, frozen=True):
    """What is told of a saved cohort before it is opened."""

    name: str
    by: IdentifierKind
    size: int
    source: str


@dataclass(frozen=True, slots=True)
class Vault:
    """``secret`` follows from the audit's key; ``whose`` is the backend and the org whose credentials read."""

    secret: Secret
    whose: tuple[str, ...]

    @property
    def account(self) -> str:
        """What stands for ``whose`` in a column."""
        return self.secret.name("cohorts of", self.whose)

    def name(self, name: str) -> str:
        """What stands for a cohort's name in a column: the same in any case of letters."""
        return self.secret.name("cohort", (*self.whose, name.casefold()))

    def sealed(self, content: bytes, cohort: UUID, part: str) -> bytes:
        """``content`` so that it can be read as this part of this cohort alone."""
        return self.secret.sealed(content, self._label(cohort, part))

    def unsealed(self, sealed: object, cohort: UUID, part: str) -> bytes:
        """What was sealed; raises ``ValueError`` where anything of it is another's, or changed."""
        if not isinstance(sealed, bytes):  # SQLite keeps whatever it is given
            raise ValueError("This is not what was sealed.")  # noqa: TRY004 - damage, and no fault of the caller
        return self.secret.unsealed(memoryview(sealed), self._label(cohort, part))

    def _label(self, cohort: UUID, part: str) -> bytes:
        return self.secret.name("cohort label", (*self.whose, cohort.hex, part)).encode()
