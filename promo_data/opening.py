"""The one place where the parts are joined: settings in, a plain synchronous door out."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Self
from zoneinfo import ZoneInfo

from promo_data.accounts import accounts_of
from promo_data.acting import Acting
from promo_data.actions import promotion_hex
from promo_data.backend import SANDBOX_URL, backend_name, resolved
from promo_data.cache import FOLDER, AnswerCache, Health
from promo_data.client import Question
from promo_data.cohorts import CohortData
from promo_data.doing import Doing
from promo_data.errors import InputError
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
from promo_data.vocabulary import CustomerStatus

_utc_now = partial(datetime.now, UTC)


class PromoData(Remembering, Doing):
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
