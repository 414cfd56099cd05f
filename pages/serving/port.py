"""On which port we are served: each launcher chooses it in its own way, and only a connection tells for sure."""

import streamlit as st
from starlette.types import ASGIApp, Receive, Scope, Send


class _Served:
    port: int | None = None


_served = _Served()


class NoticePort:
    """ASGI middleware that remembers the port requests come in through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The app below, unchanged."""
        if scope.get("server") and scope["server"][1]:
            _served.port = scope["server"][1]
        await self._app(scope, receive, send)


def sandbox_url() -> str:
    """Where the sandbox mounted beside the pages answers; before any request, the configured port."""
    return f"http://127.0.0.1:{_served.port or st.get_option('server.port')}/sandbox"


def known_sandbox_url() -> str | None:
    """The same, once a request has come in: only then it is certain."""
    return None if _served.port is None else sandbox_url()
