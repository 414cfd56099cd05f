"""What is to go wrong: a plan of faults, each with a name, a seed, the calls it strikes and what it does to them."""

from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from promo_data.sandbox.faults.kinds import Kind
from promo_data.sandbox.faults.selector import Selector

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Fault(BaseModel):
    """One fault. The same seed strikes the same calls."""

    model_config = _FROZEN

    name: str = Field(min_length=1)
    seed: int = 1
    strikes: Selector = Selector()
    does: Kind


class FaultPlan(BaseModel):
    """Several faults. Where more than one strikes a call, the first of them stands nearest to the caller.

    With an empty plan faults are switched on all the same: those that a request asks for in its own header.
    """

    model_config = _FROZEN

    faults: tuple[Fault, ...] = ()

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        """The ledger, and the counts of calls, tell faults apart by their names."""
        names = [fault.name for fault in self.faults]
        if len(set(names)) < len(names):
            raise ValueError("two faults of the plan have the same name")
        return self

    def unknown_endpoints(self, paths: Iterable[str]) -> set[str]:
        """The endpoints that the plan names and that are none of these paths."""
        return {fault.strikes.endpoint for fault in self.faults if fault.strikes.endpoint} - set(paths)
