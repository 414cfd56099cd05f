"""Looks: what was last seen of a customer, so that the next look can tell what has changed."""

import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.exc import IntegrityError

from promo_data.casebook.frozen import freeze, thaw
from promo_data.casebook.shelf import Shelf
from promo_data.insight.customer import Basis, CustomerView, view_of
from promo_data.models.customer import CustomerIdentifier
from promo_data.store import writing
from promo_data.store.tables import LOOKS
from promo_data.vocabulary import CoverageState

FASTEST = 1
"""zlib's level that keeps a person waiting least: a look is a fortieth of its size even so."""


class Looks:
    """The latest look at each customer and the one before, by who was asked for and which orgs.

    Two, because a page that is shown again has kept its own already. A look is as old as its newest answer.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def keep(self, identifier: CustomerIdentifier, view: CustomerView) -> None:
        """Keep this look and the one before, unless no org answered or it is kept already. Raises ``StoreError``."""
        seen_at, name = _seen_at(view), self._name(identifier, view)
        kept = [row.seen_at for row in self._rows(name)]
        if seen_at is None or any(time >= seen_at for time in kept):
            return
        sealed = self._shelf.sealed(zlib.compress(freeze(view.basis), FASTEST), name, seen_at.isoformat())
        others = LOOKS.c.seen_at.not_in(kept[:1])  # a damaged one too
        with suppress(IntegrityError), writing(self._shelf.engine) as connection:  # another may have kept the same
            connection.execute(delete(LOOKS).where(LOOKS.c.name == name, others))
            connection.execute(insert(LOOKS).values(name=name, seen_at=seen_at, sealed=sealed))

    def earlier(self, identifier: CustomerIdentifier, view: CustomerView) -> CustomerView | None:
        """The look before this one, judged by the settings of today; ``None`` where there is none that can be read.

        Raises ``StoreError``.
        """
        seen_at, name = _seen_at(view), self._name(identifier, view)
        before = [row for row in self._rows(name) if seen_at is not None and row.seen_at < seen_at]
        basis = next((basis for row in before if (basis := self._read(row)) is not None), None)
        if basis is None:
            return None
        today = view.basis
        return view_of(replace(basis, near_share=today.near_share, writable_orgs=today.writable_orgs, zone=today.zone))

    def _rows(self, name: str) -> Sequence[Row[Any]]:
        """The looks of that name, latest first."""
        return self._shelf.rows(select(LOOKS).where(LOOKS.c.name == name).order_by(LOOKS.c.seen_at.desc()))

    def _read(self, row: Row[Any]) -> Basis | None:
        try:
            content = self._shelf.unsealed(row.sealed, row.name, row.seen_at.isoformat())
            return thaw(zlib.decompress(content))
        except (ValueError, zlib.error):
            return None

    def _name(self, identifier: CustomerIdentifier, view: CustomerView) -> str:
        """Looks of other orgs, or of another unit of points, are not to be compared with this one."""
        asked = sorted(str(org.org.id) for org in view.coverage if org.state is not CoverageState.NOT_ASKED)
        return self._shelf.name(identifier, f"mixed units: {view.mixed_units}", *asked)


def _seen_at(view: CustomerView) -> datetime | None:
    """When the newest answer came: reading one org anew makes another look. ``None`` where none came."""
    times = [org.as_of for org in view.coverage if org.state is CoverageState.ANSWERED and org.as_of is not None]
    return max(times).astimezone(UTC) if times else None
