"""How large a request may be. No document says (api-facts §6, timeouts and body size), so the figures are ours."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from promo_data.sandbox.errors import RefusedError, family_of, refused
from promo_data.sandbox.gate import response

MOST_BODY_BYTES = 2**20
MOST_QUERY_BYTES = 8 * 2**10  # what web servers commonly allow for a request line


class SizeLimits:
    """Refuses a longer query with 414 and a longer body with 413, announced or not, before anyone reads it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it is small enough so far."""
        try:
            _check(scope)
        except RefusedError as error:
            await response(error.answer)(scope, receive, send)
            return
        await self._app(scope, _counted(scope, receive), send)


def _check(scope: Scope) -> None:
    if scope["type"] != "http":
        return
    if len(scope["query_string"]) > MOST_QUERY_BYTES:
        raise refused(family_of(scope["path"]), 414, f"The query is longer than {MOST_QUERY_BYTES} bytes")
    announced = Headers(scope=scope).get("content-length", "")
    if announced.isdecimal() and int(announced) > MOST_BODY_BYTES:
        raise _too_long(scope)


def _counted(scope: Scope, receive: Receive) -> Receive:
    """What is received; RefusedError 413 from the byte on that is too much."""
    received = 0

    async def receive_counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MOST_BODY_BYTES:
            raise _too_long(scope)
        return message

    return receive_counted


def _too_long(scope: Scope) -> RefusedError:
    return refused(family_of(scope["path"]), 413, f"The body is longer than {MOST_BODY_BYTES} bytes")
