"""Looking back: the part of the data layer's door behind which the casebook lies."""

import getpass
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from sqlalchemy import Engine

from promo_data.acting import store_place
from promo_data.casebook import Case, Casebook, forget_customers, forget_looks, root_key
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import PromotionKey
from promo_data.settings import Settings
from promo_data.store import open_store, store_exists

_PATIENCE_SECONDS = 2.0
"""A person waits for what is kept of a look, so a store that another process holds is not waited for as long."""


class Remembering:
    """Keeps and finds looks at customers, with the resolved ``settings`` of one backend.

    Each of its doors raises ``StoreError`` where the casebook cannot be used; nothing that was read is touched by that.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self._clock = clock

    def reference(self, identifier: CustomerIdentifier) -> str:
        """What stands for the customer in an address: opaque, and the same for as long as it is used."""
        return self._casebook.reference(identifier)

    def referred(self, reference: str) -> CustomerIdentifier | None:
        """Whom ``reference`` stands for; ``None`` where that is not known, or no longer."""
        return self._casebook.referred(reference)

    def keep_look(self, identifier: CustomerIdentifier, view: CustomerView) -> None:
        """Keep this look at a customer's whole list, unless no org answered or it is kept already."""
        self._casebook.keep_look(identifier, view)

    def earlier_look(self, identifier: CustomerIdentifier, view: CustomerView) -> CustomerView | None:
        """The look kept before this one, of the same orgs, as the settings of today judge it; ``None`` for the first.

        Whether this one is kept already makes no difference. ``insight.changes`` tells what has changed since.
        """
        return self._casebook.earlier_look(identifier, view)

    def open_case(self, identifier: CustomerIdentifier, view: CustomerView, about: PromotionKey | None = None) -> str:
        """The reference of a new case, for a ticket: what was seen, frozen, the customer's name masked."""
        return self._casebook.open_case(identifier, view, about)

    def case(self, reference: str) -> Case:
        """What was seen when the case was opened; raises ``InputError`` with one sentence where there is none."""
        return self._casebook.case(reference)

    def close(self) -> None:
        """Let go of the casebook, if it was opened."""
        if "_casebook" in self.__dict__:
            self._casebook.close()

    @cached_property
    def _casebook(self) -> Casebook:
        """Opened when first needed, and apart from the journal: what hinders acting does not hinder looking."""
        settings = self.settings
        engine = open_store(store_place(settings), patience=_PATIENCE_SECONDS)
        try:
            return Casebook(
                engine,
                root_key(engine, settings.data_dir, settings.revealed_audit_key),
                whose=(settings.base_url or "", str(settings.org.id)),
                person=getpass.getuser(),
                keep_days=settings.keep_days,
                clock=self._clock,
            )
        except BaseException:
            engine.dispose()
            raise


def forget_references_and_looks(settings: Settings) -> None:
    """Remove them all from the store of resolved ``settings``, if there is one; cases stay. Raises ``StoreError``."""
    _in_store(settings, forget_customers)


def forget_all_looks(settings: Settings) -> None:
    """Remove the looks alone from the store of resolved ``settings``, if there is one. Raises ``StoreError``."""
    _in_store(settings, forget_looks)


def _in_store(settings: Settings, remove: Callable[[Engine], None]) -> None:
    place = store_place(settings)
    if store_exists(place):
        engine = open_store(place)
        try:
            remove(engine)
        finally:
            engine.dispose()
