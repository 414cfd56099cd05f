"""A dashboard with an account at a vendor who fails for certain customers, at a time that a test can move on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from promo_data.sandbox import World, build_world, standalone
from promo_data.sandbox.app import server_settings
from promo_data.sandbox.clock import SettableClock
from promo_data.sandbox.faults.plan import Fault, FaultPlan
from promo_data.sandbox.faults.selector import Selector
from tests.browser.running import Dashboard, account_of, running_dashboard
from tests.browser.visit import demo_titled
from tests.serving import served

_PATIENT = {"PROMO_SETTLE_SECONDS": "0,3600", "PROMO_CACHE_SECONDS": "0"}
"""Nothing but the person has an action read back while the test runs."""


@dataclass(frozen=True, slots=True)
class Faulty:
    """The dashboard, with the world and the clock of the vendor behind it."""

    dashboard: Dashboard
    world: World
    clock: SettableClock

    def effects_for(self, title: str) -> list[str]:
        """What was done to that demo customer, in order."""
        customer_id = _customer_id(self.world, title)
        return [effect.kind for effect in self.world.ledger.effects if effect.customer_id == customer_id]


@contextmanager
def faulty_dashboard(folder: Path, faults: Mapping[str, Mapping[str, object]]) -> Iterator[Faulty]:
    """It runs in ``folder``. ``faults``: by the title of a demo customer, what happens to the first write for them."""
    clock = SettableClock(datetime.now(UTC))
    world = build_world(clock=clock)
    plan = FaultPlan(faults=tuple(_fault(world, title, does) for title, does in faults.items()))
    app = standalone(world, faults=plan)
    with (
        served(app, server_settings(app, "127.0.0.1", 0)) as url,
        running_dashboard(folder, account_of(world, url) | _PATIENT) as dashboard,
    ):
        yield Faulty(dashboard, world, clock)


def _fault(world: World, title: str, does: Mapping[str, object]) -> Fault:
    strikes = Selector(method="POST", customer_id=_customer_id(world, title), first=1)
    return Fault.model_validate({"name": title, "strikes": strikes, "does": does})


def _customer_id(world: World, title: str) -> int:
    demo = demo_titled(title)
    customer = world.find(demo.identifier_name.lower(), demo.identifier_value, demo.source)
    if customer is None:
        raise LookupError(f"The world has no customer {title!r}.")
    return customer.id
