"""One set of credentials at work: its senders, its reading client, and the org it speaks for."""

from collections.abc import Callable, Sequence
from datetime import datetime

from promo_data.cache import AnswerCache
from promo_data.client import PromotionsClient, Question
from promo_data.models.benefits import BenefitSummary
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.protocol.benefits import benefits_call, decode_benefits
from promo_data.protocol.token import decode_token, token_call
from promo_data.scope import Org, ScopeChoice, ScopedCall, calls_for
from promo_data.settings import Credentials, Settings
from promo_data.transport.stack import fingerprint, open_sender


class Account:
    """Speaks for ``org`` with its credentials; ``children`` are the connected orgs it may look into.

    ``background`` is for work that nobody waits for.
    """

    def __init__(
        self,
        settings: Settings,
        cache: AnswerCache,
        clock: Callable[[], datetime],
        *,
        org: Org,
        children: Sequence[Org],
        credentials: Credentials | None = None,
        background: bool = False,
    ) -> None:
        self.org = org
        self._children = children
        self._clock = clock
        self.send = open_sender(settings, token_call, decode_token, credentials=credentials, background=background)
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

    def kept(
        self, questions: Sequence[Question], choice: ScopeChoice, only: Sequence[int] = ()
    ) -> list[CustomerRead | None]:
        """What ``read`` would give for each from the cache alone; raises ``InputError`` where one cannot be asked."""
        calls = calls_for(choice, self.org, self._children, only)
        return self._client.cached(questions, calls, (self.org, *self._children))

    async def read_org(self, identifier: CustomerIdentifier, org: Org) -> CustomerRead:
        """The customer in that one org, freshly: with SELF where it is the own org, with OTHER where it is a child."""
        choice = ScopeChoice.SELF if org == self.org else ScopeChoice.OTHER
        only = () if org == self.org or org.id is None else (org.id,)
        calls: list[ScopedCall] = calls_for(choice, self.org, self._children, only)
        return await self._client.read(Question(identifier, fresh=True), calls, ())

    async def benefits(self, customer_id: int, program_id: int, promotion_id: int) -> BenefitSummary:
        """What the customer got from one promotion of this org, asked now; raises as senders and the protocol do."""
        answer = await self.send(benefits_call(customer_id, program_id, promotion_id))
        return decode_benefits(
            answer, customer_id=customer_id, program_id=program_id, promotion_id=promotion_id, as_of=self._clock()
        )
