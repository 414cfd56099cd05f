"""Which calls a fault strikes."""

from datetime import datetime, timedelta
from random import Random
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from promo_data.sandbox.faults.call import Call

_Count = Annotated[int, Field(ge=1)]


class Selector(BaseModel):
    """All that is set must hold; with nothing set, every call is struck.

    The first five say which calls fit; the others choose among those that do, and count them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Literal["GET", "POST"] | None = Field(default=None, description="reads or writes alone")
    endpoint: str | None = Field(default=None, description="the path of an operation, as in `/openapi.json`")
    org_id: int | None = Field(default=None, description="the org it is about: listed in its scope, or the caller")
    customer_id: int | None = Field(default=None, description="a customer named in the query or in the body")
    with_token: bool = Field(default=False, description="only calls that bring an OAuth token")
    nth: _Count | None = Field(default=None, description="that call alone, counted from 1")
    every: _Count | None = Field(default=None, description="every so many calls")
    first: _Count | None = Field(default=None, description="no more than so many calls")
    after: _Count | None = Field(default=None, description="the calls after so many")
    seconds: float | None = Field(
        default=None, gt=0, description="for so long after the first call, by the world's clock"
    )
    probability: float | None = Field(default=None, ge=0, le=1, description="by chance, decided by the fault's seed")

    async def fits(self, call: Call) -> bool:
        """Whether the call is of the kind, at the endpoint, and about the org and the customer that are meant."""
        if self.method not in (None, call.request.method) or self.endpoint not in (None, call.path):
            return False
        if self.with_token and call.token is None:
            return False
        if self.org_id is not None and self.org_id not in call.org_ids:
            return False
        return self.customer_id is None or self.customer_id in await call.customer_ids()

    def chooses(self, number: int, chance: Random, since: datetime, now: datetime) -> bool:
        """Whether it is the turn of the call with that number, when the first one came in at `since`."""
        return (
            self.nth in (None, number)
            and number % (self.every or 1) == 0
            and (self.first is None or number <= self.first)
            and (self.after is None or number > self.after)
            and (self.seconds is None or now - since < timedelta(seconds=self.seconds))
            and (self.probability is None or chance.random() < self.probability)
        )
