"""An action that is followed while its record fails: what is known is told, and what cannot be read is not."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from pages.components.connection import promotions
from pages.components.wording.actions import RECORD_UNREADABLE
from promo_data.actions import State
from promo_data.actions.unrecorded import NOTE_IT
from promo_data.sandbox import standalone
from promo_data.store.database import FILE_NAME
from tests.pages.served import Opened, ServedSandbox, Words, served
from tests.pages.test_drawer import settled
from tests.pages.test_open_outcomes import NOT_KNOWN, Vendor


@pytest.fixture
def folder(tmp_path: Path, real_account: pytest.MonkeyPatch) -> Path:
    real_account.setenv("PROMO_DATA_DIR", str(tmp_path))
    return tmp_path


@contextmanager
def without_table(folder: Path, name: str) -> Iterator[None]:
    """The record lacks that table for as long."""

    def rename(before: str, after: str) -> None:
        with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
            connection.execute(f"ALTER TABLE {before} RENAME TO {after}")

    rename(name, f"{name}_aside")
    yield
    rename(f"{name}_aside", name)


def _press(opened: Opened, title: str) -> AppTest:
    app = opened(title, "Travel miles")
    app.button(key="offer-enrol").click().run()
    return app.button(key="confirm").click().run()


def _sent(app: AppTest) -> UUID:
    (acting,) = app.session_state["desk"].acting.values()
    intent_id: UUID = acting.intent_id
    return intent_id


def _has_button(app: AppTest, beginning: str) -> bool:
    return any(str(button.key).startswith(beginning) for button in app.button)


@pytest.fixture
def losing(sandbox: ServedSandbox, real_account: pytest.MonkeyPatch) -> Iterator[None]:
    """The vendor's gateway answers a write with an error page."""
    with served(Vendor(standalone(sandbox.world))) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield


@pytest.mark.usefixtures("losing")
def test_a_record_that_cannot_be_read_is_told_and_the_outcome_once_it_can(
    opened: Opened, folder: Path, words: Words
) -> None:
    app = _press(opened, "Contradicted usage")
    settled(app, lambda: _has_button(app, "read-back"))
    with without_table(folder, "intents"):
        said = words(app.run())
        assert RECORD_UNREADABLE in said
        assert NOT_KNOWN not in said
        assert not app.exception
    assert NOT_KNOWN in words(app.run())
    assert RECORD_UNREADABLE not in words(app)


class Hooked:
    """Passes everything on; while a write is carried out, the record lacks its audit."""

    def __init__(self, inner: ASGIApp, folder: Path) -> None:
        self._inner = inner
        self._folder = folder
        self._broken = ExitStack()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            self._broken.enter_context(without_table(self._folder, "audit"))
        await self._inner(scope, receive, send)

    def mend(self) -> None:
        self._broken.close()


@pytest.fixture
def hooked(sandbox: ServedSandbox, folder: Path, real_account: pytest.MonkeyPatch) -> Iterator[Hooked]:
    hooked = Hooked(standalone(sandbox.world), folder)
    with served(hooked) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield hooked


def test_progress_tells_an_outcome_that_cannot_be_recorded_until_it_is(
    opened: Opened, hooked: Hooked, words: Words
) -> None:
    app = _press(opened, "Room everywhere")
    settled(app, lambda: _has_button(app, "close-outcome"))
    said, intent_id = words(app), _sent(app)
    assert "Enrolled" in [alert.proto.title for alert in app.success]
    assert NOTE_IT in said
    assert promotions().intent(intent_id).state is State.SENT
    hooked.mend()
    settled(app, lambda: promotions().intent(intent_id).state is State.CONFIRMED)
    assert NOTE_IT not in words(app.run())
    assert promotions().intent(intent_id).state is State.CONFIRMED
