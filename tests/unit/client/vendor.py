"""A vendor that answers from a table, and the client that asks it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from promo_data.cache import AnswerCache
from promo_data.client import PromotionsClient, Question
from promo_data.errors import PromoInsightError
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.protocol.call import Answer, Call
from promo_data.scope import SELF, DataScope, Org, ScopedCall
from promo_data.vocabulary import IdentifierKind, ScopeKind
from tests.factories import AS_OF, OWN_ORG, Json, answer, page_json, promotion_json

CHILD = Org(50405, "Brand A")
OTHER_CHILD = Org(50406, "Brand B")
ORGS = (OWN_ORG, CHILD, OTHER_CHILD)
OWN_CALL = ScopedCall(SELF, (OWN_ORG,))
CHILD_CALL = ScopedCall(DataScope(ScopeKind.OTHER, (50405,)), (CHILD,))
OTHER_CHILD_CALL = ScopedCall(DataScope(ScopeKind.OTHER, (50406,)), (OTHER_CHILD,))
EVERY_CALL = (OWN_CALL, CHILD_CALL, OTHER_CHILD_CALL)
BY_MOBILE = CustomerIdentifier(IdentifierKind.MOBILE, "917406400033")

Once = Json | Answer | PromoInsightError
Told = Once | list[Once]
"""What the vendor does with one call: a body, an answer, or a failure on the way; with several, one after the other."""


@dataclass
class Vendor:
    """Answers by org (``SELF``, ``50405``, ``ALL``), then status filter and offset; ``calls`` are those that came.

    It waits at ``gate`` where there is one; ``came`` lets one go on for each call that came. A key of the table is
    ``org``, ``org STATUS``, ``org @200`` or ``org STATUS @200``; the offset is 0 if not said.
    """

    table: Mapping[str, Told]
    folder: Path
    calls: list[Call] = field(default_factory=list)
    at: datetime = AS_OF
    scope_header: str = "DATA-SCOPE-ORG"
    seconds_a_call: float = 0
    gate: asyncio.Event | None = None
    came: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    def __post_init__(self) -> None:
        self.cache = AnswerCache(self.folder / "cache", 300, now=lambda: self.now().timestamp())
        self.client = PromotionsClient(
            self.send, self.cache, account="own", scope_header=self.scope_header, clock=self.now
        )

    def now(self) -> datetime:
        return self.at

    async def send(self, call: Call) -> Answer:
        self.calls.append(call)
        self.came.release()
        self.later(seconds=self.seconds_a_call)
        if self.gate is not None:
            await self.gate.wait()
        told = self.table[_key(call, self.scope_header)]
        if isinstance(told, list):
            told = told.pop(0) if len(told) > 1 else told[0]
        if isinstance(told, PromoInsightError):
            raise told
        return told if isinstance(told, Answer) else answer(told)

    async def read(
        self,
        *calls: ScopedCall,
        identifier: CustomerIdentifier = BY_MOBILE,
        configured: Sequence[Org] = ORGS,
        fresh: bool = False,
        second_opinion: bool = False,
    ) -> CustomerRead:
        question = Question(identifier, fresh=fresh, second_opinion=second_opinion)
        return await self.client.read(question, calls or (OWN_CALL,), configured)

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)


def promotions(count: int, start: int = 1, **given: object) -> list[Json]:
    """That many promotions, numbered from ``start``."""
    return [promotion_json(promotionId=number, **given) for number in range(start, start + count)]


def paged(org: str, total: int) -> dict[str, Told]:
    """The table of one org whose list has that many promotions; a page after a full one begins with its last row."""
    details = {"totalEntries": total}
    return {
        f"{org} @{offset}".removesuffix(" @0"): page_json(
            *promotions(min(100, total - offset), offset + 1), pageDetails=details
        )
        for offset in range(0, total, 99)
    }


def error_json(code: int, message: str = "no") -> Json:
    """A refusal as 003's neighbours give it, with HTTP status 200."""
    return {"errors": [{"status": False, "code": code, "message": message}]}


def _key(call: Call, scope_header: str) -> str:
    query, headers = dict(call.query), dict(call.headers)
    org = headers.get(scope_header, headers["DATA-SCOPE"])
    status = query.get("promotionStatusForCustomer", "")
    offset = "" if query["offset"] == "0" else f"@{query['offset']}"
    return " ".join(part for part in (org, status, offset) if part)
