"""One call's pages walked to the end, and what they brought."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar

from promo_data.client.question import PageCalls, Question
from promo_data.client.rows import Arrived, attributed, is_of_several, named, not_told_apart
from promo_data.errors import PromoInsightError
from promo_data.models.reading import Problem, PromotionRow, SecondOpinion
from promo_data.paging import Page, Walk, walk
from promo_data.protocol.call import Call
from promo_data.scope import ScopedCall
from promo_data.vocabulary import CustomerStatus, ScopeKind

Result = TypeVar("Result")
Keep = Callable[[int], None]
"""Keeps one page in the cache, as one about the customer of that id."""
GetPage = Callable[[Call, int, ScopedCall], Awaitable[tuple[Arrived, Keep]]]
"""A call, the number of its page in the walk and its orgs, to that page and how to keep it."""

_key = attrgetter("org_id", "promotion.program_id", "promotion.promotion_id")
"""What makes a row the same row on another page (design §3, paging); quicker than ``PromotionRow.key``."""


@dataclass(slots=True)
class CallRead:
    """What one call brought, gathered while its pages are walked; ``times`` are those of its answers.

    ``is_sound``: the whole list came, and nothing looked odd on the way. ``has_moved``: its pages do not fit together,
    and another walk may bring some that do. ``is_ended``: its end was seen.
    """

    scoped: ScopedCall
    status: CustomerStatus | None = None
    customer_ids: list[int] = field(default_factory=list)
    org_ids: set[int | None] = field(default_factory=set)
    rows: tuple[PromotionRow, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    failure: PromoInsightError | None = None
    opinion: SecondOpinion | None = None
    is_sound: bool = False
    has_moved: bool = False
    is_ended: bool = False

    @property
    def loss(self) -> str | None:
        """Why it is not the whole list, if it is not."""
        if self.failure is not None:
            return str(self.failure)
        return next((problem.what for problem in self.problems if problem.is_loss), None)

    def add(self, page: Arrived) -> None:
        """One more page; its rows count once the walk has ended."""
        self.times.append(page.as_of)
        self.problems += page.problems
        self.org_ids |= page.org_ids
        if page.customer_id is not None and page.customer_id not in self.customer_ids:
            self.customer_ids.append(page.customer_id)

    def end(self, found: Walk[PromotionRow]) -> None:
        """The walk is over, at its end or before."""
        is_whole = found.complete and found.fits
        self.is_ended = found.complete
        self.has_moved = found.complete and (not found.fits or found.shifted or len(self.customer_ids) > 1)
        self.rows = attributed(found.rows, self.org_ids, self.scoped)
        where = named(self.scoped)
        self.problems += [Problem(where, note, is_loss=not is_whole) for note in found.notes]
        self.problems += self._odd(where)
        if found.failure is not None:
            self.problems.append(Problem(f"{where}, page {len(self.times)}", str(found.failure)))
        self.is_sound = self.loss is None and is_whole and not found.notes and len(self.customer_ids) == 1

    def _odd(self, where: str) -> Iterator[Problem]:
        """What only all pages together show; a list that names two customers, or none, is nobody's list."""
        if not self.customer_ids and not any(problem.is_loss for problem in self.problems):
            yield Problem(where, "The vendor's answer does not say which customer it is about. Read again.")
        if len(self.customer_ids) > 1:
            ids = ", then ".join(map(str, self.customer_ids))
            yield Problem(where, f"The pages of this list are about different customers: {ids}. Read again.")
        if odd := not_told_apart(self.org_ids, self.scoped):
            yield Problem(where, odd, is_loss=self.scoped.scope.kind is not ScopeKind.ALL)


@dataclass(slots=True, eq=False)
class ListWalk:
    """One list to be walked, under the question's status filter if it has one; ``read`` is what came of it."""

    scoped: ScopedCall
    question: Question
    calls: PageCalls
    read: CallRead | None = None

    async def go(self, get: GetPage) -> None:
        """Walk every page that ``get`` gives; what fails is told by the read.

        A list that moved meanwhile is walked once more, because a row that was deleted makes another be missed without
        a trace. Pages are kept together, once the walk proved sound: what is kept is never a part of a list.
        """
        read, pages = await self._walked(get)
        if read.has_moved:
            again, pages_again = await self._walked(get)
            read, pages = (again, pages_again) if again.is_ended else (read, pages)
        for keep in pages if read.is_sound else ():
            keep(read.customer_ids[0])
        self.read = read

    async def _walked(self, get: GetPage) -> tuple[CallRead, list[Keep]]:
        read = CallRead(self.scoped, self.question.status)
        pages: list[Keep] = []

        async def fetch(offset: int, limit: int) -> Page[PromotionRow]:
            arrived, keep = await get(self.calls.at(offset, limit), len(pages), self.scoped)
            read.add(arrived)
            pages.append(keep)
            page = arrived.page
            return Page(arrived.rows, page.arrived, page.total, page.page_size, page.page_count)

        try:
            read.end(await walk(fetch, _key, to_the_end=is_of_several(self.scoped)))
        except PromoInsightError as failure:
            read.failure = failure
        return read, pages


def at_once(work: Coroutine[Any, Any, Result]) -> Result:
    """What ``work`` returns or raises; it must never have to wait, so no event loop is needed."""
    try:
        work.send(None)
    except StopIteration as ended:
        return ended.value  # type: ignore[no-any-return]  # StopIteration carries what the coroutine returned
    work.close()
    raise RuntimeError("This work had to wait for something.")
