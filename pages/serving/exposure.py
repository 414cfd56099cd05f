"""Keeps a real account on this machine: nobody signs in to the dashboard, so nobody else may open it."""

from ipaddress import ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

REFUSAL = (
    "With a real account the dashboard is served on this machine only, because nobody has to sign in: "
    "set server.address to 127.0.0.1, or take PROMO_BASE_URL away to use the sandbox."
)


def is_loopback(address: str | None) -> bool:
    """Whether only this machine reaches ``address``; none means every interface."""
    if address == "localhost":
        return True
    try:
        return ip_address(address or "0.0.0.0").is_loopback  # noqa: S104 - what "no address" means, not where we listen
    except ValueError:
        return False


def refuse_exposure(address: str | None) -> None:
    """Ends the process with one sentence unless ``address`` is this machine's own."""
    if not is_loopback(address):
        raise SystemExit(REFUSAL)


class ThisMachineOnly:
    """ASGI middleware for launchers that choose the address themselves, as ``uvicorn app:app --host …`` does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app below, or 403 on a connection that came in through another interface."""
        server = scope.get("server")
        if scope["type"] == "lifespan" or (server and is_loopback(server[0])):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(REFUSAL, status_code=403)(scope, receive, send)
