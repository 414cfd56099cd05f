"""Which calls a fault strikes."""

from datetime import datetime, timedelta
from random import Random
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from promo_data.sandbox.faults.call import Call

_Count = Annotated[int, Field(ge=1)]


class Selector(BaseModel):
    """All that is set must hold; with nothing set, every call is struck.

    `nth`, `every`, `first`, `after` and `seconds` count the calls that `endpoint`, `org_id` and `customer_id` let
    through.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: str | None = Field(None, description="the path of an operation, as in `/openapi.json`")
    org_id: int | None = Field(None, description="the org that the call is about: listed in its scope, or the caller")
    customer_id: int | None = Field(None, description="a customer named in the query or in the body")
    nth: _Count | None = Field(None, description="that call alone, counted from 1")
    every: _Count | None = Field(None, description="every so many calls")
    first: _Count | None = Field(None, description="no more than so many calls")
    after: _Count | None = Field(None, description="the calls after so many")
    seconds: float | None = Field(None, gt=0, description="for so long from the first call on, by the world's clock")
    probability: float | None = Field(None, ge=0, le=1, description="by chance, decided by the fault's seed")

    async def fits(self, call: Call) -> bool:
        """Whether the call is at the endpoint, about the org and about the customer."""
        if self.endpoint not in (None, call.path):
            return False
        if self.org_id is not None and self.org_id not in call.org_ids:
            return False
        return self.customer_id is None or self.customer_id in await call.customer_ids()

    def strikes(self, number: int, chance: Random, since: datetime, now: datetime) -> bool:
        """Whether it is this call's turn: the one with that number since the first one came in at `since`."""
        return (
            self.nth in (None, number)
            and number % (self.every or 1) == 0
            and (self.first is None or number <= self.first)
            and (self.after is None or number > self.after)
            and (self.seconds is None or now - since < timedelta(seconds=self.seconds))
            and (self.probability is None or chance.random() < self.probability)
        )
