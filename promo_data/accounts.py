"""Whose credentials speak for which org."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from promo_data.account import Account
from promo_data.cache import AnswerCache
from promo_data.scope import Org
from promo_data.settings import Settings


@dataclass(frozen=True, slots=True)
class Accounts:
    """The own account, and those of other orgs whose own credentials are configured, by org id."""

    own: Account
    others: Mapping[int, Account]

    def is_own(self, org_id: int | None) -> bool:
        """Whether the org's own credentials are held: ``None`` is an own org without a number."""
        return org_id in (None, self.own.org.id) or org_id in self.others

    def for_org(self, org_id: int | None) -> Account:
        """Who speaks for the org: itself where its credentials are held, else the own org."""
        return self.own if org_id is None else self.others.get(org_id, self.own)


def accounts_of(settings: Settings, cache: AnswerCache, clock: Callable[[], datetime], *, background: bool) -> Accounts:
    """The accounts that ``settings`` configure; ``background`` is for work that nobody waits for."""
    names = {org.id: org for org in settings.orgs}
    account = partial(Account, settings, cache, clock, background=background)
    others = {
        org_id: account(org=names.get(org_id, Org(org_id, f"Org {org_id}")), children=(), credentials=credentials)
        for org_id, credentials in settings.org_credentials.items()
    }
    return Accounts(account(org=settings.org, children=settings.child_orgs), others)
