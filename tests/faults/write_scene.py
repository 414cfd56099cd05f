"""A scene for what changes something: time that can be moved, and a watch on every request that reaches the vendor."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from promo_data.actions import Intent, Route, Wish
from promo_data.actions.records import intent_of
from promo_data.actions.wish import NEEDING_HEX
from promo_data.audit import Event
from promo_data.sandbox import SettableClock, World, build_world
from promo_data.sandbox.clock import utc_now
from promo_data.sandbox.faults import Fault
from promo_data.sandbox.faults.kinds import Delay
from promo_data.sandbox.ledger import Effect
from promo_data.store import open_store, reading
from promo_data.store.tables import AUDIT, INTENTS
from tests import milestones
from tests.faults.scene import NOON, TOKEN, Scene, Stand, case, scene
from tests.stores import place_for

ENROLLED, DIRECT = "Travel miles", "Refer a friend"
"""Promotions of the own org with room for many: one to enrol in, and one that is issued directly."""
ROOMY = "Room everywhere"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request that reached the vendor, at that moment of real time; ``said`` is its body."""

    at: float
    method: str
    path: str
    said: dict[str, Any]

    @property
    def changes_something(self) -> bool:
        return self.method == "POST" and self.path != TOKEN

    @property
    def promotion_id(self) -> int:
        """What it is about: v3 and bulk requests say it within an object."""
        named = self.said.get("promotion") or self.said.get("promotionDetails") or self.said
        return int(named["promotionId"])


class Watch(Stand):
    """Notes each request before the vendor, or a fault of it, gets to see it; answers tell the time of ``clock``.

    Where it ``hangs_up``, a read ends its connection, so that whatever follows comes on one of its own.
    """

    def __init__(self, app: ASGIApp, clock: SettableClock) -> None:
        super().__init__(app)
        self._clock = clock
        self.arrivals: list[Arrival] = []
        self.hangs_up = False

    @property
    def posts(self) -> list[Arrival]:
        return [arrival for arrival in self.arrivals if arrival.changes_something]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _whole(receive)
        said = orjson.loads(body) if body and scope["method"] == "POST" else {}
        self.arrivals.append(Arrival(time.monotonic(), scope["method"], scope["path"], said))
        told: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return told.pop() if told else await receive()

        told_too = [(b"date", format_datetime(self._clock(), usegmt=True).encode())]  # the last of two counts
        if self.hangs_up and scope["method"] == "GET":
            told_too.append((b"connection", b"close"))

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *told_too]
            await send(message)

        await super().__call__(scope, again, telling)


async def _whole(receive: Receive) -> bytes:
    body, goes_on = b"", True
    while goes_on:
        message = await receive()
        body += message.get("body", b"")
        goes_on = message.get("more_body", False)
    return body


@dataclass
class ActingScene:
    """The scene, its clock, and what came of it: requests that arrived, effects, and our own records."""

    scene: Scene
    clock: SettableClock
    watch: Watch

    @property
    def world(self) -> World:
        return self.scene.world

    @property
    def folder(self) -> Path:
        """Where all that we keep is."""
        return self.scene.settings().data_dir

    @property
    def effects(self) -> Sequence[Effect]:
        return self.world.ledger.effects

    def wish(self, promotion: str = ENROLLED, route: Route = Route.V2_ISSUE, title: str = ROOMY) -> Wish:
        """For that customer and the own org's promotion of that name."""
        own = self.world.orgs[0].id
        found = next(p for p in self.world.catalogue.of_org(own) if p.name == promotion)
        hex_id = found.hex_id if route in NEEDING_HEX else None
        rule = milestones.RULE if route is Route.V3_ENROL_MILESTONES else None
        wish = Wish(self.scene.named(title), own, found.programme_id, found.id, route, promotion_hex=hex_id)
        return replace(wish, milestone_rule=rule)

    def on_record(self) -> list[Intent]:
        """Every intent, oldest first, as another process would read it."""
        return [intent_of(row) for row in self._rows(select(INTENTS).order_by(INTENTS.c.prepared_at, INTENTS.c.id))]

    def audit_of(self, intent: Intent) -> list[tuple[Event, str]]:
        """What the audit says of it, in order: each event with the state that it led to."""
        of_it = select(AUDIT).where(AUDIT.c.intent_id == intent.id).order_by(AUDIT.c.sequence)
        return [(Event(row["event"]), row["outcome"]) for row in self._rows(of_it)]

    def told_at_first(self, intent: Intent) -> str:
        """How it ended when the answer had come, or had not, before anything was read back."""
        return self.audit_of(intent)[0][1]

    def _rows(self, wanted: Any) -> list[Any]:  # noqa: ANN401 - SQLAlchemy's own types would say no more
        engine = open_store(place_for(self.folder))
        with reading(engine) as connection:
            rows = list(connection.execute(wanted).mappings())
        engine.dispose()
        return rows


def slow(method: str, seconds: float, *, seed: int) -> Fault:
    """Every answer to such a request takes that long."""
    fault = case("F05_latency", seed, method=method)
    return fault.model_copy(update={"does": Delay(seconds=seconds)})


class RunningClock(SettableClock):
    """Goes with real time, as the processes do that run beside the test."""

    def __call__(self) -> datetime:
        return utc_now() + (self.now - NOON)


@contextmanager
def acting_scene(folder: Path, clock: SettableClock | None = None, **world: Any) -> Iterator[ActingScene]:  # noqa: ANN401 - as ``build_world`` takes them
    """The demo world at noon, with milestones, nothing wrong in it yet; ``world`` changes how it is built."""
    clock = clock or SettableClock(NOON)
    built = build_world(seed=7, customers=30, clock=clock, coupons=169, **world)
    milestones.add_milestones(built)
    with scene(folder, built, standing=lambda app: Watch(app, clock)) as begun:
        assert isinstance(begun.stand, Watch)
        yield ActingScene(begun, clock, begun.stand)
