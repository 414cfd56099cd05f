"""Acting for any configured org: the journal, who is asked with whose credentials, and the threads that send."""

import getpass
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from promo_data.accounts import Accounts
from promo_data.actions import (
    Intent,
    Journal,
    Means,
    Preview,
    Runner,
    State,
    Wish,
    decide,
    done_before,
    follow_up,
    may_travel_until,
    next_read,
    open_intent_for,
    preview,
    promotion_hex,
    unknown_for,
)
from promo_data.actions.cut_off import unless
from promo_data.actions.duty import Duty, IsStopped, lease_on
from promo_data.actions.window import readings
from promo_data.audit import Audit
from promo_data.errors import StoreError
from promo_data.insight.customer import CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.scope import Org
from promo_data.settings import Settings
from promo_data.store import Lease, open_store
from promo_data.transport.portal import Portal
from promo_data.vocabulary import READ_SOURCES, Source

_log = logging.getLogger(__name__)

_LONGEST_OUTCOME_SECONDS = 60.0


def store_place(settings: Settings) -> Path | str:
    """Where the journal and the audit are: a database's URL, or the folder of our own file."""
    return settings.store_url.get_secret_value() if settings.store_url else settings.data_dir


class Acting:
    """Carries wishes out, one journal for all of them; opening it ends what a dead process left under way.

    Where nothing can be recorded, what is on record can still be read: ``alarm`` says why. Raises ``StoreError`` where
    that cannot be read either.
    """

    def __init__(
        self,
        settings: Settings,
        accounts: Accounts,
        portal: Portal,
        *,
        as_view: Callable[[CustomerRead], CustomerView],
        clock: Callable[[], datetime],
    ) -> None:
        self._orgs = {org.id: org for org in settings.orgs}
        self._accounts = accounts
        self._portal = portal
        self._as_view = as_view
        self._clock = clock
        self._waits = readings(settings.settle_seconds)
        self._engine = open_store(store_place(settings))
        self._audit = Audit(self._engine, settings.data_dir, clock=clock, configured=settings.revealed_audit_key)
        self._backend = settings.base_url or ""
        self.journal = self._journal()
        self._final_after = timedelta(seconds=max(self._waits))
        self._runner = Runner(portal.run, self.journal)
        self._alarm = self._put_in_order()

    def alarm(self) -> StoreError | None:
        """What keeps actions from being recorded, so that none is sent; looked at anew for as long as something does.

        What comes up later is raised by the action that meets it.
        """
        if self._alarm is not None:
            self._alarm = self._put_in_order()
        return self._alarm

    def preview(self, wish: Wish) -> Preview:
        """What would be sent and what would be left, from a fresh look-up; raises ``InputError`` and ``StoreError``."""
        view = self._portal.run(self._read_org, wish.identifier, wish.org_id)
        open_intent, done = open_intent_for(self.journal, wish, view), done_before(self.journal, wish, view)
        return preview(wish, view, open_intent=open_intent, done_before=done)

    def perform(self, wish: Wish, *, insist: bool = False) -> Intent:
        """The wish carried out, once, while the caller waits; raises ``InputError`` and ``StoreError``.

        A caller who is interrupted waits on: what was sent cannot be called back, and its outcome must be told.
        """
        intent_id = self._runner.submit(wish, self._means(wish.org_id), insist=insist)
        try:
            return self._runner.outcome(intent_id)
        except KeyboardInterrupt:
            return self._runner.outcome(intent_id, _LONGEST_OUTCOME_SECONDS)

    def submit(self, wish: Wish, *, insist: bool, token: str) -> UUID:
        """The intent's id at once; the sending goes on whatever becomes of the caller. One ``token``, one intent."""
        return self._runner.submit(wish, self._means(wish.org_id), insist=insist, form_token=token)

    def progress(self, intent_id: UUID) -> Intent:
        """The intent as far as it came, unrecorded outcomes included; raises as ``Runner.progress`` does."""
        return self._runner.progress(intent_id)

    def settle(self, intent_id: UUID) -> Intent:
        """An UNKNOWN intent read back once now, and settled where that tells; any other as it stands.

        Raises ``StoreError``.
        """
        intent = self.journal.get(intent_id)
        if intent.state is not State.UNKNOWN:
            return intent
        means = self._means(intent.org_id)
        return self._portal.run(follow_up, intent, means, partial(self._next_read, means))

    def decide(self, intent_id: UUID, *, carried_out: bool) -> Intent:
        """As ``actions.decide`` does; raises ``InputError`` and ``StoreError``."""
        intent = self.journal.get(intent_id)
        return decide(intent, self._means(intent.org_id), carried_out=carried_out)

    def may_travel_until(self, intent: Intent) -> datetime | None:
        """As ``actions.may_travel_until``."""
        return may_travel_until(intent, self._means(intent.org_id))

    def duty(self) -> Duty:
        """What one process at a time does for the records; all that it writes depends on its lease."""
        lease = lease_on(self._engine, self._backend, self._clock)
        journal = self._journal(lease)

        def follow_up_unless(intent: Intent, is_stopped: IsStopped) -> Intent:
            means = replace(self._means(intent.org_id), journal=journal)
            work = partial(follow_up, intent, means, partial(self._next_read, means))
            return self._portal.run(unless, is_stopped, work) or intent

        return Duty(lease, journal, follow_up_unless, waits=self._waits)

    def close(self) -> None:
        """Wait for what is under way, ten seconds at most, and let go of the journal."""
        self._runner.close()
        self.journal.close()

    def _put_in_order(self) -> StoreError | None:
        """What stands in the way of ending what dead processes left, and of recording anything."""
        try:
            self.journal.check()
            self.journal.recover()
        except StoreError as error:
            _log.error("Nothing can be recorded, so nothing is sent. %s", error)
            return error
        return None

    def _journal(self, lease: Lease | None = None) -> Journal:
        person = getpass.getuser()
        return Journal(self._engine, self._audit, backend=self._backend, person=person, clock=self._clock, lease=lease)

    def _means(self, org_id: int | None) -> Means:
        account = self._accounts.for_org(org_id)
        return Means(
            read=self._read_org,
            send=account.send,
            own_credentials=self._accounts.is_own(org_id),
            forget=self._forget,
            journal=self.journal,
            find_hex=partial(promotion_hex, account.send),
            vendor_time=account.send.vendor_time,
            final_after=self._final_after,
        )

    def _next_read(self, means: Means, intent: Intent) -> datetime | None:
        now = self._clock()
        return next_read(unknown_for(intent, now, means.vendor_time()), intent.reads + 1, now, self._waits)

    async def _read_org(self, identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        if identifier.source not in READ_SOURCES:  # MOBILE_APP issues but does not read (003, source; design §6)
            identifier = replace(identifier, source=Source.ALL)
        account = self._accounts.for_org(org_id)
        org = account.org if org_id is None else self._orgs.get(org_id, Org(org_id, f"Org {org_id}"))
        return self._as_view(await account.read_org(identifier, org))

    def _forget(self, customer_id: int) -> None:
        """Another org's account keeps answers of its own, so every account forgets."""
        for account in (self._accounts.own, *self._accounts.others.values()):
            account.forget(customer_id)
