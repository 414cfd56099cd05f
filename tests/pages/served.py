"""What the tests of pages share: applications served on this machine, and the shapes of their helpers."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from starlette.types import ASGIApp
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Html

from promo_data.sandbox import DemoCustomer, World

_LONGEST_START_SECONDS = 10

LookUp = Callable[[AppTest, str], AppTest]
"""Types an identifier into the search field and sends it."""

Words = Callable[[AppTest], str]
"""Everything a page says, as it reads."""

Opened = Callable[[str, str], AppTest]
"""The drawer of a promotion by its name, for a customer by their story."""


@dataclass(frozen=True, slots=True)
class ServedSandbox:
    """A running sandbox with the world behind it."""

    world: World
    port: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/sandbox"

    def demo(self, title: str) -> DemoCustomer:
        """The customer with that story."""
        return next(demo for demo in self.world.demo_customers if demo.title == title)

    def asked(self, endpoint: str) -> int:
        """How many requests came in whose path ends so."""
        return sum(entry.endpoint.endswith(endpoint) for entry in self.world.ledger.requests)

    @property
    def issues_asked(self) -> int:
        """How many requests to enrol or issue came in."""
        return sum(entry.endpoint == "/v2/promotion/issue" for entry in self.world.ledger.requests)


def scripts(app: AppTest) -> list[str]:
    """What the browser is told to run; a style sheet is no script."""
    told = [html.value for html in app.get("html") if isinstance(html, Html)]
    return [text for text in told if "<script" in text]


@contextmanager
def served(app: ASGIApp) -> Iterator[int]:
    """The application served on a free port, which is yielded."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + _LONGEST_START_SECONDS
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def noticed(port: int) -> None:
    """One request, after which an application behind ``NoticePort`` knows its port."""
    httpx.get(f"http://127.0.0.1:{port}/openapi.json").raise_for_status()
