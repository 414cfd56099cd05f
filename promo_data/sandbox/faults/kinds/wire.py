"""Faults of the connection itself."""

from typing import Literal

from pydantic import Field
from starlette.responses import Response

from promo_data.sandbox.faults.call import Call, Following
from promo_data.sandbox.faults.kinds.bases import Changed, Instead, Standing
from promo_data.sandbox.faults.wire import CutOff, TornDown, Unanswered


class Swallow(Instead):
    """The request is never answered; with `when` before, the API never sees it either."""

    kind: Literal["swallow"] = "swallow"
    seconds: float = Field(default=300, gt=0, description="until the connection is reset")

    def answer(self, _call: Call, /) -> Response:
        """Nothing."""
        return Unanswered(self.seconds)


class Reset(Standing):
    """The connection is torn down, before or after the API has done what it was asked: then the answer is lost."""

    kind: Literal["reset"] = "reset"
    when: Literal["before", "after"] = Field(
        default="after", description="with `before` the API never sees the request"
    )
    share: float = Field(default=0, ge=0, lt=1, description="of the answer that is sent first; 0: not even a status")

    async def around(self, call: Call, following: Following) -> Response:
        """No answer, or the beginning of one."""
        if self.when == "before":
            return TornDown()
        response = await following(call)
        return TornDown(bytes(response.body) or b" ", self.share, response.status_code)


class CutBody(Changed):
    """The body is shorter than its Content-Length says."""

    kind: Literal["cut_body"] = "cut_body"
    share: float = Field(default=0.5, ge=0, lt=1, description="of the body that is sent")

    def changed(self, response: Response, _call: Call, /) -> Response:
        """The beginning of the answer."""
        return CutOff(bytes(response.body), self.share, response.status_code)
