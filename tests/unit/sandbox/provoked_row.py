"""An error or warning of the vendor's, with the request that provokes it."""

from dataclasses import dataclass, field
from functools import cache

import httpx

from promo_data.sandbox import World, build_world
from promo_data.sandbox.faults import FaultPlan
from promo_data.sandbox.switches import Switches
from tests.unit.sandbox.calls import Api, Clock
from tests.unit.sandbox.provoking import Request


@dataclass(frozen=True)
class Provoked:
    """A code, or the words of a warning that has none, with the request for it or the reason why there is none.

    ``faults`` stand in the way where no document says what the vendor gives it for. ``is_stopped`` where these answer
    by themselves, so that nothing happens in a world and many can share one.
    """

    code: int | None
    endpoint: str
    source: str
    request: Request | None = None
    words: str = ""
    switches: Switches = field(default_factory=Switches)
    reason: str = ""
    faults: FaultPlan | None = None
    is_stopped: bool = False

    @property
    def title(self) -> str:
        return " ".join(filter(None, [self.source, str(self.code or "-"), self.words[:40]]))

    def answer(self) -> httpx.Response:
        """What a world answers to the request."""
        assert self.request is not None
        world = _SHARED() if self.is_stopped else _built(self.switches)
        return self.request(Api(world, faults=self.faults), world)


def _built(switches: Switches) -> World:
    return build_world(seed=7, customers=60, clock=Clock(), switches=switches)


_SHARED = cache(lambda: _built(Switches()))
