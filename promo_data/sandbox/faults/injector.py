"""Puts the faults of a plan between callers and the API, and writes down which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from random import Random

from starlette.requests import Request
from starlette.responses import Response

from promo_data.sandbox.customers import generator
from promo_data.sandbox.errors import Family, refused
from promo_data.sandbox.faults.call import Call, Following, Memory
from promo_data.sandbox.faults.late import LateCalls
from promo_data.sandbox.faults.plan import Fault, FaultPlan
from promo_data.sandbox.faults.reading import HEADER, read_header
from promo_data.sandbox.ledger import FaultEntry
from promo_data.sandbox.world import World


@dataclass(slots=True)
class _Count:
    """How many calls a fault's selector has let through, and when the first of them came."""

    calls: int
    since: datetime


class Injector:
    """The faults of one app, with what they remember."""

    def __init__(self, world: World, plan: FaultPlan) -> None:
        self._world = world
        self._plan = plan
        self._counts: dict[str, _Count] = {}
        self.memory = Memory(LateCalls(self._now))

    async def answer(self, call: Call, following: Following) -> Response:
        """What the caller gets. RefusedError for a header that cannot be read."""
        await self.memory.late.apply_due()
        struck = [*self._asked_for(call), *await self._planned(call)]
        reached: list[Call] = []

        async def api(inner: Call) -> Response:
            reached.append(inner)
            return await following(inner)

        response = await _standing_before(api, struck)(call)
        entries = [FaultEntry(self._now(), fault.name, call.path, call.caller_id, bool(reached)) for fault, _ in struck]
        self._world.ledger.faults.extend(entries)
        return response

    def refuse_expired(self, request: Request, family: Family) -> None:
        """RefusedError where a fault has ended the token of the request, as the API refuses an expired one."""
        if request.headers.get(self._world.switches.token_header) in self.memory.expired_tokens:
            # 498 is documented for v3 alone (api-facts §1 and §6)
            raise refused(family, 498 if family == "v3" else 401, "Token expired")

    def _now(self) -> datetime:
        return self._world.clock()

    def _asked_for(self, call: Call) -> list[tuple[Fault, int]]:
        """The faults in the request's own header: they strike this call, whatever they would strike in a plan."""
        text = call.request.headers.get(HEADER)
        if text is None:
            return []
        try:
            return [(fault, 1) for fault in read_header(text)]
        except ValueError as error:
            raise refused(call.family, 400, str(error)) from None

    async def _planned(self, call: Call) -> list[tuple[Fault, int]]:
        """The faults of the plan that strike this call, each with the number of the call by its own count."""
        fitting = [(fault, self._counted(fault)) for fault in self._plan.faults if await fault.strikes.fits(call)]
        now = self._now()
        return [
            (fault, count.calls)
            for fault, count in fitting
            if fault.strikes.chooses(count.calls, _chance(fault, count.calls, "strikes"), count.since, now)
        ]

    def _counted(self, fault: Fault) -> _Count:
        count = self._counts.setdefault(fault.name, _Count(0, self._now()))
        count.calls += 1
        return count


def _standing_before(api: Following, struck: Sequence[tuple[Fault, int]]) -> Following:
    """The API with the faults before it, the first of them nearest to the caller."""
    following = api
    for fault, number in reversed(struck):
        following = partial(_around, fault, number, following)
    return following


async def _around(fault: Fault, number: int, following: Following, call: Call) -> Response:
    return await fault.does.around(replace(call, number=number, chance=_chance(fault, number, "does")), following)


def _chance(fault: Fault, number: int, what_for: str) -> Random:
    return generator(fault.seed, fault.name, number, what_for)
