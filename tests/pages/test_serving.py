"""What stands around the pages, before any of them runs."""

from dataclasses import dataclass
from pathlib import Path

import anyio
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message
from streamlit.runtime.pages_manager import PagesManager

from pages.serving.exposure import REFUSAL, ThisMachineOnly, is_loopback, refuse_exposure
from pages.serving.headers import SECURITY_HEADERS
from pages.serving.launch import surroundings
from pages.serving.port import sandbox_url
from pages.serving.sandbox import sandbox_routes
from promo_data.backend import resolved
from promo_data.cache import AnswerCache
from promo_data.settings import read_settings

SCRIPT = Path(__file__).parents[2] / "app.py"


async def _hello(_: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it left the application."""

    status: int
    headers: dict[str, str]
    body: bytes


def _around() -> ASGIApp:
    """An application with everything the launcher puts around the pages."""
    around = surroundings(SCRIPT)
    routes = [Route("/", _hello), Route("/static/main.js", _hello), *around.routes]
    return Starlette(routes=routes, middleware=around.middleware)


def _ask(
    app: ASGIApp, path: str = "/", *, host: str = "localhost", kind: str = "http", server: str = "127.0.0.1"
) -> Answered:
    """One request that came in through ``server``, under the name ``host``."""
    sent: list[Message] = []
    scope: dict[str, object] = {
        "type": kind,
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": b"",
        "scheme": "http",
    }
    scope |= {"headers": [(b"host", host.encode())], "server": (server, 8600), "client": ("127.0.0.1", 50000)}
    scope |= {"extensions": {"websocket.http.response": {}}, "http_version": "1.1"}

    async def receive() -> Message:
        return {"type": "websocket.connect" if kind == "websocket" else "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    anyio.run(app, scope, receive, send)
    start, *rest = sent
    headers = {name.decode().title(): value.decode() for name, value in start["headers"]}
    return Answered(start["status"], headers, b"".join(message.get("body", b"") for message in rest))


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_BASE_URL", "https://eu.api.capillarytech.com")
    monkeypatch.setenv("PROMO_USERNAME", "till")
    monkeypatch.setenv("PROMO_PASSWORD", "secret")


@pytest.mark.parametrize("path", ["/", "/sandbox/openapi.json", "/no/such/page"])
def test_every_answer_carries_the_security_headers(path: str) -> None:
    headers = _ask(_around(), path).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_what_may_be_personal_is_not_stored() -> None:
    assert _ask(_around(), "/").headers["Cache-Control"] == "no-store"
    assert "Cache-Control" not in _ask(_around(), "/static/main.js").headers


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/sandbox/openapi.json"])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_foreign_host_is_refused_on_every_path(path: str, kind: str) -> None:
    answer = _ask(_around(), path, host="evil.example", kind=kind)
    assert answer.status == 400
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_sandbox_is_served_where_it_is_the_backend() -> None:
    assert b"openapi" in _ask(_around(), "/sandbox/openapi.json").body


@pytest.mark.usefixtures("real")
def test_no_sandbox_is_served_beside_a_real_account() -> None:
    assert not surroundings(SCRIPT).routes


def test_wrong_settings_count_as_a_real_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_TIMEZONE", "Nowhere")
    assert not surroundings(SCRIPT).routes


def test_streamlit_does_not_look_for_page_scripts_itself() -> None:
    surroundings(SCRIPT)
    assert PagesManager.uses_pages_directory is False


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_addresses_of_this_machine_alone(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.5", "example.com"])  # noqa: S104 - refused
def test_addresses_others_can_reach(address: str | None) -> None:
    assert not is_loopback(address)


def test_a_real_account_is_not_opened_to_others() -> None:
    with pytest.raises(SystemExit, match="this machine only"):
        refuse_exposure("0.0.0.0")  # noqa: S104 - refused


def test_a_connection_through_another_interface_is_refused_beside_a_real_account() -> None:
    app = Starlette(routes=[Route("/", _hello)], middleware=[Middleware(ThisMachineOnly)])
    assert _ask(app, server="10.0.0.5").body == REFUSAL.encode()
    assert _ask(app, server="127.0.0.1").body == b"hello"


def test_the_sandbox_is_where_requests_come_in() -> None:
    _ask(_around())
    assert sandbox_url() == "http://127.0.0.1:8600/sandbox"


def test_a_new_sandbox_forgets_what_an_earlier_one_answered(tmp_path: Path) -> None:
    settings = read_settings({"PROMO_DATA_DIR": str(tmp_path)})
    kept = AnswerCache(resolved(settings).data_dir / "cache", 300)
    kept.put(("asked",), b"{}", tag=("someone",))
    assert kept.get(("asked",)) is not None

    sandbox_routes(settings)

    assert kept.get(("asked",)) is None
