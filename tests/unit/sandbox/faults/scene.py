"""A sandbox with a plan of faults on a port of its own, called with raw bytes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import orjson

from promo_data.sandbox import World, sandbox_app
from promo_data.sandbox.app import server_settings
from promo_data.sandbox.authentication import basic_header
from promo_data.sandbox.faults import FaultPlan
from promo_data.sandbox.openapi.benefit_examples import bulk_body
from promo_data.sandbox.openapi.examples import enrol_body, issue_body, token_body
from promo_data.sandbox.organisations import PARENT
from tests.serving import served
from tests.unit.sandbox.calls import ENROL, ISSUE, LOOKUP, TOKEN, Clock, asked
from tests.unit.sandbox.faults.raw import Heard, heard

BASIC = {"Authorization": basic_header(PARENT.till, PARENT.password)}


@dataclass(frozen=True)
class Scene:
    """The world, its clock and the address at which its API is served."""

    world: World
    clock: Clock
    address: str

    def get(
        self,
        path: str = LOOKUP,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        patience: float = 5,
    ) -> Heard:
        """A read, of the promotions of the first demo customer unless said otherwise."""
        asked_for = asked(self.world.demo_customers[0], limit=5) if params is None else params
        return heard(self.address, "GET", path, asked_for, BASIC if headers is None else headers, b"", patience)

    def page(self, offset: int, limit: int = 5) -> Heard:
        """A page of the first demo customer's promotions."""
        return self.get(params=asked(self.world.demo_customers[0], limit=limit, offset=offset))

    def post(
        self,
        path: str,
        body: object,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        patience: float = 5,
    ) -> Heard:
        """A write as the parent, or with other headers."""
        sent = BASIC if headers is None else headers
        return heard(self.address, "POST", path, params or {}, sent, orjson.dumps(body), patience)

    def issue(self, patience: float = 5) -> Heard:
        """The first demo customer enrolled by v2."""
        return self.post(ISSUE, issue_body(self.world), asked(self.world.demo_customers[0]), patience=patience)

    def enrol(self) -> Heard:
        """The first demo customer enrolled by v3."""
        return self.post(ENROL, enrol_body(self.world))

    def issue_to_three(self) -> list[int | None]:
        """The customer of each row of the answer, when the first three demo customers are issued to in bulk."""
        customers = [
            {"identifierValue": demo.identifier_value, "source": demo.source} for demo in self.world.demo_customers[:3]
        ]
        answer = self.post(
            "/v2/promotion/bulk/directEarn", bulk_body(self.world, "LOYALTY", None) | {"customers": customers}
        )
        return [row["result"]["entityId"] for row in answer.json["response"]]

    def token(self) -> dict[str, str]:
        """Headers with a new token of the parent."""
        return {self.world.switches.token_header: self.post(TOKEN, token_body(self.world)).json["data"]["accessToken"]}

    @property
    def effects(self) -> int:
        """How many things have really happened."""
        return len(self.world.ledger.effects)

    @property
    def struck(self) -> list[tuple[str, bool]]:
        """The faults that have struck, each with whether the API was reached."""
        return [(entry.fault, entry.reached) for entry in self.world.ledger.faults]


@contextmanager
def scene(world: World, clock: Clock, plan: FaultPlan) -> Iterator[Scene]:
    """The world with that plan, served as ``promo-insight sandbox`` serves it."""
    app = sandbox_app(world, faults=plan)
    with served(app, server_settings(app, "127.0.0.1", 0)) as address:
        yield Scene(world, clock, address)
