"""The one place where the parts are joined: settings in, a plain synchronous door out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from promo_data.accounts import accounts_of
from promo_data.acting import Acting
from promo_data.actions import Intent, Page, Preview, Search, State, Wish, promotion_hex, undo_wish
from promo_data.actions.duty import Duty
from promo_data.backend import SANDBOX_URL, backend_name, resolved
from promo_data.cache import FOLDER, AnswerCache, Health
from promo_data.client import Question
from promo_data.cohorts import CohortData
from promo_data.errors import InputError, StoreError
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.benefits import BenefitSummary
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.protocol.call import Answer
from promo_data.protocol.customer_promotions import page_call
from promo_data.pulls import Pulls
from promo_data.remembering import Remembering, forget_all_looks
from promo_data.scope import SELF, ScopeChoice
from promo_data.settings import Settings
from promo_data.transport.portal import Portal
from promo_data.vocabulary import CustomerStatus, Source

_utc_now = partial(datetime.now, UTC)


class PromoData(Remembering):
    """The data layer behind a synchronous door; one instance serves many threads."""

    def __init__(
        self, settings: Settings, *, sandbox_url: str, clock: Callable[[], datetime], background: bool = False
    ) -> None:
        self.is_sandbox = settings.is_sandbox
        self.backend_name = backend_name(settings)
        super().__init__(resolved(settings, sandbox_url), clock)
        self._portal = Portal()
        self._cache = AnswerCache(
            self.settings.data_dir / FOLDER, self.settings.cache_seconds, now=lambda: clock().timestamp()
        )
        self._accounts = accounts_of(self.settings, self._cache, clock, background=background)

    @cached_property
    def _acting(self) -> Acting:
        """Opened when first needed, so that reads work where nothing can be recorded."""
        return Acting(self.settings, self._accounts, self._portal, as_view=self._view, clock=self._clock)

    @cached_property
    def pulls(self) -> Pulls:
        """Lists of customers: what reading one costs, the pulls on record, and the snapshots they left."""
        return Pulls(self.settings, self._accounts.own, self._portal, self._clock)

    @cached_property
    def cohorts(self) -> CohortData:
        """Saved cohorts, and snapshots with what they say."""
        return CohortData(self.settings, self.pulls, self._clock)

    def customer(
        self,
        identifier: CustomerIdentifier,
        *,
        choice: ScopeChoice = ScopeChoice.EACH,
        only: Sequence[int] = (),
        status: CustomerStatus | None = None,
        alternate_currency: bool = False,
        fresh: bool = False,
        second_opinion: bool = False,
    ) -> CustomerView:
        """Everything known of a customer in the orgs of ``choice``; failures are in its coverage and problems.

        ``second_opinion`` asks the vendor's four status filters as well, which makes five lists an org instead of one.
        Raises ``InputError`` where the question cannot be asked.
        """
        question = Question(identifier, status, alternate_currency, fresh, second_opinion)
        return self._view(self._portal.run(self._accounts.own.read, question, choice, only))

    def kept(
        self, customers: Sequence[CustomerIdentifier], choice: ScopeChoice = ScopeChoice.EACH, only: Sequence[int] = ()
    ) -> list[CustomerRead | None]:
        """What the cache holds whole of each, ``None`` for the others; nothing is sent. Raises ``InputError``."""
        return self._accounts.own.kept([Question(customer) for customer in customers], choice, only)

    def benefits(
        self, customer_id: int, program_id: int, promotion_id: int, org_id: int | None = None
    ) -> BenefitSummary:
        """What the customer got from one promotion since 12 June 2025, each alternate currency in its own unit.

        Asked now and not cached: it is looked at on demand, and right after something was done. Raises ``InputError``
        where that org's own credentials are not configured (no document lets DATA-SCOPE reach this answer, api-facts
        §2), ``RefusedError``, ``UnreadableAnswerError`` and ``TransportError``.
        """
        if not self.holds_credentials(org_id):
            raise InputError("Benefits of another org's promotion are read with that org's own credentials: add them.")
        account = self._accounts.for_org(org_id)
        return self._portal.run(account.benefits, customer_id, program_id, promotion_id)

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

    def promotion_hex(self, program_id: int, promotion_id: int, search: str) -> str | None:
        """The 24-hex id that v3 needs, by the promotion's name; ``None`` where it is not found.

        Raises ``RefusedError``, ``UnreadableAnswerError`` and ``TransportError``.
        """
        find = partial(promotion_hex, program_id=program_id, promotion_id=promotion_id, search=search)
        return self._portal.run(find, self._accounts.own.send)

    def raw_answer(self, identifier: CustomerIdentifier, org_id: int | None = None) -> Answer:
        """The vendor's own answer to a look-up with that org's credentials, for check-ups; raises as senders do."""
        account = self._accounts.for_org(org_id)
        return self._portal.run(account.send, page_call(identifier, SELF, offset=0, limit=1))

    def holds_credentials(self, org_id: int | None) -> bool:
        """Whether that org's own credentials are configured."""
        return self._accounts.is_own(org_id)

    def record_alarm(self) -> StoreError | None:
        """What keeps actions from being recorded, so that none is sent, while all on record can be read.

        Raises ``StoreError`` where that cannot be read either.
        """
        return self._acting.alarm()

    def check_store(self) -> None:
        """Raise ``StoreError`` where nothing could be recorded."""
        self._acting.journal.check()

    def cache_health(self) -> Health:
        """How the cache is, after all of it was read and an answer kept for a trial."""
        return self._cache.health()

    def forget_answers(self) -> None:
        """Leave nothing of any answer on disk; raises ``StoreError`` where that cannot be done."""
        self._cache.clear()

    def close(self) -> None:
        """Let go of connections and files; sends under way end first."""
        if "_acting" in self.__dict__:
            self._acting.close()
        if "cohorts" in self.__dict__:
            self.cohorts.close()
        if "pulls" in self.__dict__:
            self.pulls.close()
        super().close()
        for account in (self._accounts.own, *self._accounts.others.values()):
            self._portal.run(account.send.aclose)
        self._portal.close()
        self._cache.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _view(self, read: CustomerRead) -> CustomerView:
        return customer_view(
            read,
            now=self._clock(),
            near_share=self.settings.near_share,
            writable_orgs=(self.settings.org.id, *self.settings.org_credentials),
            zone=ZoneInfo(self.settings.timezone),
        )


def open_promo_data(
    settings: Settings,
    *,
    sandbox_url: str = SANDBOX_URL,
    clock: Callable[[], datetime] = _utc_now,
    background: bool = False,
) -> PromoData:
    """The data layer for ``settings``; nothing is sent yet. Raises ``InputError`` for a host that may not be used.

    ``background`` is for pulls that nobody waits for: a part of the rate is left to people, and a call may wait for its
    turn as long as it takes.
    """
    return PromoData(settings, sandbox_url=sandbox_url, clock=clock, background=background)


def forget_sandbox_answers(settings: Settings) -> None:
    """Drop what earlier sandboxes answered: a new one starts from its seed and knows nothing of what was done in them.

    The last looks go too, for nothing has changed since: it is another world. Raises ``StoreError`` where that cannot
    be done.
    """
    sandbox = resolved(settings)
    AnswerCache(sandbox.data_dir / FOLDER, settings.cache_seconds).clear()
    forget_all_looks(sandbox)
