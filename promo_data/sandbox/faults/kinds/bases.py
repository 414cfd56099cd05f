"""The three ways to stand between a caller and the API: answer instead, change the request, change the answer."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from promo_data.sandbox.faults.call import Call, Following

JsonObject = dict[str, object]

_ABOUT_THE_BODY = {"content-length", "content-type"}


class Standing(BaseModel):
    """What stands between a caller and the API."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @abstractmethod
    async def around(self, call: Call, following: Following) -> Response:
        """The answer to the call, with or without asking what follows."""


class Instead(Standing):
    """Something else is answered, before or after the API has done what it was asked."""

    when: Literal["before", "after"] = Field(default="before", description="with `after` the API does it all the same")

    async def around(self, call: Call, following: Following) -> Response:
        """The other answer."""
        if self.when == "after":
            await following(call)
        return self.answer(call)

    @abstractmethod
    def answer(self, call: Call, /) -> Response:
        """What is answered instead."""


class Redirected(Standing):
    """A read is asked for something else; what writes is left alone."""

    async def around(self, call: Call, following: Following) -> Response:
        """The answer to the other call."""
        return await following(self.other(call) if call.request.method == "GET" else call)

    @abstractmethod
    def other(self, call: Call, /) -> Call:
        """The call that is made."""


class Changed(Standing):
    """The bytes of the answer are changed. What another fault has torn, or keeps back, stays as it is."""

    async def around(self, call: Call, following: Following) -> Response:
        """The changed answer."""
        response = await following(call)
        return self.changed(response, call) if type(response) is Response else response

    @abstractmethod
    def changed(self, response: Response, call: Call, /) -> Response:
        """The answer with another body."""


class ChangedJson(Changed):
    """The JSON object of the answer is changed; an answer that is none stays as it is."""

    def changed(self, response: Response, call: Call, /) -> Response:
        """The answer with another JSON body."""
        try:
            body = orjson.loads(response.body)
        except orjson.JSONDecodeError:
            return response
        return with_body(response, orjson.dumps(self.changed_body(body, call))) if isinstance(body, dict) else response

    @abstractmethod
    def changed_body(self, body: JsonObject, call: Call, /) -> JsonObject:
        """The other body; the one given may be changed on the way."""


def with_body(response: Response, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """The same answer with another body."""
    kept = {name: value for name, value in response.headers.items() if name not in _ABOUT_THE_BODY}
    media_type = response.headers.get("content-type")
    return Response(body, response.status_code, {**kept, **(headers or {})}, media_type)
