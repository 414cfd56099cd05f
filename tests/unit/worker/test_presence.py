"""Whether a job process is at work, as one that would start another asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, update

from promo_data.actions.duty import lease_on
from promo_data.errors import StoreError
from promo_data.settings import Settings, read_settings
from promo_data.store import Holder, open_store, writing
from promo_data.store.tables import LEASES, LOOKS
from promo_data.worker import is_at_work

ACCOUNT = "https://eu.api.capillarytech.com"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    account = {"PROMO_BASE_URL": ACCOUNT, "PROMO_USERNAME": "till", "PROMO_PASSWORD": "p"}
    return read_settings(account | {"PROMO_DATA_DIR": str(tmp_path / "data")})


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    opened = open_store(settings.data_dir)
    yield opened
    opened.dispose()


def now() -> datetime:
    return datetime.now(UTC)


def test_without_any_record_nobody_is_at_work_and_none_is_made(settings: Settings) -> None:
    assert not is_at_work(settings)
    assert not settings.data_dir.exists()


@pytest.mark.usefixtures("engine")
def test_before_the_first_nobody_is_at_work(settings: Settings) -> None:
    assert not is_at_work(settings)


def test_one_that_lives_is_at_work(settings: Settings, engine: Engine) -> None:
    assert lease_on(engine, ACCOUNT, now).acquire()
    assert is_at_work(settings)


def test_one_for_another_backend_does_not_count(settings: Settings, engine: Engine) -> None:
    lease_on(engine, "https://in.api.capillarytech.com", now).acquire()
    assert not is_at_work(settings)


def test_one_that_let_go_is_not_at_work(settings: Settings, engine: Engine) -> None:
    lease = lease_on(engine, ACCOUNT, now)
    lease.acquire()
    lease.release()
    assert not is_at_work(settings)


def test_one_that_was_silent_for_too_long_is_not_at_work(settings: Settings, engine: Engine) -> None:
    lease_on(engine, ACCOUNT, lambda: now() - timedelta(seconds=31)).acquire()
    assert not is_at_work(settings)


def test_one_that_died_is_not_at_work(settings: Settings, engine: Engine) -> None:
    lease_on(engine, ACCOUNT, now).acquire()
    dead = str(replace(Holder.this(), run="an earlier process with this number"))
    with writing(engine) as connection:
        connection.execute(update(LEASES).values(holder=dead))
    assert not is_at_work(settings)


def test_asking_changes_nothing(settings: Settings, engine: Engine) -> None:
    lease = lease_on(engine, ACCOUNT, now)
    lease.acquire()
    is_at_work(settings)
    assert (lease.is_taken(), lease.renew(), lease.fence) == (False, True, 1)


def test_asking_does_not_read_the_whole_record(settings: Settings, engine: Engine) -> None:
    with writing(engine) as connection:
        looks = [{"name": str(number), "seen_at": now(), "sealed": bytes(1_000)} for number in range(100)]
        connection.execute(insert(LOOKS), looks)
    engine.dispose()
    damaged = settings.data_dir / "journal.sqlite3"
    damaged.write_bytes(damaged.read_bytes()[:-20_000] + b"!" * 20_000)
    with pytest.raises(StoreError, match="damaged"):
        open_store(settings.data_dir)
    assert not is_at_work(settings)


def test_a_damaged_record_is_told(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "journal.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError):
        is_at_work(settings)
