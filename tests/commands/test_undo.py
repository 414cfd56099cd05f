"""``promo-insight undo``: what scripts rely on (docs/cli.md)."""

from uuid import uuid4

from promo_data.sandbox import World
from tests.commands.conftest import Command, Ended
from tests.commands.test_acting import allowed


def enrolled(world: World, command: Command) -> str:
    """The intent of an enrolment just confirmed."""
    intent: str = command("issue", *allowed(world, command, "LOYALTY_EARNING", "enrol"), "--yes", "--json").json[
        "intent_id"
    ]
    return intent


def kinds(world: World) -> list[str]:
    return [effect.kind for effect in world.ledger.effects]


def test_without_yes_it_shows_what_would_be_sent_and_sends_nothing(account: World, command: Command) -> None:
    ended = command("undo", enrolled(account, command), "--json")
    assert (ended.code, ended.json["status"], ended.json["verdict"]) == (0, "not_sent", "allowed")
    assert ended.json["would_send"]["path"] == "/v2/promotion/bulk/revokeEnrolAndEarn"
    assert ended.json["remaining"] == []
    assert kinds(account) == ["enrolled"]


def test_a_confirmed_enrolment_is_taken_back(account: World, command: Command) -> None:
    intent = enrolled(account, command)
    ended = command("undo", intent, "--yes", "--json")
    assert (ended.code, ended.json["status"], ended.json["undoes"]) == (0, "confirmed", intent)
    assert ended.json["intent_id"] != intent
    assert kinds(account) == ["enrolled", "revoked enrolment"]


def test_it_is_told_in_words_to_people(account: World, command: Command) -> None:
    ended: Ended = command("undo", enrolled(account, command), "--yes")
    assert ended.out.startswith("confirmed: The enrolment was taken back.")


def test_what_was_undone_is_not_undone_again(account: World, command: Command) -> None:
    intent = enrolled(account, command)
    command("undo", intent, "--yes", "--json")
    ended = command("undo", intent, "--yes", "--insist", "--json")
    assert (ended.code, ended.json["status"], ended.json["message"]) == (6, "not_sent", "It was undone already.")


def test_what_was_not_carried_out_cannot_be_undone(account: World, command: Command) -> None:
    intent = enrolled(account, command)
    command("undo", intent, "--yes", "--json")
    refused = command("undo", intent, "--yes", "--json").json["intent_id"]
    ended = command("undo", refused, "--yes", "--json")
    assert (ended.code, ended.json) == (
        2,
        {"error": "Only what is confirmed can be undone, and this action is not sent."},
    )


def test_an_intent_that_is_not_on_record_changes_nothing(account: World, command: Command) -> None:
    assert command("undo", uuid4(), "--yes", "--json").code == 6
    assert kinds(account) == []


def test_what_is_no_id_is_wrong_usage(account: World, command: Command) -> None:
    assert command("undo", "the-last-one", "--yes", "--json").code == 2
    assert kinds(account) == []


def test_the_customers_number_is_shown_in_clear_only_when_asked_for(account: World, command: Command) -> None:
    intent = enrolled(account, command)
    number = str(account.ledger.effects[0].customer_id)
    assert number not in command("undo", intent, "--json").json["would_send"]["body"]
    assert number in command("undo", intent, "--show-identifiers", "--json").json["would_send"]["body"]
