"""What a job process beside the dashboard is told, and when none is wanted."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pages.serving.companion import greeting
from promo_data.actions.duty import lease_on
from promo_data.store import open_store

ACCOUNT = "https://eu.api.capillarytech.com"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a real account."""
    for name, value in {"BASE_URL": ACCOUNT, "USERNAME": "till", "PASSWORD": "p"}.items():
        monkeypatch.setenv(f"PROMO_{name}", value)
    return Path(os.environ["PROMO_DATA_DIR"])


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    opened = open_store(folder)
    yield opened
    opened.dispose()


@pytest.mark.usefixtures("folder")
def test_one_is_wanted_where_nobody_is_at_work() -> None:
    found = greeting()
    assert found is not None
    assert found.section == {}


def test_none_is_wanted_while_one_is_at_work(engine: Engine) -> None:
    lease = lease_on(engine, ACCOUNT, partial(datetime.now, UTC))
    lease.acquire()
    assert greeting() is None
    lease.release()
    assert greeting() is not None


def test_where_the_record_is_damaged_one_is_started_to_say_so(folder: Path) -> None:
    folder.mkdir()
    (folder / "journal.sqlite3").write_bytes(b"no database" * 100)
    assert greeting() is not None


def test_with_wrong_settings_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_TIMEZONE", "Nowhere")
    assert greeting() is None
