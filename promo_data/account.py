"""One set of credentials at work: its senders, its reading client, and the org it speaks for."""

from collections.abc import Callable, Sequence
from datetime import datetime

from promo_data.cache import AnswerCache
from promo_data.client import PromotionsClient, Question
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.protocol.token import decode_token, token_call
from promo_data.scope import Org, ScopeChoice, ScopedCall, calls_for
from promo_data.settings import Credentials, Settings
from promo_data.transport.stack import fingerprint, open_sender


class Account:
    """Speaks for ``org`` with its credentials; ``children`` are the connected orgs it may look into."""

    def __init__(
        self,
        settings: Settings,
        cache: AnswerCache,
        clock: Callable[[], datetime],
        *,
        org: Org,
        children: Sequence[Org],
        credentials: Credentials | None = None,
    ) -> None:
        self.org = org
        self._children = children
        self.send = open_sender(settings, token_call, decode_token, credentials=credentials)
        self._client = PromotionsClient(
            self.send,
            cache,
            account=fingerprint(settings, credentials),
            scope_header=settings.scope_header,
            clock=clock,
        )
        self.forget = self._client.forget

    async def read(self, question: Question, choice: ScopeChoice, only: Sequence[int] = ()) -> CustomerRead:
        """The customer in the orgs of ``choice``; raises ``InputError`` where that cannot be asked."""
        calls = calls_for(choice, self.org, self._children, only)
        return await self._client.read(question, calls, (self.org, *self._children))

    async def read_org(self, identifier: CustomerIdentifier, org: Org) -> CustomerRead:
        """The customer in that one org, freshly: with SELF where it is the own org, with OTHER where it is a child."""
        choice = ScopeChoice.SELF if org == self.org else ScopeChoice.OTHER
        only = () if org == self.org or org.id is None else (org.id,)
        calls: list[ScopedCall] = calls_for(choice, self.org, self._children, only)
        return await self._client.read(Question(identifier, fresh=True), calls, ())
