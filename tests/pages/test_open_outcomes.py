"""Actions whose end is not known: in sight until they are settled, whoever sent them and however the page was left."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import anyio
import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from promo_data.sandbox import standalone
from tests.pages.conftest import APP
from tests.pages.served import LookUp, Opened, ServedSandbox, Words, served
from tests.pages.test_drawer import settled

NOT_KNOWN = "Not known: it may or may not have been done"


@dataclass(slots=True)
class Vendor:
    """One whose gateway answers a write with an error page before anything is carried out; ``late`` carries it out."""

    inner: ASGIApp
    kept: list[httpx.Request] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            request = Request(scope, receive)
            url = f"http://vendor{scope['path']}?{scope['query_string'].decode()}"
            self.kept.append(httpx.Request("POST", url, headers=request.headers.raw, content=await request.body()))
            await PlainTextResponse("<html>", status_code=502)(scope, receive, send)
        else:
            await self.inner(scope, receive, send)

    def late(self) -> None:
        """What was asked for last is carried out after all."""
        anyio.run(self._carry_out)

    async def _carry_out(self) -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.inner)) as client:
            (await client.send(self.kept[-1])).raise_for_status()


@pytest.fixture
def vendor(sandbox: ServedSandbox, real_account: pytest.MonkeyPatch) -> Iterator[Vendor]:
    vendor = Vendor(standalone(sandbox.world))
    with served(vendor) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield vendor


def _sent(opened: Opened, title: str) -> AppTest:
    app = opened(title, "Travel miles")
    app.button(key="offer-enrol").click().run()
    app.button(key="confirm").click().run()
    return _ended(app)


def _ended(app: AppTest) -> AppTest:
    """The session once its action is no longer under way."""
    return settled(app, lambda: bool(_read_back(app)) or not app.session_state["desk"].acting)


def _read_back(app: AppTest) -> list[str]:
    return [str(button.key) for button in app.button if str(button.key).startswith("read-back")]


@pytest.mark.usefixtures("vendor")
def test_it_stays_in_the_drawer_and_cannot_be_put_away(opened: Opened, words: Words) -> None:
    app = _sent(opened, "Contradicted usage")
    assert NOT_KNOWN in words(app)
    assert "Put this note away" not in words(app)


def test_reading_back_settles_it_and_says_what_moved(opened: Opened, vendor: Vendor, words: Words) -> None:
    app = _sent(opened, "Unknown to one brand")
    vendor.late()
    app.button(key=_read_back(app)[0]).click().run()
    assert "Enrolled" in [alert.proto.title for alert in app.success]
    assert "enrolled 0 → 1 of 12" in words(app)
    assert not _read_back(app)


@pytest.mark.usefixtures("vendor")
def test_reading_back_without_a_trace_leaves_it_open_and_says_so(opened: Opened, words: Words) -> None:
    app = _sent(opened, "Active with both brands")
    app.button(key=_read_back(app)[0]).click().run()
    assert "there was no trace of it" in words(app)
    assert _read_back(app)


@pytest.mark.usefixtures("vendor")
def test_a_closed_drawer_a_new_look_up_and_a_page_loaded_again_do_not_lose_it(
    opened: Opened, sandbox: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    title = "Room everywhere"
    app = _sent(opened, title)
    app.session_state["desk"].close()
    assert NOT_KNOWN in words(app.run())
    look_up(app, sandbox.demo("Near a cap").identifier_value)
    assert NOT_KNOWN not in words(app)
    look_up(app, sandbox.demo(title).identifier_value)
    assert NOT_KNOWN in words(app)
    again = AppTest.from_file(APP, default_timeout=30)
    look_up(again, sandbox.demo(title).identifier_value)
    assert NOT_KNOWN in words(again)
