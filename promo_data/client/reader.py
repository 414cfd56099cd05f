"""The reading client: every call of a scope side by side, each walked page by page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import anyio

from promo_data.cache import AnswerCache, Cached
from promo_data.client.joining import joined
from promo_data.client.pages import Key, Pages
from promo_data.client.question import PageCalls, Question
from promo_data.client.rows import Arrived
from promo_data.client.second_opinion import add_second_opinion
from promo_data.client.walking import Keep, ListWalk, at_once
from promo_data.models.reading import CustomerRead
from promo_data.protocol.call import Call
from promo_data.scope import Org, ScopedCall
from promo_data.transport.sender import Sender


class _NotKeptError(LookupError):
    """A page is not in the cache."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The walks of one question: each call's own, and beside it those of the vendor's filters where they are asked.

    ``walks`` are all of ``parts``.
    """

    question: Question
    parts: list[tuple[ListWalk, list[ListWalk]]]
    walks: list[ListWalk]

    @property
    def left(self) -> list[ListWalk]:
        return [walk for walk in self.walks if walk.read is None]

    def joined(self, configured: Sequence[Org]) -> CustomerRead:
        for own, filtered in self.parts:
            if own.read is not None:
                add_second_opinion(own.read, [walk.read for walk in filtered if walk.read is not None])
        reads = [own.read for own, _ in self.parts if own.read is not None]
        question = self.question
        return joined(reads, configured, asked=question.identifier, mixed_units=question.alternate_currency)


class PromotionsClient:
    """Reads promotions through one stack of senders, for one set of credentials.

    ``account`` names host and credentials; it only ever enters the cache's keyed hashes.
    """

    def __init__(
        self, send: Sender, cache: AnswerCache, *, account: str, scope_header: str, clock: Callable[[], datetime]
    ) -> None:
        self._pages = Pages(send, cache, account, clock)
        self._scope_header = scope_header
        self.forget = self._pages.forget

    async def read(self, question: Question, calls: Sequence[ScopedCall], configured: Sequence[Org]) -> CustomerRead:
        """Every promotion of the customer in the orgs of ``calls``; other orgs of ``configured`` count as not asked.

        What fails is told by the coverage and the problems. Raises ``InputError`` where the question cannot be asked.
        """
        plan = self._plan(question, calls)
        if not question.fresh:
            self._take_kept(plan, self._kept([plan]))
        if plan.left:
            async with anyio.create_task_group() as tasks:
                for walk in plan.left:
                    tasks.start_soon(walk.go, self._pages.asked)
        return plan.joined(configured)

    def cached(
        self, questions: Sequence[Question], calls: Sequence[ScopedCall], configured: Sequence[Org]
    ) -> list[CustomerRead | None]:
        """What ``read`` would give for each question where the cache holds all of it, else ``None``; nothing is sent.

        For pulls of many customers: one look into the cache serves all of them, and no event loop is needed.
        Raises ``InputError`` where a question cannot be asked.
        """
        plans = [self._plan(question, calls) for question in questions]
        kept = self._kept(plans)
        for plan in plans:
            self._take_kept(plan, kept)
        return [None if plan.left else plan.joined(configured) for plan in plans]

    def _plan(self, question: Question, calls: Sequence[ScopedCall]) -> _Plan:
        def walk(scoped: ScopedCall, asked: Question) -> ListWalk:
            return ListWalk(scoped, asked, PageCalls(asked, scoped.scope, self._scope_header))

        filtered = question.filtered
        parts = [(walk(each, question), [walk(each, one) for one in filtered]) for each in calls]
        return _Plan(question, parts, [walk for own, others in parts for walk in (own, *others)])

    def _kept(self, plans: Iterable[_Plan]) -> dict[Key, Cached]:
        """The first pages that the cache holds."""
        return self._pages.kept([walk.calls.first for plan in plans for walk in plan.walks])

    def _take_kept(self, plan: _Plan, kept: Mapping[Key, Cached]) -> None:
        """Walk the lists that the cache holds whole; pages of two walks, kept at different times, may not fit."""
        for walk in plan.walks if kept else ():
            with suppress(_NotKeptError):
                at_once(walk.go(partial(self._kept_page, kept)))
            if walk.read is not None and not walk.read.is_sound:
                walk.read = None

    async def _kept_page(
        self, kept: Mapping[Key, Cached], call: Call, number: int, scoped: ScopedCall
    ) -> tuple[Arrived, Keep]:
        found = self._pages.kept([call]) if number else kept
        cached = found.get(self._pages.key(call))
        page = None if cached is None else self._pages.from_cache(cached, number, scoped)
        if page is None:
            raise _NotKeptError
        return page
