"""Pages run against the sandbox served over HTTP on this machine: every byte travels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.components.desk import PromotionKey
from pages.serving.port import NoticePort
from promo_data.sandbox import build_world, standalone
from tests.pages.served import LookUp, Opened, ServedSandbox, Words, noticed, served

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ServedSandbox]:
    """A sandbox that the pages take for the one they are served with."""
    world = build_world()
    with served(NoticePort(standalone(world))) as port:
        noticed(port)
        yield ServedSandbox(world, port)


@pytest.fixture(autouse=True)
def _no_connection_kept() -> Iterator[None]:
    yield
    st.cache_resource.clear()


@pytest.fixture
def app(sandbox: ServedSandbox) -> AppTest:  # noqa: ARG001 - it must run before the pages do
    """The dashboard in a session of its own."""
    return AppTest.from_file(APP, default_timeout=30)


@pytest.fixture
def real_account(sandbox: ServedSandbox, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Settings of an account as a person writes them; the served sandbox plays the vendor."""
    for name, value in {
        "PROMO_BASE_URL": sandbox.url,
        "PROMO_USERNAME": "demo.merrowfield",
        "PROMO_PASSWORD": "demo-password-merrowfield",
        "PROMO_ORG": "50404:Merrowfield Group",
        "PROMO_CHILD_ORGS": "50405:Larkhill Grocers,50406:Tarnwater Outdoor",
    }.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.fixture
def look_up() -> LookUp:
    """Types into the search field of the page a session is on, or starts on, and sends it."""

    def typed(app: AppTest, text: str) -> AppTest:
        if not app.text_input:
            app.run()
        app.text_input(key="search-text").set_value(text)
        return app.form_submit_button[0].click().run()

    return typed


@pytest.fixture
def opened(app: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> Opened:
    """Looks a customer up, if another is on the desk, and opens one of their promotions."""

    def open_drawer(title: str, name: str) -> AppTest:
        look_up(app, sandbox.demo(title).identifier_value)
        desk = app.session_state["desk"]
        rows = desk.reading.view.promotions
        row = rows[rows["name"] == name].iloc[0]
        desk.open(PromotionKey(int(row["org_id"]), int(row["program_id"]), int(row["promotion_id"])))
        return app.run()

    return open_drawer


@pytest.fixture
def words() -> Words:
    """Everything a page says, as it reads: without the marks that keep text from being markup."""

    def said(app: AppTest) -> str:
        alerts = (*app.error, *app.warning, *app.success, *app.info)
        texts = [e.value for kind in (app.title, app.header, app.subheader, app.markdown, app.caption) for e in kind]
        texts += [button.label for button in app.button]
        texts += [text for alert in alerts for text in (alert.proto.title, alert.value)]
        return "\n".join(texts).replace("\\", "").replace("\u2060", "")

    return said
