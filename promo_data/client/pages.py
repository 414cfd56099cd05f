"""Pages of a customer's promotions: kept ones from the cache, others from the vendor, once for all who wait."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import chain

from promo_data.cache import AnswerCache, Cached
from promo_data.client.rows import Arrived, arrived
from promo_data.client.walking import Keep
from promo_data.errors import PromoInsightError, RefusedError
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.customer_promotions import decode_page
from promo_data.scope import ScopedCall
from promo_data.single_flight import SingleFlight
from promo_data.transport.sender import Sender
from promo_data.vocabulary import CUSTOMER_NOT_FOUND

_CACHE_LAYOUT = "1"
"""Changes when kept answers must not be read any more."""

Key = tuple[str, ...]


class Pages:
    """The pages one set of credentials may see; ``account`` only ever enters the cache's keyed hashes."""

    def __init__(self, send: Sender, cache: AnswerCache, account: str, clock: Callable[[], datetime]) -> None:
        self._send = send
        self._cache = cache
        self._account = account
        self._clock = clock
        self._flights: SingleFlight[tuple[Answer, datetime, datetime]] = SingleFlight()
        self._forgotten = 0

    def kept(self, calls: Sequence[Call]) -> dict[Key, Cached]:
        """What the cache has of these calls, by key."""
        return self._cache.get_many([self.key(call) for call in calls])

    def from_cache(self, cached: Cached, number: int, scoped: ScopedCall) -> tuple[Arrived, Keep] | None:
        """A kept page, which needs no keeping; ``None`` where it cannot be read as a page any more."""
        try:
            return arrived(Answer(200, {}, cached.body), number, scoped, cached.as_of), _kept_already
        except PromoInsightError:
            return None

    async def asked(self, call: Call, number: int, scoped: ScopedCall) -> tuple[Arrived, Keep]:
        """The vendor's answer now, and how to keep it; raises as senders and ``decode_page`` do.

        Who asks after a write neither shares nor keeps an answer that was asked for before it.
        """
        key = self.key(call)
        answer, asked_at, as_of = await self._flights.once((self._forgotten, key), lambda: self._sent(call))
        try:
            page = arrived(answer, number, scoped, as_of)
        except RefusedError as refused:
            if refused.code in CUSTOMER_NOT_FOUND:
                self._forget_who_was_kept(key)
            raise
        return page, partial(self._keep, key, answer.body, as_of, asked_at)

    def forget(self, customer_id: int) -> None:
        """Drop everything kept of this customer: a write changed it, or the vendor knows nobody of that name now."""
        self._forgotten += 1
        self._cache.evict(self._tag(customer_id))

    def key(self, call: Call) -> Key:
        """All of a call that can change its answer, and who asks."""
        texts = chain(chain.from_iterable(call.query), chain.from_iterable(call.headers))
        return (self._account, _CACHE_LAYOUT, call.method, call.path, *texts)

    def _keep(self, key: Key, body: bytes, as_of: datetime, asked_at: datetime, customer_id: int) -> None:
        self._cache.put(key, body, tag=self._tag(customer_id), asked_at=asked_at, as_of=as_of)

    def _tag(self, customer_id: int) -> Key:
        """The customer answered for: of a merged one that is the survivor, whom later writes name."""
        return self._account, str(customer_id)

    def _forget_who_was_kept(self, key: Key) -> None:
        """A customer who was answered for under this very call is unknown now: nothing kept of them is true."""
        cached = self._cache.get(key)
        if cached is None:
            return
        with suppress(PromoInsightError):
            customer_id = decode_page(Answer(200, {}, cached.body), 0).customer_id
            if customer_id is not None:
                self.forget(customer_id)

    async def _sent(self, call: Call) -> tuple[Answer, datetime, datetime]:
        asked_at = self._clock()
        answer = await self._send(call)
        return answer, asked_at, self._clock()


def _kept_already(_customer_id: int) -> None:
    """Nothing to do."""
