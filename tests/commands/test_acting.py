"""``promo-insight issue``, ``enrol`` and ``opt-in``: what scripts rely on (docs/cli.md)."""

from typing import Any

import pytest

from promo_data.sandbox import World
from tests.commands.conftest import Command
from tests.commands.processes import posts
from tests.commands.test_customer import named

IDS = {"issual_id", "earned_id", "enrollment_id", "optin_id"}


def allowed(world: World, command: Command, promotion_type: str, action: str) -> list[str]:
    """The options of an action that the look-up says is possible, for the customer who has room everywhere."""
    customer = named(world, "Room everywhere")
    found = command("customer", *customer, "--scope", "self", "--json").json
    verdicts = {r["promotion_id"]: r["verdict"] for r in found["availability"] if r["action"] == action}
    row: dict[str, Any] = next(
        row
        for row in found["promotions"]
        if row["type"] == promotion_type and verdicts[row["promotion_id"]] == "allowed"
    )
    return [*customer, "--program", str(row["program_id"]), "--promotion", str(row["promotion_id"])]


def test_without_yes_it_shows_what_would_be_sent_and_sends_nothing(account: World, command: Command) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    ended = command("issue", *options, "--json")
    assert (ended.code, ended.json["status"], ended.json["intent_id"]) == (0, "not_sent", None)
    assert ended.json["would_send"]["path"] == "/v2/promotion/issue"
    assert options[3] not in ended.out
    assert account.ledger.effects == []


def test_issue_enrols_a_loyalty_earning_promotion(account: World, command: Command) -> None:
    ended = command("issue", *allowed(account, command, "LOYALTY_EARNING", "enrol"), "--yes", "--json")
    assert (ended.code, ended.json["status"]) == (0, "confirmed")
    assert set(ended.json["ids"]) == IDS
    assert ended.json["ids"]["issual_id"] is not None
    assert [effect.kind for effect in account.ledger.effects] == ["enrolled"]


def test_issue_issues_a_loyalty_promotion(account: World, command: Command) -> None:
    ended = command("issue", *allowed(account, command, "LOYALTY", "issue"), "--yes", "--json")
    assert (ended.code, ended.json["ids"]["earned_id"] is not None) == (0, True)
    assert [effect.kind for effect in account.ledger.effects] == ["issued"]


def test_an_enrolled_customer_is_issued_to_with_earn(account: World, command: Command) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    command("issue", *options, "--yes", "--json")
    ended = command("issue", *options, "--earn", "--yes", "--json")
    assert (ended.code, ended.json["status"], ended.json["ids"]["earned_id"] is not None) == (0, "confirmed", True)
    assert [effect.kind for effect in account.ledger.effects] == ["enrolled", "issued"]


def test_earn_without_an_enrolment_is_not_sent(account: World, command: Command) -> None:
    customer = named(account, "Room everywhere")
    found = command("customer", *customer, "--scope", "self", "--json").json
    row = next(r for r in found["promotions"] if r["name"] == "Shop across brands")
    options = [*customer, "--program", row["program_id"], "--promotion", row["promotion_id"]]
    ended = command("issue", *options, "--earn", "--insist", "--yes", "--json")
    assert (ended.code, ended.json["status"]) == (6, "not_sent")
    assert ended.json["message"] == "The customer is not enrolled."


def test_an_external_id_is_wrong_usage_with_earn(account: World, command: Command) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")[4:]
    ended = command("issue", "--by", "externalId", "--value", "AB-42", *options, "--earn", "--json")
    assert ended.code == 2
    assert "mobile, e-mail or customer id" in ended.err


def test_enrol_finds_the_hex_id_by_itself(account: World, command: Command) -> None:
    ended = command("enrol", *allowed(account, command, "LOYALTY_EARNING", "enrol"), "--yes", "--json")
    assert (ended.code, ended.json["ids"]["enrollment_id"] is not None) == (0, True)


def test_opting_in_follows_an_enrolment(account: World, command: Command) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    command("issue", *options, "--yes", "--json")
    ended = command("opt-in", *options, "--yes", "--json")
    assert (ended.code, ended.json["ids"]["optin_id"] is not None) == (0, True)


def test_a_promotion_that_refuses_is_not_sent_even_when_insisted(account: World, command: Command) -> None:
    customer = named(account, "Everything used up")
    found = command("customer", *customer, "--json").json
    refused = next(r for r in found["availability"] if (r["action"], r["verdict"]) == ("enrol", "refused"))
    row = next(r for r in found["promotions"] if r["promotion_id"] == refused["promotion_id"])
    options = ["--program", row["program_id"], "--promotion", row["promotion_id"], "--org", row["org_id"]]
    ended = command("issue", *customer, *options, "--yes", "--insist", "--json")
    assert (ended.code, ended.json["status"]) == (6, "not_sent")
    assert ended.json["message"]
    assert account.ledger.effects == []


def test_another_orgs_promotion_needs_insisting_without_its_credentials(account: World, command: Command) -> None:
    customer = named(account, "Room everywhere")
    found = command("customer", *customer, "--org", 50405, "--json").json
    row = next(r for r in found["promotions"] if r["type"] == "LOYALTY_EARNING" and r["phase"] == "running")
    options = [*customer, "--program", row["program_id"], "--promotion", row["promotion_id"], "--org", 50405]
    ended = command("issue", *options, "--yes", "--json")
    assert (ended.code, ended.json["status"]) == (6, "not_sent")
    assert "credentials" in ended.json["message"]
    assert account.ledger.effects == []


def test_a_source_that_cannot_write_is_wrong_usage(account: World, command: Command) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    assert command("issue", *options, "--source", "WECHAT", "--yes", "--json").code == 2


def test_the_identifier_is_shown_in_clear_only_when_asked_for(account: World, command: Command) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    ended = command("issue", *options, "--show-identifiers", "--json")
    assert ended.json["would_send"]["query"]["identifierValue"] == options[3]


@pytest.mark.parametrize("number", ["0", "-5", "99999999999999999999", "x"])
def test_a_number_that_the_vendor_cannot_mean_is_wrong_usage(account: World, command: Command, number: str) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    options[options.index("--program") + 1] = number
    ended = command("issue", *options, "--yes", "--json")
    assert (ended.code, "--program" in ended.json["error"], posts(account)) == (2, True, 0)


def test_what_was_done_a_moment_ago_is_named_before_it_is_done_again(account: World, command: Command) -> None:
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    done = command("issue", *options, "--yes", "--json").json
    shown = command("issue", *options, "--json").json
    assert (shown["status"], shown["done_before"]["intent_id"]) == ("not_sent", done["intent_id"])
