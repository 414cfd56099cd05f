"""``promo-insight audit verify``: what scripts rely on (docs/cli.md)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from promo_data.cli.configured import settings
from promo_data.sandbox import World
from promo_data.store.database import FILE_NAME
from tests.commands.conftest import Command
from tests.commands.test_acting import allowed


@pytest.fixture
def folder(account: World, command: Command) -> Path:
    """The data folder after one enrolment: the audit has its first row and that of the enrolment."""
    command("issue", *allowed(account, command, "LOYALTY_EARNING", "enrol"), "--yes", "--json")
    return settings().data_dir


def change(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        for name in ("audit_keeps_rows", "audit_loses_none"):
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.usefixtures("folder")
def test_what_was_done_is_as_it_was_written(command: Command) -> None:
    ended = command("audit", "verify", "--json")
    assert ended.code == 0
    assert ended.json == {
        "whole": True,
        "rows": 2,
        "heads": 2,
        "first_bad": None,
        "problem": None,
        "journal": [],
        "doubts": [],
    }


@pytest.mark.usefixtures("folder")
def test_a_person_is_told_that_it_is_whole(command: Command) -> None:
    ended = command("audit", "verify")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "The audit is whole.")


def test_the_first_bad_row_is_named(folder: Path, command: Command) -> None:
    change(folder, "UPDATE audit SET person = 'another' WHERE sequence = 2")
    ended = command("audit", "verify", "--json")
    assert (ended.code, ended.json["first_bad"], ended.json["rows"]) == (5, 2, 1)
    assert "The first bad row is 2. It was changed" in command("audit", "verify").out


def test_a_cut_tail_is_found(folder: Path, command: Command) -> None:
    change(folder, "DELETE FROM audit WHERE sequence = 2")
    ended = command("audit", "verify", "--json")
    assert (ended.code, ended.json["first_bad"]) == (5, 2)


def test_a_database_that_is_gone_is_found_and_not_made_anew(folder: Path, command: Command) -> None:
    (folder / FILE_NAME).unlink()
    ended = command("audit", "verify", "--json")
    assert (ended.code, ended.json["first_bad"]) == (5, 1)
    assert not (folder / FILE_NAME).exists()


def test_an_action_of_which_the_audit_tells_otherwise_is_named(folder: Path, command: Command) -> None:
    change(folder, "UPDATE intents SET state = 'refused'")
    ended = command("audit", "verify", "--json")
    assert (ended.code, len(ended.json["journal"])) == (5, 1)
    assert f"The journal tells of action {ended.json['journal'][0]} otherwise" in command("audit", "verify").out


def test_without_heads_a_doubt_is_told(folder: Path, command: Command) -> None:
    (folder / "audit-heads.jsonl").unlink()
    ended = command("audit", "verify", "--json")
    assert (ended.code, ended.json["first_bad"], len(ended.json["doubts"])) == (5, None, 1)


def test_without_the_key_nothing_is_checked_and_nothing_sent(folder: Path, account: World, command: Command) -> None:
    (folder / "audit.key").unlink()
    ended = command("audit", "verify", "--json")
    assert (ended.code, "audit.key" in ended.json["error"]) == (6, True)
    again = command("issue", *allowed(account, command, "LOYALTY", "issue"), "--yes", "--json")
    assert (again.code, "audit.key" in again.json["error"]) == (6, True)
    assert len(account.ledger.effects) == 1


def test_where_nothing_was_ever_done_nothing_is_wrong_and_nothing_made(account: World, command: Command) -> None:
    assert account.ledger.effects == []
    assert command("audit", "verify", "--json").code == 0
    assert not (settings().data_dir / FILE_NAME).exists()
