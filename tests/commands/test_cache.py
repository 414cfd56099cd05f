"""``promo-insight cache clear``: nothing personal stays on disk, whatever the rest of the set-up is like."""

import os
from pathlib import Path

import pytest

from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import open_promo_data
from promo_data.sandbox import DemoCustomer, World
from promo_data.settings import read_settings
from promo_data.vocabulary import IdentifierKind
from tests.commands.conftest import Command


def data_dir() -> Path:
    return Path(os.environ["PROMO_DATA_DIR"])


def kept(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and "cache" in path.parts)


def look_up(world: World, command: Command) -> DemoCustomer:
    customer = next(demo for demo in world.demo_customers if demo.title == "Near a cap")
    assert command("customer", "--by", customer.identifier_name, "--value", customer.identifier_value).code == 0
    return customer


def test_no_file_of_the_cache_is_left(account: World, command: Command) -> None:
    look_up(account, command)
    before = kept(data_dir())
    ended = command("cache", "clear")
    assert (before != b"", ended.code) == (True, 0)
    assert ended.out.splitlines()[0] == "No answer is kept any more."
    assert list((data_dir() / "cache").rglob("*")) == []


def test_scripts_are_told_which_folders_were_cleared(account: World, command: Command) -> None:
    look_up(account, command)
    ended = command("cache", "clear", "--json")
    assert ended.json == {"cleared": [str(data_dir() / "cache"), str(data_dir() / "sandbox" / "cache")]}


@pytest.mark.parametrize(
    "settings",
    [{"PROMO_PASSWORD": ""}, {"PROMO_BASE_URL": ""}, {"PROMO_BASE_URL": "https://example.org"}, {"PROMO_SOURCE": "?"}],
    ids=["no password", "no host", "a host that may not be used", "a wrong source"],
)
def test_it_works_with_settings_that_nothing_else_works_with(
    account: World, command: Command, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]
) -> None:
    look_up(account, command)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert command("cache", "clear").code == 0
    assert kept(data_dir()) == b""


def test_the_folder_is_taken_from_the_secrets_file_too(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PROMO_DATA_DIR")
    Path(".streamlit").mkdir()
    Path(".streamlit", "secrets.toml").write_text(f'[connections.promotions]\ndata_dir = "{tmp_path}"\n')
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "cache.db").write_bytes(b"919812345678")
    assert command("cache", "clear").code == 0
    assert kept(tmp_path) == b""


def test_what_an_older_layout_left_is_removed(command: Command) -> None:
    orphan = data_dir() / "cache" / "3f" / "a0" / "0123456789abcdef0123456789ab.val"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"919812345678")
    assert command("cache", "clear").code == 0
    assert kept(data_dir()) == b""


def test_the_journal_of_what_was_done_stays(account: World, command: Command) -> None:
    look_up(account, command)
    command("doctor")
    before = (data_dir() / "journal.sqlite3").read_bytes()
    command("cache", "clear")
    assert (data_dir() / "journal.sqlite3").read_bytes() == before


def test_a_cache_that_cannot_be_removed_is_said_with_exit_6(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PROMO_DATA_DIR", str(tmp_path / "file"))
    ended = command("cache", "clear", "--json")
    assert (ended.code, list(ended.json)) == (6, ["error"])
    assert "check who owns it" in ended.err


def test_nothing_kept_on_disk_names_a_customer_or_what_they_have(account: World, command: Command) -> None:
    customer = look_up(account, command)
    for text in (customer.identifier_value, "promotionId", "customerId"):
        assert text.encode() not in kept(data_dir())


def test_references_and_looks_go_too_and_cases_stay(account: World, command: Command) -> None:
    demo = next(demo for demo in account.demo_customers if demo.title == "Near a cap")
    identifier = CustomerIdentifier(IdentifierKind(demo.identifier_name), demo.identifier_value)
    with open_promo_data(read_settings(os.environ)) as data:
        view = data.customer(identifier)
        reference, case = data.reference(identifier), data.open_case(identifier, view)
        data.keep_look(identifier, view)

    ended = command("cache", "clear")

    assert "Case links stay: they name nobody." in ended.out
    with open_promo_data(read_settings(os.environ)) as data:
        assert data.referred(reference) is None
        assert data.earlier_look(identifier, data.customer(identifier, fresh=True)) is None
        assert data.case(case).customer_masked == identifier.masked


def test_a_record_that_cannot_be_opened_is_said_with_exit_6_and_the_answers_are_gone(
    account: World, command: Command
) -> None:
    look_up(account, command)
    (data_dir() / "journal.sqlite3").write_bytes(b"no database" * 1_000)
    ended = command("cache", "clear")
    assert (ended.code, kept(data_dir())) == (6, b"")
