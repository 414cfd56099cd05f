"""Answers that take their time."""

from collections.abc import AsyncIterator
from typing import Literal

import anyio
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from promo_data.sandbox.faults.call import Call, Following
from promo_data.sandbox.faults.kinds.bases import Changed, Standing


class Delay(Standing):
    """The answer comes late: the API does what it was asked before or after the wait."""

    kind: Literal["delay"] = "delay"
    seconds: float = Field(ge=0)
    jitter: float = Field(0, ge=0, description="as many seconds more or less, by chance")
    when: Literal["before", "after"] = Field("before", description="wait before or after the API has done it")

    async def around(self, call: Call, following: Following) -> Response:
        """The usual answer, later."""
        wait = max(self.seconds + call.chance.uniform(-self.jitter, self.jitter), 0)
        if self.when == "before":
            await anyio.sleep(wait)
            return await following(call)
        response = await following(call)
        await anyio.sleep(wait)
        return response


class Drip(Changed):
    """The body comes in drops."""

    kind: Literal["drip"] = "drip"
    drop: int = Field(1, ge=1, description="bytes at a time")
    seconds: float = Field(0.15, ge=0, description="between two drops")

    def changed(self, response: Response, call: Call) -> Response:  # noqa: ARG002 - the same for every call
        """The usual answer in drops; it ends when the caller hangs up."""
        return StreamingResponse(self._drops(bytes(response.body)), response.status_code, dict(response.headers))

    async def _drops(self, body: bytes) -> AsyncIterator[bytes]:
        for start in range(0, len(body), self.drop):
            await anyio.sleep(self.seconds)
            yield body[start : start + self.drop]
