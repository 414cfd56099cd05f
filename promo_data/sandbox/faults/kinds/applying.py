"""Requests that take effect otherwise than the caller can know."""

from http import HTTPStatus
from typing import Literal

from pydantic import Field
from starlette.responses import Response

from promo_data.sandbox.faults.call import Call, Following
from promo_data.sandbox.faults.kinds.bases import Standing
from promo_data.sandbox.faults.kinds.bodies import edge_page
from promo_data.sandbox.faults.late import WhoseTime
from promo_data.sandbox.faults.wire import TornDown, Unanswered


class ApplyLate(Standing):
    """The answer is lost now; the API does what it was asked only later."""

    kind: Literal["apply_late"] = "apply_late"
    seconds: float = Field(ge=0)
    clock: WhoseTime = Field(default="world", description="a test can set that of the world")
    answer: Literal["lost", "never", "504"] = Field(default="lost", description="reset, no answer, a proxy's page")

    async def around(self, call: Call, following: Following) -> Response:
        """What stands in for the answer."""
        await call.request.body()  # it can be read only while the caller is there
        call.memory.late.add(self.seconds, self.clock, lambda: following(call))
        match self.answer:
            case "lost":
                return TornDown()
            case "never":
                return Unanswered(seconds=300)
            case "504":
                return edge_page(HTTPStatus.GATEWAY_TIMEOUT)


class ApplyTwice(Standing):
    """The API does it twice, as when another channel does the same at that moment; the second answer is given."""

    kind: Literal["apply_twice"] = "apply_twice"

    async def around(self, call: Call, following: Following) -> Response:
        """The second answer."""
        await following(call)
        return await following(call)
