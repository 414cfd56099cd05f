"""``promo-insight customer``: what scripts rely on (docs/cli.md)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from promo_data.sandbox import DemoCustomer, World, sandbox_app
from tests.commands.conftest import Command
from tests.factories import page_json, promotion_json
from tests.personal_data import EXTERNAL_ID
from tests.serving import served


def named(world: World, title: str) -> list[str]:
    """The options that name the demo customer with this title."""
    demo: DemoCustomer = next(demo for demo in world.demo_customers if demo.title == title)
    return ["--by", demo.identifier_name, "--value", demo.identifier_value]


def expiring_everything(app: ASGIApp) -> ASGIApp:
    """The vendor, but its filter EXPIRED lets everything through."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        query = scope.get("query_string", b"").replace(b"promotionStatusForCustomer=EXPIRED&", b"")
        await app({**scope, "query_string": query}, receive, send)

    return asked


def test_json_has_the_promised_keys_and_columns_and_exit_0(account: World, command: Command) -> None:
    ended = command("customer", *named(account, "Near a cap"), "--json")
    assert ended.code == 0
    found = ended.json
    assert list(found) == [
        "customer_id", "as_of", "complete", "mixed_units", "coverage", "promotions", "allowances", "binding",
        "availability", "filters", "vendor_statuses", "disagreements", "problems",
    ]  # fmt: skip
    assert list(found["coverage"][0]) == ["org_id", "state", "code", "message", "as_of"]
    assert list(found["promotions"][0]) == PROMOTIONS.names
    assert list(found["allowances"][0]) == ALLOWANCES.names
    assert {"org_id", "promotion_id", "stage", "measure", "cap", "used", "headroom", "state"} <= set(
        found["binding"][0]
    )
    assert {"org_id", "promotion_id", "action", "verdict", "reasons", "changes"} <= set(found["availability"][0])
    assert found["complete"] is True
    assert found["as_of"].endswith("Z")
    assert ended.err == ""


def test_every_promotion_has_a_verdict_for_each_action(account: World, command: Command) -> None:
    found = command("customer", *named(account, "Near a cap"), "--json").json
    assert len(found["availability"]) == 3 * len(found["promotions"])


def test_binding_has_at_most_one_row_a_promotion_and_stage(account: World, command: Command) -> None:
    rows = command("customer", *named(account, "Near a cap"), "--json").json["binding"]
    places = [(row["org_id"], row["promotion_id"], row["stage"]) for row in rows]
    assert len(places) == len(set(places)) > 0


def test_more_than_one_page_is_read_to_the_end(account: World, command: Command) -> None:
    found = command("customer", *named(account, "More than a hundred promotions"), "--json").json
    assert sum(row["org_id"] == 50406 for row in found["promotions"]) > 100


def test_an_org_that_does_not_know_the_customer_makes_it_partial(account: World, command: Command) -> None:
    ended = command("customer", *named(account, "Unknown to one brand"), "--json")
    assert ended.code == 5
    assert [org["state"] for org in ended.json["coverage"]] == ["answered", "failed", "answered"]
    assert ended.json["coverage"][1]["code"] == 8015


def test_what_is_missing_marks_the_whole_answer(account: World, command: Command) -> None:
    assert command("customer", *named(account, "Unknown to one brand"), "--json").json["complete"] is False

    ended = command("customer", *named(account, "Unknown to one brand"))

    assert " at least " in ended.out.splitlines()[0]
    assert "2 of 3 orgs" in ended.out.splitlines()[0]
    assert "This org does not know the customer" in ended.err
    assert "This is not all" in ended.err


def test_what_is_whole_is_not_called_a_part(account: World, command: Command) -> None:
    ended = command("customer", *named(account, "Near a cap"))

    assert "at least" not in ended.out.splitlines()[0]
    assert ended.err == ""


def test_without_a_second_opinion_the_vendors_verdict_is_absent(account: World, command: Command) -> None:
    found = command("customer", *named(account, "Near a cap"), "--json").json

    assert {(row["vendor_verdict"], row["disagrees"]) for row in found["availability"]} == {(None, None)}
    assert (found["vendor_statuses"], found["disagreements"]) == ([], [])


def test_a_second_opinion_is_beside_each_verdict(account: World, command: Command) -> None:
    found = command("customer", *named(account, "Near a cap"), "--second-opinion", "--json").json

    told = {(row["action"], row["vendor_verdict"], row["disagrees"]) for row in found["availability"]}
    assert {("enrol", "allowed", False), ("issue", "allowed", False), ("opt_in", None, None)} <= told
    assert list(found["vendor_statuses"][0]) == ["org_id", "program_id", "promotion_id", "status"]
    assert {row["status"] for row in found["vendor_statuses"]} >= {"AVAILABLE_TO_ENROL", "EXPIRED"}
    assert found["complete"] is True


def test_a_filter_that_contradicts_the_list_is_told_to_people_and_scripts(
    account: World, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = (*named(account, "Near a cap"), "--second-opinion")
    with served(expiring_everything(sandbox_app(account))) as url:
        monkeypatch.setenv("PROMO_BASE_URL", url)
        found = command("customer", *options, "--json").json
        printed = command("customer", *options).out

    told = found["disagreements"]
    assert {row["status"] for row in told} == {"EXPIRED"}
    assert all("lists this promotion as expired, but" in row["sentence"] for row in told)
    assert all(row["sentence"] in printed for row in told)
    assert found["complete"] is True


def test_a_filter_beside_a_second_opinion_is_wrong_usage(account: World, command: Command) -> None:
    ended = command("customer", *named(account, "Near a cap"), "--status", "EXPIRED", "--second-opinion", "--json")
    assert ended.code == 2
    assert "leave the status filter out" in ended.json["error"]


def test_people_are_told_why_not_and_what_would_change_it(account: World, command: Command) -> None:
    options = named(account, "Near a cap")
    found = command("customer", *options, "--json").json
    printed = command("customer", *options).out

    refused = [row for row in found["availability"] if row["verdict"] == "refused"]
    assert refused
    assert all(f"{row['reasons'][0]} {row['changes'][0]}" in printed for row in refused)


@pytest.mark.parametrize("org_id", ["0", "-5", "99999999999999999999"])
def test_a_number_that_no_org_can_have_is_wrong_usage(account: World, command: Command, org_id: str) -> None:
    ended = command("customer", *named(account, "Near a cap"), "--org", org_id, "--json")

    assert (ended.code, "whole number from 1" in ended.json["error"]) == (2, True)


def test_times_are_told_in_the_zone_that_is_configured(
    account: World, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = named(account, "Near a cap")
    in_utc = command("customer", *options).out
    monkeypatch.setenv("PROMO_TIMEZONE", "Asia/Kolkata")
    in_india = command("customer", *options).out

    assert " UTC " in in_utc
    assert " IST " in in_india
    assert " UTC " not in in_india


REPEATING = {"errors": [{"status": False, "code": 8999, "message": f"{EXTERNAL_ID.lower()} is odd"}]}


async def repeating(_request: object) -> Response:
    return JSONResponse(REPEATING, status_code=400)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_the_vendor_repeats_of_whom_it_was_asked_for_is_masked(
    command: Command, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    with served(Starlette(routes=[Route("/{anything:path}", repeating)])) as url:
        monkeypatch.setenv("PROMO_BASE_URL", url)
        ended = command("customer", "--by", "externalId", "--value", EXTERNAL_ID, *form)

    assert ended.code == 3
    assert "“CARD•••ITH is odd”" in ended.out + ended.err
    assert EXTERNAL_ID.casefold() not in (ended.out + ended.err).casefold()


FOREIGN = """
from promo_data.cli import main
main(["customer", "--by", "id", "--value", "1", "--scope", "self", "--json"])
"""


async def foreign(_request: object) -> Response:
    return JSONResponse(page_json(promotion_json(orgId=666), customerId=1))


@pytest.mark.usefixtures("account")
def test_the_security_line_is_for_a_log_and_not_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(Starlette(routes=[Route("/{anything:path}", foreign)])) as url:
        monkeypatch.setenv("PROMO_BASE_URL", url)
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            [sys.executable, "-c", FOREIGN], env=environment, capture_output=True, text=True, check=False, timeout=60
        )
    assert (done.returncode, done.stderr) == (5, "")
    assert "belongs to org 666" in done.stdout


def test_mixed_units_are_said(account: World, command: Command) -> None:
    options = (*named(account, "Near a cap"), "--alternate-currency")

    assert command("customer", *options, "--json").json["mixed_units"] is True
    assert "the units are mixed" in command("customer", *options).out


def test_a_customer_nobody_knows_was_refused_by_every_org(account: World, command: Command) -> None:
    ended = command("customer", *named(account, "Not found"), "--json")
    assert ended.code == 3
    assert ended.json["customer_id"] is None
    assert ended.json["promotions"] == []


def test_only_the_orgs_that_are_named_are_asked(account: World, command: Command) -> None:
    found = command("customer", *named(account, "Near a cap"), "--org", 50406, "--json").json
    assert [org["state"] for org in found["coverage"]] == ["not_asked", "not_asked", "answered"]
    assert {row["org_id"] for row in found["promotions"]} == {50406}


def test_the_vendors_filter_is_passed_on(account: World, command: Command) -> None:
    found = command("customer", *named(account, "Near a cap"), "--status", "EXPIRED", "--json").json
    assert {row["phase"] for row in found["promotions"]} == {"ended"}


def test_an_unreachable_host_is_exit_6_and_still_one_object(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"BASE_URL": "http://127.0.0.1:9", "USERNAME": "till", "PASSWORD": "word"}.items():
        monkeypatch.setenv(f"PROMO_{name}", value)
    ended = command("customer", "--by", "id", "--value", 1, "--json")
    assert ended.code == 6
    assert ended.json["coverage"][0]["org_id"] is None
    assert ended.json["coverage"][0]["state"] == "failed"


def test_wrong_credentials_are_a_refusal(account: World, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_PASSWORD", "not-this-one")
    ended = command("customer", *named(account, "Near a cap"), "--json")
    assert (ended.code, ended.json["coverage"][0]["code"]) == (3, 401)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "arguments",
    [
        ("customer", "--by", "mobile", "--value", "abc"),
        ("customer", "--by", "id"),
        ("customer", "--by", "id", "--value", "1", "--scope", "self", "--org", "5"),
        ("customer", "--by", "id", "--value", "1", "--unheard-of"),
    ],
)
def test_wrong_usage_is_exit_2_with_one_sentence(command: Command, arguments: tuple[str, ...]) -> None:
    ended = command(*arguments, "--json")
    assert ended.code == 2
    assert ended.json == {"error": ended.err.strip()}
    assert "Traceback" not in ended.err


def test_people_see_the_identifier_masked_unless_they_ask(account: World, command: Command) -> None:
    options = named(account, "Near a cap")
    value = options[-1]
    assert value not in command("customer", *options).out
    assert value in command("customer", *options, "--show-identifiers").out


def test_text_of_the_vendor_cannot_steer_a_terminal(account: World, command: Command) -> None:
    printed = command("customer", *named(account, "Near a cap")).out
    assert all(character.isprintable() or character == "\n" for character in printed)


@pytest.mark.parametrize("name", ["PASSWORD", "BASE_URL"])
def test_not_found_is_said_only_where_the_vendor_said_so(
    account: World, command: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert "Customer not found" in command("customer", *named(account, "Not found")).out
    monkeypatch.setenv(f"PROMO_{name}", "http://127.0.0.1:9")

    assert "Customer could not be read" in command("customer", *named(account, "Near a cap")).out


def test_a_binding_limit_says_whose_it_is_and_over_which_period(account: World, command: Command) -> None:
    rows = command("customer", *named(account, "Near a cap"), "--json").json["binding"]
    assert {"limit_on", "period", "window"} <= set(rows[0])
