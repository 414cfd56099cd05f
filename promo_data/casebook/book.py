"""The casebook of one backend: references, looks and cases, swept of what is kept no longer."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Engine

from promo_data.casebook.cases import Case, Cases
from promo_data.casebook.forgetting import forget_before
from promo_data.casebook.keys import derived
from promo_data.casebook.looks import Looks
from promo_data.casebook.references import References
from promo_data.casebook.shelf import Shelf
from promo_data.errors import StoreError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import PromotionKey

_SECONDS_BETWEEN_SWEEPS = 3600.0


class Casebook:
    """What the dashboard itself keeps of looks at customers, for ``keep_days``, sealed; threads may share it.

    ``key`` is the root of its secrets (``keys.root_key``), ``whose`` the backend and the org whose credentials read.
    All it does raises ``StoreError`` where the store cannot be used; what is damaged, or of another key, is as if it
    were not there.
    """

    def __init__(
        self,
        engine: Engine,
        key: bytes,
        *,
        whose: tuple[str, ...],
        person: str,
        keep_days: int,
        clock: Callable[[], datetime],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        shelf = partial(Shelf, engine, whose=whose, clock=clock)
        self._engine = engine
        self._references = References(shelf(secret=derived(key, "references")))
        self._looks = Looks(shelf(secret=derived(key, "looks")))
        self._cases = Cases(shelf(secret=derived(key, "cases")), person)
        self._kept_for = timedelta(days=keep_days)
        self._clock = clock
        self._ticks = ticks
        self._sweep_at = float("-inf")
        self._sweep()

    def reference(self, identifier: CustomerIdentifier) -> str:
        """What stands for the customer in an address: opaque, and the same for as long as it is used."""
        self._sweep()
        return self._references.reference(identifier)

    def referred(self, reference: str) -> CustomerIdentifier | None:
        """Whom ``reference`` stands for; ``None`` where that is not known, or no longer."""
        self._sweep()
        return self._references.referred(reference)

    def keep_look(self, identifier: CustomerIdentifier, view: CustomerView) -> None:
        """Keep this look at the customer, unless no org answered or it is kept already."""
        self._sweep()
        self._looks.keep(identifier, view)

    def earlier_look(self, identifier: CustomerIdentifier, view: CustomerView) -> CustomerView | None:
        """The look kept before this one, at the same orgs; ``None`` where there is none."""
        return self._looks.earlier(identifier, view)

    def open_case(self, identifier: CustomerIdentifier, view: CustomerView, about: PromotionKey | None) -> str:
        """The reference of a new case: what was seen, frozen and without the customer's name."""
        self._sweep()
        return self._cases.open(identifier, view, about)

    def case(self, reference: str) -> Case:
        """The case of that reference; raises ``InputError`` with one sentence where there is none to show."""
        self._sweep()
        return self._cases.case(reference)

    def close(self) -> None:
        """Let go of the store."""
        self._engine.dispose()

    def _sweep(self) -> None:
        """At opening and once an hour of use; a store that cannot be written keeps what it has."""
        now = self._ticks()
        if now >= self._sweep_at:
            self._sweep_at = now + _SECONDS_BETWEEN_SWEEPS
            with suppress(StoreError):
                forget_before(self._engine, self._clock() - self._kept_for)
