"""Refusals that have nothing to do with what was asked."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from typing import Literal

import orjson
from pydantic import Field
from starlette.responses import Response

from promo_data.sandbox.errors import refused
from promo_data.sandbox.faults.call import Call
from promo_data.sandbox.faults.kinds.bases import Changed, Instead, with_body
from promo_data.sandbox.faults.kinds.bodies import edge_page


class Refuse(Instead):
    """A code is answered, in the envelope of the endpoint's family or as the authorisation service says no."""

    kind: Literal["refuse"] = "refuse"
    status: int = Field(ge=200, le=599)
    code: int | None = Field(default=None, description="the status, if not given")
    message: str = "Refused by a fault of the sandbox"
    envelope: Literal["family", "authorisation"] = "family"

    def answer(self, call: Call, /) -> Response:
        """The refusal."""
        code = self.status if self.code is None else self.code
        body: object = refused(call.family, self.status, self.message, code).answer.body
        if self.envelope == "authorisation":
            # api-facts §1, 403 and 503: errorMessage and errorCode, whose envelope no document shows
            body = {"errorMessage": self.message, "errorCode": code}
        return _json(body, self.status)


class Throttle(Instead):
    """429 is answered, with the Retry-After that is given."""

    kind: Literal["throttle"] = "throttle"
    retry_after: str | None = Field(default=None, description="as it is sent; none is sent if not given")
    retry_in: float | None = Field(default=None, description="the same as the date in so many seconds")

    def answer(self, call: Call, /) -> Response:
        """The refusal with its header."""
        word = self.retry_after
        if self.retry_in is not None:
            word = format_datetime(datetime.now(UTC) + timedelta(seconds=self.retry_in), usegmt=True)
        answer = refused(call.family, HTTPStatus.TOO_MANY_REQUESTS, "Too many requests").answer
        return _json(answer.body, answer.status, {} if word is None else {"retry-after": word})


class ServerError(Instead):
    """A 5xx is answered, as JSON or as the page of a proxy."""

    kind: Literal["server_error"] = "server_error"
    status: int = Field(default=HTTPStatus.INTERNAL_SERVER_ERROR, ge=500, le=599)
    html: bool = False

    def answer(self, call: Call, /) -> Response:
        """The error."""
        if self.html:
            return edge_page(self.status)
        return _json(refused(call.family, self.status, "Internal error").answer.body, self.status)


class Declined(Instead):
    """An issue is declined with warning 8890 (000 and 001), though nothing stands against it."""

    kind: Literal["declined"] = "declined"

    def answer(self, _call: Call, /) -> Response:
        """The warning, in a body that says nothing else."""
        message = "promotion not issued due to config issues or customer exhausted limits"
        warning = {"status": False, "code": 8890, "message": message}
        return _json({"warnings": [warning], "errors": [], "sideEffects": []})


class Status(Changed):
    """The answer comes with another HTTP status."""

    kind: Literal["status"] = "status"
    status: int = Field(ge=200, le=599)

    def changed(self, response: Response, _call: Call, /) -> Response:
        """The same answer."""
        answer = with_body(response, bytes(response.body))
        answer.status_code = self.status
        return answer


def _json(body: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, "application/json")
