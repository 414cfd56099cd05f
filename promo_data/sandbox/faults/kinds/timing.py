"""Answers that take their time."""

from typing import Literal

import anyio
from pydantic import Field
from starlette.responses import Response

from promo_data.sandbox.faults.call import Call, Following
from promo_data.sandbox.faults.kinds.bases import Changed, Standing
from promo_data.sandbox.faults.wire import Belated, Dripping


class Delay(Standing):
    """The answer comes late: the API does what it was asked before or after the wait."""

    kind: Literal["delay"] = "delay"
    seconds: float = Field(ge=0)
    jitter: float = Field(default=0, ge=0, description="as many seconds more or less, by chance")
    when: Literal["before", "after"] = Field(default="before", description="wait before or after the API has done it")

    async def around(self, call: Call, following: Following) -> Response:
        """The usual answer, later."""
        wait = max(self.seconds + call.chance.uniform(-self.jitter, self.jitter), 0)
        if self.when == "before":
            await anyio.sleep(wait)
            return await following(call)
        return Belated(await following(call), wait)


class Drip(Changed):
    """The body comes in drops."""

    kind: Literal["drip"] = "drip"
    drop: int = Field(default=1, ge=1, description="bytes at a time")
    seconds: float = Field(default=0.15, ge=0, description="between two drops")

    def changed(self, response: Response, _call: Call, /) -> Response:
        """The usual answer in drops; it ends when the caller hangs up."""
        return Dripping(response, self.drop, self.seconds)
