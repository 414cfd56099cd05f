"""The sandbox behind the real client, without a network: what the actions are tried on."""

import base64
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path

from starlette.applications import Starlette

from promo_data.actions import Journal, Means, Route, Wish, promotion_hex
from promo_data.audit import Audit
from promo_data.cache import AnswerCache
from promo_data.client import PromotionsClient, Question
from promo_data.errors import AnswerLostError, NotSentError
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.customer import CustomerIdentifier
from promo_data.protocol.call import Answer, Call
from promo_data.sandbox import World, build_world, sandbox_app
from promo_data.sandbox.catalogue.coupons import IN_THE_BOOK
from promo_data.scope import Org, ScopeChoice, calls_for
from promo_data.store import open_store
from promo_data.vocabulary import IdentifierKind, Source
from tests import milestones
from tests.asgi import asked
from tests.stores import begun_store

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Send = Callable[[Call], Awaitable[Answer]]


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Vendor:
    """A world, the calls that reached it, and how one org of ours talks to it."""

    world: World
    clock: Clock
    folder: Path
    posts: list[Call] = field(default_factory=list)

    @cached_property
    def _app(self) -> Starlette:
        """Made once: that takes longer than an answer."""
        return sandbox_app(self.world)

    @cached_property
    def _cache(self) -> AnswerCache:
        return AnswerCache(self.folder / "cache", 0, now=lambda: self.clock().timestamp())

    @property
    def own(self) -> Org:
        return Org(self.world.orgs[0].id, self.world.orgs[0].name)

    @property
    def children(self) -> tuple[Org, ...]:
        return tuple(Org(org.id, org.name) for org in self.world.orgs[1:])

    @property
    def customer(self) -> CustomerIdentifier:
        """The demo customer with room everywhere."""
        demo = next(d for d in self.world.demo_customers if d.title == "Room everywhere")
        return CustomerIdentifier(IdentifierKind(demo.identifier_name), demo.identifier_value, Source(demo.source))

    async def send(self, call: Call) -> Answer:
        """What the sandbox answers the own org's till."""
        call = await left(call)
        if call.method == "POST":
            self.posts.append(call)
        org = self.world.orgs[0]
        secret = hashlib.md5(org.password.encode(), usedforsecurity=False).hexdigest()
        credentials = base64.b64encode(f"{org.till}:{secret}".encode()).decode()
        return await asked(self._app, replace(call, headers=(*call.headers, ("Authorization", f"Basic {credentials}"))))

    async def read(self, identifier: CustomerIdentifier, org_id: int | None) -> CustomerView:
        """A fresh look-up in one org."""
        calls = calls_for(ScopeChoice.EACH, self.own, self.children, () if org_id is None else (org_id,))
        client = PromotionsClient(
            self.send, self._cache, account="own", scope_header="DATA-SCOPE-ORG", clock=self.clock
        )
        read = await client.read(Question(identifier, fresh=True), calls, (self.own, *self.children))
        return customer_view(read, now=self.clock(), near_share=0.8, writable_orgs=(self.own.id,))

    def wish(self, promotion_name: str, route: Route = Route.V2_ISSUE) -> Wish:
        """For the customer with room everywhere and the own org's promotion of that name."""
        found = next(p for p in self.world.catalogue.of_org(self.world.orgs[0].id) if p.name == promotion_name)
        hex_id = None if route is Route.V2_ISSUE else found.hex_id
        return Wish(self.customer, self.own.id, found.programme_id, found.id, route, promotion_hex=hex_id)

    def milestone_wish(self) -> Wish:
        """For the same customer and a milestone of ``milestones.NAME``, which has to be added first."""
        return replace(self.wish(milestones.NAME, Route.V3_ENROL_MILESTONES), milestone_rule=milestones.RULE)

    def effects(self) -> int:
        """How many things were done in this world since it was made."""
        return len(self.world.ledger.effects)


def new_vendor(folder: Path) -> Vendor:
    clock = Clock()
    return Vendor(build_world(seed=1, customers=20, clock=clock, coupons=IN_THE_BOOK), clock, folder)


async def left(call: Call) -> Call:
    """The call once it may leave, as a sender lets it right before the first byte; there is nothing to look at then."""
    if call.last_look is not None:
        await call.last_look()
    return replace(call, last_look=None)


def means_for(vendor: Vendor, journal: Journal, send: Send | None = None) -> Means:
    return Means(
        vendor.read,
        send or vendor.send,
        own_credentials=True,
        forget=lambda _: None,
        journal=journal,
        find_hex=partial(promotion_hex, vendor.send),
        vendor_time=vendor.clock,
    )


def open_journal(folder: Path, clock: Callable[[], datetime]) -> Journal:
    engine = open_store(begun_store(folder))
    return Journal(engine, Audit(engine, folder, clock=clock), backend="sandbox", person="agent", clock=clock)


def carried_out_but_lost(send: Send) -> Send:
    """The request arrives; its answer does not."""

    async def lossy(call: Call) -> Answer:
        await send(call)
        raise AnswerLostError("No answer within 20 seconds.")

    return lossy


async def swallowed(call: Call) -> Answer:
    """The request does not arrive, and nobody says so."""
    await left(call)
    raise AnswerLostError("No answer within 20 seconds.")


async def never_left(_: Call) -> Answer:
    """The request provably did not leave."""
    raise NotSentError("The vendor's server refused the connection.")


def answering(status: int, body: bytes) -> Send:
    """Says the same to everything."""

    async def answer(call: Call) -> Answer:
        await left(call)
        return Answer(status, {"x-cap-requestid": "q7"}, body)

    return answer
