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


class TornDown(Response):
    """The connection is reset after `sent` bytes of a body that was announced as `announced` bytes long.

    With nothing announced, not even a status is sent.
    """

    def __init__(self, sent: bytes = b"", announced: int = 0, status: int = HTTPStatus.OK) -> None:
        super().__init__(sent, status, {"content-length": str(announced)}, "application/json")
        self._announced = announced

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is to be sent, then tear down."""
        reset = scope.get("extensions", {}).get(_EXTENSION, {}).get("reset")
        if self._announced or reset is None:
            await _send_part(self, send)
        if reset is not None:
            await anyio.sleep(0.05)  # what was sent is on its way: a reset would overtake it
            reset()
            await _hung_up(receive)


class CutOff(Response):
    """A body shorter than it was announced; the connection is closed in good order after it."""

    def __init__(self, sent: bytes, announced: int, status: int) -> None:
        super().__init__(sent, status, {"content-length": str(announced)}, "application/json")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the shape of an app
        """Send the part and stop: uvicorn then closes the connection."""
        await _send_part(self, send)


class Unanswered(Response):
    """Nothing at all is answered until the caller hangs up, or the connection is reset after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait."""
        with anyio.move_on_after(self._seconds) as waited:
            await _hung_up(receive)
        if waited.cancelled_caught:
            await TornDown()(scope, receive, send)


def has_no_answer(response: Response) -> bool:
    """Whether the caller never gets to see a status."""
    return isinstance(response, Unanswered) or (isinstance(response, TornDown) and not response.body)


async def _send_part(response: Response, send: Send) -> None:
    announced = [(name, value) for name, value in response.raw_headers if name != b"content-length"]
    length = response.headers["content-length"].encode()
    # At least one byte is missing, for else the answer would be whole.
    announced.append((b"content-length", length if int(length) > len(response.body) else b"1"))
    await send({"type": "http.response.start", "status": response.status_code, "headers": announced})
    await send({"type": "http.response.body", "body": response.body, "more_body": True})


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
