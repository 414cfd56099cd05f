"""Answers that end before they are whole, or never begin.

ASGI has no word for a torn connection, so `TearingProtocol` gives the app one: an extension of the scope. Under another
server the nearest thing happens: the connection is closed in the middle of an answer.
"""

import socket
import struct
from http import HTTPStatus

import anyio
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_EXTENSION = "sandbox.tear_down"
# On, and no second of lingering: the kernel answers with a reset instead of an orderly end (socket(7), SO_LINGER).
_NO_LINGERING = struct.pack("ii", 1, 0)


class TearingProtocol(HttpToolsProtocol):
    """uvicorn's own protocol, whose connections the app can reset."""

    def on_message_begin(self) -> None:
        """Begin a request, with the extension in its scope."""
        super().on_message_begin()
        self.scope["extensions"] = {_EXTENSION: {"reset": self._reset}}

    def _reset(self) -> None:
        self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGERING)
        self.transport.abort()


class CutOff(Response):
    """An answer of which only the first bytes come; then the connection is closed in good order."""

    def __init__(self, whole: bytes, share: float, status: int = HTTPStatus.OK) -> None:
        super().__init__(whole, status, media_type="application/json")
        self._sent = whole[: int(len(whole) * share)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the shape of an app
        """Send the part and stop: uvicorn then closes the connection."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._sent, "more_body": True})


class TornDown(CutOff):
    """The same, but that the connection is reset; with a share of 0 not even a status is sent."""

    def __init__(self, whole: bytes = b" ", share: float = 0, status: int = HTTPStatus.OK) -> None:
        super().__init__(whole, share, status)
        self.begins = share > 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is to be sent, then tear down."""
        reset = scope.get("extensions", {}).get(_EXTENSION, {}).get("reset")
        if self.begins or reset is None:
            await super().__call__(scope, receive, send)
        if reset is not None:
            await anyio.sleep(0.05)  # a reset would overtake what was just sent
            reset()
            await _hung_up(receive)


class Unanswered(Response):
    """Nothing at all is answered until the caller hangs up, or until the connection is reset after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait."""
        with anyio.move_on_after(self._seconds) as waited:
            await _hung_up(receive)
        if waited.cancelled_caught:
            await TornDown()(scope, receive, send)


class Belated(Response):
    """An answer that is sent after so many seconds, unless the caller hangs up before."""

    def __init__(self, answer: Response, seconds: float) -> None:
        super().__init__(answer.body, answer.status_code)
        self._answer = answer
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, then send."""
        with anyio.move_on_after(self._seconds) as waited:
            await _hung_up(receive)
        if waited.cancelled_caught:
            await self._answer(scope, receive, send)


class Dripping(Response):
    """An answer whose body comes in drops, so many bytes at a time with so many seconds before each."""

    def __init__(self, answer: Response, drop: int, seconds: float) -> None:
        super().__init__(answer.body, answer.status_code, dict(answer.headers))
        self._drop = drop
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the shape of an app
        """Send drop by drop, until the caller hangs up."""
        body = bytes(self.body)
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for start in range(0, len(body), self._drop):
            with anyio.move_on_after(self._seconds) as waited:
                await _hung_up(receive)
            if not waited.cancelled_caught:
                return
            await send({"type": "http.response.body", "body": body[start : start + self._drop], "more_body": True})
        await send({"type": "http.response.body"})


def has_status(response: Response) -> bool:
    """Whether the caller gets to see a status."""
    return response.begins if isinstance(response, TornDown) else not isinstance(response, Unanswered)


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
