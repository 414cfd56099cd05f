"""A sandbox on loopback whose faults can be switched on and off, and the client that reads it as pages do."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess, run

import anyio
from pydantic import SecretStr
from starlette.types import ASGIApp, Receive, Scope, Send

from promo_data.backend import resolved
from promo_data.cache import AnswerCache
from promo_data.client import PromotionsClient, Question
from promo_data.insight.customer import CustomerView, customer_view
from promo_data.models.customer import CustomerIdentifier
from promo_data.models.reading import CustomerRead
from promo_data.opening import PromoData, open_promo_data
from promo_data.protocol.token import decode_token, token_call
from promo_data.sandbox import World, build_world, sandbox_app
from promo_data.sandbox.app import server_settings
from promo_data.sandbox.faults import Fault, FaultPlan, Selector, planned
from promo_data.scope import ScopeChoice, calls_for
from promo_data.settings import Credentials, Settings, read_settings
from promo_data.transport.http import Bounds
from promo_data.transport.stack import open_sender
from promo_data.vocabulary import IdentifierKind, Source
from tests.serving import served
from tests.stores import place_for

NOON = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
LOOKUP = "/v2.1/customers/lookup/promotionData"
TOKEN = "/v3/oauth/token/generate"
_FEW = 169
EVERYWHERE = "Near a cap"
"""The title of a customer whom all three orgs know."""


class Stand:
    """An app that another can take the place of while it is served."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@dataclass
class Scene:
    """The world behind the API, where it is served, and a folder for what the client keeps."""

    world: World
    url: str
    folder: Path
    stand: Stand

    def strike(self, *faults: Fault) -> None:
        """From now on these faults strike, counted anew."""
        self.stand.app = sandbox_app(self.world, faults=FaultPlan(faults=faults))

    def mend(self) -> None:
        """From now on nothing goes wrong."""
        self.stand.app = sandbox_app(self.world)

    def settings(self, url: str = "", **changed: object) -> Settings:
        """The sandbox configured as a real account would be; the cache keeps answers."""
        demo = resolved(read_settings({"PROMO_DATA_DIR": str(self.folder)}), url or self.url)
        place = place_for(demo.data_dir)
        store = {"store_url": SecretStr(place)} if isinstance(place, str) else {}
        return demo.model_copy(update=store | changed)

    def oauth(self) -> Credentials:
        """Those of the own org's client, which authenticates with tokens."""
        own = self.world.orgs[0]
        return Credentials(auth="oauth", oauth_key=own.oauth_key, oauth_secret=SecretStr(own.oauth_secret))

    @contextmanager
    def opened(self, url: str = "", **changed: object) -> Iterator[PromoData]:
        """The data layer over the sandbox, or over what stands at ``url`` before it."""
        with open_promo_data(self.settings(url, **changed), clock=self.world.clock) as data:
            yield data

    @contextmanager
    def opened_with_what_was_kept(self, url: str = "") -> Iterator[PromoData]:
        """Another process with a copy of the cache and of nothing else: nobody there knows of any trouble."""
        elsewhere = self.folder / "elsewhere"
        kept = self.settings().data_dir / "cache"
        shutil.rmtree(elsewhere, ignore_errors=True)
        if kept.exists():
            shutil.copytree(kept, elsewhere / "cache")
        with self.opened(url, data_dir=elsewhere) as data:
            yield data

    def read_within(self, bounds: Bounds, url: str) -> CustomerView:
        """A look-up in the own org of a customer whom all orgs know, by a client of less patience than usual."""

        async def read() -> CustomerRead:
            settings = self.settings(url)
            send = open_sender(settings, token_call, decode_token, bounds=bounds)
            cache = AnswerCache(settings.data_dir / "cache", settings.cache_seconds)
            client = PromotionsClient(
                send, cache, account="", scope_header=settings.scope_header, clock=self.world.clock
            )
            try:
                return await client.read(Question(self.named()), calls_for(ScopeChoice.SELF, settings.org, ()), ())
            finally:
                await send.aclose()
                cache.close()

        return customer_view(anyio.run(read), now=self.world.clock(), near_share=0.8, writable_orgs=())

    def account(self, url: str = "") -> dict[str, str]:
        """The environment of a process that takes the sandbox for a real account."""
        own, *children = self.world.orgs
        account = {
            "BASE_URL": url or self.url,
            "USERNAME": own.till,
            "PASSWORD": own.password,
            "ORG": f"{own.id}:{own.name}",
            "CHILD_ORGS": ",".join(f"{child.id}:{child.name}" for child in children),
            "DATA_DIR": str(self.settings().data_dir),
            "RATE_PER_MINUTE": str(self.settings().rate_per_minute),
        }
        return {f"PROMO_{name}": value for name, value in account.items()}

    def command(self, *arguments: str, url: str = "") -> CompletedProcess[str]:
        """``promo-insight`` with these arguments as a process of its own, with the same data folder."""
        return run(
            [sys.executable, "-c", "from promo_data.cli import main; main()", *arguments],
            env={**os.environ, **self.account(url)},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )

    def customer_command(self, title: str = EVERYWHERE, url: str = "") -> CompletedProcess[str]:
        """``promo-insight customer --json`` of the demo customer with that title."""
        named = self.named(title)
        return self.command("customer", "--by", named.kind.value, "--value", named.value, "--json", url=url)

    def named(self, title: str = EVERYWHERE) -> CustomerIdentifier:
        """The demo customer with that title, as a person would look them up."""
        demo = next(demo for demo in self.world.demo_customers if demo.title == title)
        return CustomerIdentifier(IdentifierKind(demo.identifier_name), demo.identifier_value, Source(demo.source))

    def number(self, title: str = EVERYWHERE) -> int:
        """Their place in the world."""
        return next(n for n, demo in enumerate(self.world.demo_customers, start=1) if demo.title == title)

    def asked(self, endpoint: str = LOOKUP) -> int:
        """How many requests came in at that endpoint."""
        return Counter(entry.endpoint for entry in self.world.ledger.requests)[endpoint]

    def struck(self) -> int:
        """How often a fault struck."""
        return len(self.world.ledger.faults)


@contextmanager
def scene(folder: Path, world: World | None = None, *, standing: Callable[[ASGIApp], Stand] = Stand) -> Iterator[Scene]:
    """A world that stands still unless another is given, served as ``promo-insight sandbox`` serves it."""
    shown = world or build_world(seed=7, customers=60, clock=lambda: NOON, coupons=_FEW)
    stand = standing(sandbox_app(shown))
    with served(stand, server_settings(stand, "127.0.0.1", 0)) as url:
        yield Scene(shown, url, folder, stand)


def case(name: str, seed: int, **strikes: object) -> Fault:
    """The fault of that case with another seed; ``strikes`` are parts of its selector that are changed."""
    (fault,) = planned(name).faults
    selector = Selector.model_validate(fault.strikes.model_dump() | strikes)
    return fault.model_copy(update={"seed": seed, "strikes": selector})


def sentences(view: CustomerView) -> Sequence[str]:
    """All that the view says in words about what went wrong."""
    failed = [each.message for each in view.coverage if each.message is not None]
    return [*failed, *(problem.what for problem in view.problems)]
