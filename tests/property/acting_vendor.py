"""A vendor in this process whose answers can go astray in many ways, and which knows who did what."""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID, uuid4

import pandas as pd

from promo_data.actions import Route, Wish
from promo_data.actions.requests import request_of
from promo_data.actions.wish import NEEDING_HEX
from promo_data.cache import AnswerCache
from promo_data.client import PromotionsClient, Question
from promo_data.errors import AnswerLostError, NotSentError
from promo_data.frames.timelines import course
from promo_data.insight.customer import Basis, CustomerView
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead, PromotionRow
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.token import decode_token, token_call
from promo_data.sandbox import SettableClock, World, build_world, sandbox_app
from promo_data.sandbox.happenings import Happenings
from promo_data.sandbox.ledger import Effect, Ledger
from promo_data.scope import Org, ScopeChoice, calls_for
from promo_data.transport.oauth import OAuthAuthorise, TokenSource
from promo_data.vocabulary import Action, IdentifierKind, PromotionType, Source, Verdict
from tests import milestones
from tests.asgi import asked
from tests.faults.scene import NOON
from tests.unit.actions.vendor import left

ENROLLED, DIRECT = "Travel miles", "Refer a friend"
PROMOTIONS = (ENROLLED, DIRECT, milestones.NAME)
CUSTOMERS = (1, 2)
"""Two who have room in all of them: their numbers in the world."""
Send = Callable[[Call], Awaitable[Answer]]
_TOKEN_HEADER = "X-CAP-API-OAUTH-TOKEN"
_NOTHING = pd.DataFrame()
_KEYS = ["org_id", "program_id", "promotion_id"]
_COLUMNS = [*_KEYS, "customer_id", "type", "name", "enrolled", "issued", "timeline"]


class Fault(StrEnum):
    """What goes wrong with one write."""

    NONE = "none"
    LOST = "applied, the answer is lost"
    SWALLOWED = "never applied, never answered"
    LATE_15 = "applied after 15 s, the answer is lost"
    LATE_200 = "applied after 200 s, the answer is lost"
    NEVER_LEFT = "the connection is refused"
    ERROR_BEFORE = "500, not applied"
    ERROR_AFTER = "500, though applied"
    THROTTLED = "429"
    BUSY = "521"
    DECLINED = "warning 8890"
    PAGE_AFTER = "a proxy's page, though applied"
    CUT = "half an answer"
    OTHER_TOO = "another channel does the same at that moment"
    OTHER_TOO_LOST = "the same, and the answer is lost"


_LATE = {Fault.LATE_15: 15, Fault.LATE_200: 200}
_ALSO_DONE_BY_ANOTHER = frozenset({Fault.OTHER_TOO, Fault.OTHER_TOO_LOST})
_LOST = frozenset({Fault.LOST, Fault.SWALLOWED, Fault.OTHER_TOO_LOST, *_LATE})
_NOT_APPLIED = {
    Fault.ERROR_BEFORE: (500, b'{"message": "Internal error"}'),
    Fault.THROTTLED: (429, b'{"errors": [{"code": 429, "message": "Too many requests"}]}'),
    Fault.BUSY: (521, b'{"errors": [{"code": 521, "message": "Concurrent actions for the same customer"}]}'),
    Fault.DECLINED: (200, b'{"warnings": [{"code": 8890, "message": "not issued"}], "errors": [], "sideEffects": []}'),
}
_REPLACED = {Fault.ERROR_AFTER: (500, b'{"message": "Internal error"}'), Fault.PAGE_AFTER: (502, b"<html></html>")}


@dataclass(frozen=True)
class _Late:
    at: datetime
    call: Call
    intent: UUID


@dataclass
class Vendor:
    """The world and what our client needs of it; ``done_by`` has the effects of each intent's request."""

    cache: AnswerCache
    clock: SettableClock = field(default_factory=lambda: SettableClock(NOON))
    customers: int = 20
    done_by: dict[UUID, list[Effect]] = field(default_factory=lambda: defaultdict(list))
    done_by_others: list[Effect] = field(default_factory=list)
    sent: Counter[UUID] = field(default_factory=Counter)
    _late: list[_Late] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world: World = build_world(seed=7, customers=self.customers, clock=self.clock, coupons=0)
        self._app = sandbox_app(self.world)
        milestones.add_milestones(self.world)
        own = self.world.orgs[0]
        self.own = Org(own.id, own.name)
        self._token = TokenSource(lambda: token_call(own.oauth_key, own.oauth_secret), decode_token)
        self.begin_anew()

    def begin_anew(self) -> None:
        """As if nothing had been done since the world was made."""
        self.clock.now = NOON
        self.world.happenings, self.world.ledger = Happenings(), Ledger()
        for memory in (self.done_by, self.done_by_others, self.sent, self._late):
            memory.clear()
        self._send = OAuthAuthorise(
            self._wire, tokens=self._token, header=_TOKEN_HEADER, clock=lambda: self.clock().timestamp()
        )
        self._ended: set[str] = set()
        self._latest = ""

    def end_token(self) -> None:
        """The token that is in use holds no longer, whatever was said of its life."""
        self._ended.add(self._latest)

    async def apply_late(self) -> None:
        """What is due by now takes effect."""
        due = [late for late in self._late if late.at <= self.clock()]
        self._late = [late for late in self._late if late not in due]
        for late in due:
            await self._applied(late.call, late.intent)

    def wish(self, number: int, route: Route = Route.V2_ISSUE) -> Wish:
        """For that customer and the promotion that takes such a request."""
        name = {Route.V2_DIRECT_EARN: DIRECT, Route.V3_ENROL_MILESTONES: milestones.NAME}.get(route, ENROLLED)
        found = next(each for each in self.world.catalogue.of_org(self.own.id or 0) if each.name == name)
        hex_id = found.hex_id if route in NEEDING_HEX else None
        rule = milestones.RULE if route is Route.V3_ENROL_MILESTONES else None
        identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(self.world.customer(number).id), Source.INSTORE)
        return Wish(
            identifier, self.own.id, found.programme_id, found.id, route, promotion_hex=hex_id, milestone_rule=rule
        )

    async def do_elsewhere(self, wish: Wish) -> None:
        """Somebody else brings that about, by another channel."""
        before = len(self.world.ledger.effects)
        await self._send(request_of(wish, uuid4()).call)
        self.done_by_others += self.world.ledger.effects[before:]

    async def send(self, call: Call) -> Answer:
        """What the vendor answers the own org."""
        return await self._send(call)

    def sender(self, fault: Fault, wish: Wish, intent: Callable[[], UUID]) -> Send:
        """How that intent's request travels."""

        async def send(call: Call) -> Answer:
            if call.method == "GET":
                return await self._send(call)
            if fault is Fault.NEVER_LEFT:
                raise NotSentError("The vendor's server refused the connection.")
            call = await left(call)
            self.sent[intent()] += 1
            if fault in _ALSO_DONE_BY_ANOTHER:
                await self.do_elsewhere(wish if wish.undo is None else self.wish(CUSTOMERS[0]))
            return await self._astray(fault, call, intent())

        return send

    async def _astray(self, fault: Fault, call: Call, intent: UUID) -> Answer:
        if fault in _NOT_APPLIED:
            return Answer(_NOT_APPLIED[fault][0], {}, _NOT_APPLIED[fault][1])
        answer = await self._reached(fault, call, intent)
        if answer is None or fault in _LOST:
            raise AnswerLostError("No answer within 10 seconds.")
        if fault in _REPLACED:
            return Answer(_REPLACED[fault][0], {}, _REPLACED[fault][1])
        return Answer(answer.status, {}, answer.body[: len(answer.body) // 2]) if fault is Fault.CUT else answer

    async def _reached(self, fault: Fault, call: Call, intent: UUID) -> Answer | None:
        """The vendor's answer, where the request came there now."""
        if fault in _LATE:
            self._late.append(_Late(self.clock() + timedelta(seconds=_LATE[fault]), call, intent))
            return None
        if fault is Fault.SWALLOWED:
            return None
        return await self._applied(call, intent)

    async def _applied(self, call: Call, intent: UUID) -> Answer:
        before = len(self.world.ledger.effects)
        answer = await self._send(call)
        self.done_by[intent] += self.world.ledger.effects[before:]
        return answer

    async def _wire(self, call: Call) -> Answer:
        headers = dict(call.headers)
        self._latest = headers.get(_TOKEN_HEADER, self._latest)
        if self._latest in self._ended and _TOKEN_HEADER in headers:
            headers[_TOKEN_HEADER] = "ended"
        return await asked(self._app, replace(call, headers=tuple(headers.items())))

    async def read(self, identifier: CustomerIdentifier, clock: Callable[[], datetime]) -> CustomerView:
        """What a look-up shows of the promotions, to one who has that ``clock``."""
        await self.apply_late()
        client = PromotionsClient(self._send, self.cache, account="own", scope_header="DATA-SCOPE-ORG", clock=clock)
        found = await client.read(Question(identifier, fresh=True), calls_for(ScopeChoice.SELF, self.own, ()), ())
        return _view(found, [row for row in found.rows if row.promotion.promotion_name in PROMOTIONS])


def _view(read: CustomerRead, rows: Sequence[PromotionRow]) -> CustomerView:
    """Those rows alone, as ``customer_view`` would have them: its frames take a hundred times as long.

    Every action is allowed, so that it is the vendor who refuses.
    """
    promotions = pd.DataFrame(map(_shown, rows), columns=_COLUMNS, dtype=object)
    availability = _all_allowed(tuple(tuple(_key(row).values()) for row in rows))
    rest = dict.fromkeys(("allowances", "binding", "vendor_statuses", "disagreements"), _NOTHING)
    return CustomerView(
        read.customer_id,
        read.as_of,
        read.coverage,
        promotions=promotions,
        availability=availability,
        problems=read.problems,
        complete=read.complete,
        mixed_units=False,
        filters=(),
        basis=Basis(read, NOON, 0.8, (), UTC),
        **rest,
    )


def _key(row: PromotionRow) -> dict[str, object]:
    values = (row.org_id, row.promotion.program_id, row.promotion.promotion_id)
    return dict(zip(_KEYS, values, strict=True))


@cache
def _all_allowed(promotions: tuple[tuple[object, ...], ...]) -> pd.DataFrame:
    """The same for all who have the same promotions: frames take longer to make than anything else here."""
    judged = [(*key, action.value, Verdict.ALLOWED.value, ()) for key in promotions for action in Action]
    return pd.DataFrame(judged, columns=[*_KEYS, "action", "verdict", "reasons"], dtype=object)


def _shown(row: PromotionRow) -> dict[str, object]:
    """What is issued directly has no enrolments, and its issues are counted as issuals."""
    is_direct = row.promotion.points_offer_type == PromotionType.LOYALTY
    return _key(row) | {
        "customer_id": row.customer_id,
        "type": row.promotion.points_offer_type,
        "name": row.promotion.promotion_name,
        "enrolled": None if is_direct else _used(row, "issual_restrictions"),
        "issued": _used(row, "issual_restrictions" if is_direct else "earn_restrictions"),
        "timeline": course(row.promotion.customer_promotion_timelines or (), as_of=row.as_of).records,
    }


def _used(row: PromotionRow, stage: str) -> int:
    (limit,) = getattr(row.promotion.promotion_restriction, stage)
    return int(limit.current_customer_usage)
