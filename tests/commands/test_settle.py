"""``promo-insight settle``: what scripts rely on (docs/cli.md)."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from promo_data.cli.configured import settings
from promo_data.sandbox import World
from promo_data.sandbox.faults.kinds import ApplyLate, ApplyTwice, Reset
from tests.commands.conftest import Command
from tests.commands.processes import failing_account, posts, striking
from tests.commands.test_acting import allowed
from tests.stores import sent_long_ago

NEVER = 3_600.0


@pytest.fixture
def unknown(world: World, command: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The id of an enrolment whose answer was lost, and which is not carried out yet."""
    lost = striking(ApplyLate(seconds=NEVER, clock="real"))
    with failing_account(world, monkeypatch, lost):
        yield sent(world, command)


def sent(world: World, command: Command) -> str:
    ended = command("issue", *allowed(world, command, "LOYALTY_EARNING", "enrol"), "--yes", "--json")
    assert ended.json["status"] in ("unknown", "conflict")
    intent: str = ended.json["intent_id"]
    return intent


def test_right_after_the_send_no_trace_proves_nothing_however_short_the_waits_are(
    unknown: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMO_SETTLE_SECONDS", "0")
    assert command("settle", unknown, "--json").json["intents"][0]["status"] == "unknown"


def test_what_shows_no_trace_yet_is_left_unknown(unknown: str, world: World, command: Command) -> None:
    ended = command("settle", "--json")
    assert ended.code == 4
    assert [(each["intent_id"], each["status"]) for each in ended.json["intents"]] == [(unknown, "unknown")]
    assert (ended.json["left"], posts(world)) == (1, 1)


def test_long_enough_after_no_trace_means_not_applied(unknown: str, command: Command) -> None:
    sent_long_ago(settings().data_dir, UUID(unknown))
    ended = command("settle", unknown, "--json")
    assert (ended.code, ended.json["left"], ended.json["intents"][0]["status"]) == (0, 0, "not_applied")
    assert ended.json["intents"][0]["advice"] == "It may be tried again."


def test_once_settled_there_is_nothing_left(unknown: str, command: Command) -> None:
    sent_long_ago(settings().data_dir, UUID(unknown))
    assert command("settle").out.startswith(f"{unknown} not_applied: ")
    ended = command("settle", "--json")
    assert (ended.code, ended.json) == (0, {"intents": [], "left": 0})
    assert command("settle").out == "No action is on record whose end is not known.\n"


def test_what_another_channel_did_too_is_left_to_a_person(
    world: World, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice, lost = striking(ApplyTwice()), striking(Reset())
    with failing_account(world, monkeypatch, lost, twice):
        intent = sent(world, command)
        ended = command("settle", intent, "--json")
        assert (ended.code, ended.json["intents"][0]["status"], ended.json["left"]) == (4, "conflict", 1)
        listed = command("settle")
        assert listed.code == 4
        assert listed.out.startswith(f"{intent} conflict: ")
        assert "A person decides it, on the activity page of the dashboard." in listed.out


def test_an_action_that_ended_is_shown_as_it_is(account: World, command: Command) -> None:
    done = command("issue", *allowed(account, command, "LOYALTY_EARNING", "enrol"), "--yes", "--json").json
    asked = len(account.ledger.requests)
    ended = command("settle", done["intent_id"], "--json")
    assert (ended.code, ended.json["intents"][0]["status"]) == (0, "confirmed")
    assert len(account.ledger.requests) == asked


@pytest.mark.usefixtures("account")
def test_an_action_that_is_not_on_record_is_said_to_be_none(command: Command) -> None:
    ended = command("settle", uuid4(), "--json")
    assert (ended.code, ended.json) == (6, {"error": "There is no such action on record."})


@pytest.mark.usefixtures("account")
def test_what_is_no_id_is_wrong_usage(command: Command) -> None:
    assert command("settle", "the-last-one", "--json").code == 2
