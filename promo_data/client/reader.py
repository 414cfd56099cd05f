"""The reading client: every call of a scope side by side, each walked page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import anyio

from promo_data.cache import AnswerCache
from promo_data.client.joining import CallRead, joined
from promo_data.client.rows import named, rows_of
from promo_data.errors import PromoInsightError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead, Problem, PromotionRow
from promo_data.paging import Page, walk
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.customer_promotions import LARGEST_PAGE, PromotionsPage, decode_page, page_call
from promo_data.scope import DataScope, Org, ScopedCall
from promo_data.single_flight import SingleFlight
from promo_data.transport.sender import Sender
from promo_data.vocabulary import CustomerStatus

_CACHE_LAYOUT = "1"
"""Changes when kept answers must not be read any more."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about whom; ``fresh`` passes the cache by."""

    identifier: CustomerIdentifier
    status: CustomerStatus | None = None
    alternate_currency: bool = False
    fresh: bool = False


class PromotionsClient:
    """Reads promotions through one stack of senders, for one set of credentials.

    ``account`` names host and credentials; it only ever enters the cache's keyed hashes.
    """

    def __init__(
        self, send: Sender, cache: AnswerCache, *, account: str, scope_header: str, clock: Callable[[], datetime]
    ) -> None:
        self._send = send
        self._cache = cache
        self._account = account
        self._scope_header = scope_header
        self._clock = clock
        self._flights: SingleFlight[tuple[Answer, datetime]] = SingleFlight()

    async def read(self, question: Question, calls: Sequence[ScopedCall], configured: Sequence[Org]) -> CustomerRead:
        """Every promotion of the customer in the orgs of ``calls``; other orgs of ``configured`` count as not asked.

        What fails is told by the coverage and the problems. Raises ``InputError`` where the question cannot be asked.
        """
        for scoped in calls:
            self._call(question, scoped.scope, offset=0, limit=LARGEST_PAGE)
        reads = [CallRead(scoped) for scoped in calls]
        async with anyio.create_task_group() as tasks:
            for read in reads:
                tasks.start_soon(self._fill, read, question)
        return joined(reads, configured)

    def forget(self, customer_id: int) -> None:
        """Drop everything kept of this customer, because a write changed it."""
        self._cache.evict(self._tag(customer_id))

    def _tag(self, customer_id: int) -> tuple[str, ...]:
        return self._account, str(customer_id)

    async def _fill(self, read: CallRead, question: Question) -> None:
        async def fetch(offset: int, limit: int) -> Page[PromotionRow]:
            page, as_of = await self._page(
                self._call(question, read.scoped.scope, offset=offset, limit=limit), question, read
            )
            read.times.append(as_of)
            read.customer_id = page.customer_id if read.customer_id is None else read.customer_id
            rows, foreign = rows_of(page, read.scoped, as_of)
            read.problems += [replace(p, where=f"{named(read.scoped)}, {p.where}") for p in page.problems] + foreign
            return Page(rows, page.arrived, page.total)

        try:
            walked = await walk(fetch, _identity)
        except PromoInsightError as failure:
            read.failure = failure
            return
        read.rows = walked.rows
        read.problems += [Problem(named(read.scoped), note, is_loss=not walked.complete) for note in walked.notes]
        if walked.failure is not None:
            read.problems.append(Problem(f"{named(read.scoped)}, page {len(read.times)}", str(walked.failure)))

    def _call(self, question: Question, scope: DataScope, *, offset: int, limit: int) -> Call:
        return page_call(
            question.identifier,
            scope,
            offset=offset,
            limit=limit,
            scope_header=self._scope_header,
            status=question.status,
            alternate_currency=question.alternate_currency,
        )

    async def _page(self, call: Call, question: Question, read: CallRead) -> tuple[PromotionsPage, datetime]:
        """One page and the time of its answer, from the cache where it may be; only what was read whole is kept."""
        key = (self._account, _CACHE_LAYOUT, *_parts(call))
        if not question.fresh and (cached := self._cache.get(key)) is not None:
            return decode_page(Answer(200, {}, cached.body), len(read.times)), cached.stored_at
        answer, as_of = await self._flights.once(key, lambda: self._asked(call))
        page = decode_page(answer, len(read.times))
        if page.customer_id is not None and not any(problem.is_loss for problem in page.problems):
            self._cache.put(key, answer.body, tag=self._tag(page.customer_id))
        return page, as_of

    async def _asked(self, call: Call) -> tuple[Answer, datetime]:
        answer = await self._send(call)
        return answer, self._clock()


def _parts(call: Call) -> list[str]:
    """All of a call that can change its answer."""
    return [call.method, call.path, *(text for pair in (*call.query, *call.headers) for text in pair)]


def _identity(row: PromotionRow) -> tuple[int | None, int, int]:
    """What makes a row the same row on another page (design §3, paging)."""
    return row.org_id, row.promotion.program_id, row.promotion.promotion_id
