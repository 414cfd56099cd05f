"""The part of the data layer's door behind which things are done, and what became of them is on record."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from promo_data.acting import Acting
from promo_data.actions import Intent, Page, Preview, Search, State, Wish, undo_wish
from promo_data.actions.duty import Duty
from promo_data.errors import StoreError
from promo_data.vocabulary import Source


class Doing(ABC):
    """Wishes carried out through the journal, which is opened when it is first needed."""

    @property
    @abstractmethod
    def _acting(self) -> Acting: ...

    def preview(self, wish: Wish) -> Preview:
        """What carrying ``wish`` out would send, and what would be left. Raises ``InputError`` and ``StoreError``."""
        return self._acting.preview(wish)

    def perform(self, wish: Wish, *, insist: bool = False) -> Intent:
        """``wish`` carried out once, while the caller waits. Raises ``InputError`` and ``StoreError``."""
        return self._acting.perform(wish, insist=insist)

    def submit(self, wish: Wish, *, insist: bool = False, token: str) -> UUID:
        """The intent's id at once; what becomes of it is in the journal. The same ``token`` sends nothing twice."""
        return self._acting.submit(wish, insist=insist, token=token)

    def intent(self, intent_id: UUID) -> Intent:
        """A wish on record, as far as it came; raises ``StoreError`` where there is none."""
        return self._acting.journal.get(intent_id)

    def progress(self, intent_id: UUID) -> Intent:
        """A wish that was submitted, as far as it came, with what is known here and could not be recorded.

        Raises ``StoreError`` where the record cannot be read.
        """
        return self._acting.progress(intent_id)

    def activity(self, search: Search, *, limit: int = 50, before: UUID | None = None) -> Page:
        """The newest intents that ``search`` wants; those after ``before``, the last one of the page before.

        Raises ``StoreError``, as do all that look at what is on record.
        """
        return self._acting.journal.page(search, limit=limit, before=before)

    def activity_counts(self, search: Search) -> Mapping[State, int]:
        """How many intents ``search`` finds in each state, whatever states it asks for."""
        return self._acting.journal.counts(search)

    def people(self) -> tuple[str, ...]:
        """Everyone who has an intent on record, by name."""
        return self._acting.journal.people()

    def open_intents(self) -> tuple[Intent, ...]:
        """All whose end is not known, oldest first: under way, UNKNOWN, or a CONFLICT for a person to decide."""
        return self._acting.journal.open_intents()

    def settle(self, intent_id: UUID) -> Intent:
        """An UNKNOWN intent read back once now, and settled where that tells; any other as it stands."""
        return self._acting.settle(intent_id)

    def duty(self) -> Duty:
        """What the job process does for the records of this backend, once it holds the lease on that."""
        return self._acting.duty()

    def decide(self, intent_id: UUID, *, carried_out: bool) -> Intent:
        """A CONFLICT or UNKNOWN intent as a person decided it: CONFIRMED, or else NOT_APPLIED, by whom on record.

        Raises ``InputError`` with the time from which on it can be, where it is said not to be done and still may be.
        """
        return self._acting.decide(intent_id, carried_out=carried_out)

    def may_travel_until(self, intent: Intent) -> datetime | None:
        """Until when nobody can decide that it was not carried out; ``None`` where that can be decided now."""
        return self._acting.may_travel_until(intent)

    def undo(self, intent_id: UUID, *, source: Source | None = None) -> Wish:
        """The wish that takes a confirmed intent back, to be previewed and carried out like any other.

        Raises ``InputError`` with the reason where it cannot be taken back, and ``StoreError``.
        """
        return undo_wish(self.intent(intent_id), source=source)

    def undone_by(self, intent_id: UUID) -> Intent | None:
        """The intent that took this one back, or may yet have."""
        return self._acting.journal.undone_by(intent_id)

    def note_export(self, what: str, rows: int) -> None:
        """Put on record that ``rows`` rows of ``what`` are about to leave the program; without it they must not."""
        self._acting.journal.note_export(what, rows)

    def record_alarm(self) -> StoreError | None:
        """What keeps actions from being recorded, so that none is sent, while all on record can be read.

        Raises ``StoreError`` where that cannot be read either.
        """
        return self._acting.alarm()

    def check_store(self) -> None:
        """Raise ``StoreError`` where nothing could be recorded."""
        self._acting.journal.check()
