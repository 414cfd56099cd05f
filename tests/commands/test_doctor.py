"""``promo-insight doctor``: exit 0 only when all is well; what is wrong is said, with what to do about it."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from promo_data.audit.key import FILE_NAME as KEY_FILE
from promo_data.sandbox import Switches, World, build_world, sandbox_app
from promo_data.sandbox.faults import planned
from promo_data.store.database import FILE_NAME
from tests.commands.conftest import Command
from tests.commands.test_acting import allowed
from tests.serving import served

Serve = Callable[[ASGIApp], None]


@pytest.fixture
def serve(account: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Puts another server in the place of the account's; the settings stay as they were."""
    assert account.orgs
    with ExitStack() as servers:

        def put(app: ASGIApp) -> None:
            settings = uvicorn.Config(
                app, host="127.0.0.1", port=0, log_level="error", lifespan="off", date_header=False
            )
            monkeypatch.setenv("PROMO_BASE_URL", servers.enter_context(served(app, settings)))

        yield put


def wrong(command: Command) -> dict[str, str]:
    ended = command("doctor", "--json")
    assert ended.code == 6
    assert ended.json["well"] is False
    return {check["name"]: check["sentence"] for check in ended.json["checks"] if not check["is_well"]}


def sentence(command: Command, name: str) -> str:
    checks = command("doctor", "--json").json["checks"]
    return str(next(check["sentence"] for check in checks if check["name"] == name))


def test_a_working_set_up_is_well(account: World, command: Command) -> None:
    ended = command("doctor", "--json")
    assert (ended.code, ended.json["well"]) == (0, True)
    names = [check["name"] for check in ended.json["checks"]]
    assert names[:4] == ["settings", "host", "credentials", "clock"]
    assert names[-2:] == ["store", "cache"]
    assert len(names) == 6 + len(account.orgs)


@pytest.mark.usefixtures("account")
def test_people_get_a_line_for_each_check(command: Command) -> None:
    assert all(line.startswith("well") for line in command("doctor").out.splitlines())


SETTINGS = {
    "a missing user name": ({"PROMO_USERNAME": ""}, ["PROMO_USERNAME must be set", "secrets.toml"]),
    "a missing password": ({"PROMO_PASSWORD": ""}, ["PROMO_PASSWORD must be set", "secrets.toml"]),
    "a missing OAuth client": ({"PROMO_AUTH": "oauth"}, ["PROMO_OAUTH_KEY and PROMO_OAUTH_SECRET must be set"]),
    "a missing host": ({"PROMO_BASE_URL": ""}, ["PROMO_BASE_URL is not"]),
    "an unknown way to authenticate": ({"PROMO_AUTH": "magic"}, ["PROMO_AUTH", "'basic' or 'oauth'"]),
    "a number that is none": ({"PROMO_RATE_PER_MINUTE": "many"}, ["PROMO_RATE_PER_MINUTE"]),
    "an org without a number": ({"PROMO_CHILD_ORGS": "Brand A"}, ["PROMO_CHILD_ORGS", "50405:Brand A"]),
    "a host that may not be used": ({"PROMO_BASE_URL": "https://example.org"}, ["PROMO_ALLOWED_HOSTS"]),
    "a host that is no address": ({"PROMO_BASE_URL": "eu.api.capillarytech.com"}, ["https://"]),
}


@pytest.mark.parametrize(("given", "said"), SETTINGS.values(), ids=SETTINGS)
@pytest.mark.usefixtures("account")
def test_settings_that_cannot_be_used_are_named_and_nothing_is_sent(
    command: Command, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], said: list[str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    found = wrong(command)
    assert list(found) == ["settings"]
    assert [words for words in said if words not in found["settings"]] == []


@pytest.mark.usefixtures("account")
def test_people_are_told_of_wrong_settings_in_the_same_form(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_SOURCE", "NOWHERE")
    ended = command("doctor")
    assert (ended.code, ended.out.startswith("WRONG  settings: PROMO_SOURCE"), ended.err) == (6, True, "")


def test_a_file_of_secrets_that_cannot_be_read_is_named(command: Command) -> None:
    Path(".streamlit").mkdir()
    Path(".streamlit", "secrets.toml").write_text("no TOML")
    assert "secrets.toml cannot be read" in wrong(command)["settings"]


CREDENTIALS = {
    "a wrong password": {"PROMO_PASSWORD": "not-this-one"},
    "an unknown till": {"PROMO_USERNAME": "nobody"},
    "an unknown OAuth client": {"PROMO_AUTH": "oauth", "PROMO_OAUTH_KEY": "nobody", "PROMO_OAUTH_SECRET": "word"},
}


@pytest.mark.parametrize("given", CREDENTIALS.values(), ids=CREDENTIALS)
@pytest.mark.usefixtures("account")
def test_credentials_that_are_not_accepted_are_all_that_is_wrong(
    command: Command, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    found = wrong(command)
    assert list(found) == ["credentials"]
    assert "OAuth key and secret" in found["credentials"]


def test_a_token_in_a_header_that_the_vendor_does_not_read_is_told_with_the_setting(
    account: World, serve: Serve, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(sandbox_app(build_world(seed=3, customers=40, switches=Switches(token_header="CAP-API-ACCESS-TOKEN"))))
    own = account.orgs[0]
    for name, value in {"AUTH": "oauth", "OAUTH_KEY": own.oauth_key, "OAUTH_SECRET": own.oauth_secret}.items():
        monkeypatch.setenv(f"PROMO_{name}", value)
    assert "PROMO_TOKEN_HEADER" in wrong(command)["credentials"]


FAULTS = {
    "F08_html": ("host", ["PROMO_BASE_URL"]),
    "F14_retry_after_a_day": ("rate limit", ["a minute", "PROMO_RATE_PER_MINUTE is 100"]),
    "F18_not_authorised": ("credentials", ["may not do this", "access to the customer resource"]),
    "F20_org_not_connected": ("org", ["not connected", "Check the org id", "PROMO_SCOPE_HEADER"]),
    "F20_all_not_supported": ("org", ["cannot read all orgs"]),
}


@pytest.mark.parametrize(("fault", "name", "said"), [(fault, *told) for fault, told in FAULTS.items()], ids=FAULTS)
def test_what_the_vendor_answers_wrongly_is_one_line_with_its_cause_and_the_next_step(
    account: World, serve: Serve, command: Command, fault: str, name: str, said: list[str]
) -> None:
    serve(sandbox_app(account, faults=planned(fault)))
    ((found, told),) = wrong(command).items()
    assert found.startswith(name)
    assert [words for words in said if words not in told] == []


def refusing(code: int, status: int = 400) -> Starlette:
    async def refused(_request: object) -> Response:
        return JSONResponse({"errors": [{"status": False, "code": code, "message": "no"}]}, status_code=status)

    return Starlette(routes=[Route("/{anything:path}", refused)])


@pytest.mark.parametrize("code", [8003, 8089, 618])
@pytest.mark.usefixtures("account")
def test_whatever_the_vendor_says_about_the_customer_proves_the_credentials_and_the_orgs(
    serve: Serve, command: Command, code: int
) -> None:
    serve(refusing(code))
    assert (sentence(command, "credentials"), command("doctor").code) == ("Accepted.", 0)


@pytest.mark.parametrize(("code", "status"), [(8999, 401), (4000, 200), (1064, 400), (400, 400)])
@pytest.mark.usefixtures("account")
def test_what_the_vendor_says_about_our_rights_or_the_request_does_not(
    serve: Serve, command: Command, code: int, status: int
) -> None:
    serve(refusing(code, status))
    assert list(wrong(command)) == ["credentials"]


@pytest.mark.usefixtures("account")
def test_a_code_that_no_document_explains_proves_the_credentials_and_is_shown_of_the_orgs(
    serve: Serve, command: Command
) -> None:
    serve(refusing(8999))
    assert "credentials" not in wrong(command)
    assert all("8999" in told for told in wrong(command).values())


@pytest.mark.usefixtures("account")
def test_children_beside_an_own_org_without_a_number_are_worth_a_hint(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "PROMO_ORG" not in sentence(command, "settings")
    monkeypatch.setenv("PROMO_ORG", "")
    assert "Set PROMO_ORG as well" in sentence(command, "settings")
    monkeypatch.setenv("PROMO_CHILD_ORGS", "")
    assert "PROMO_ORG" not in sentence(command, "settings")


@pytest.mark.usefixtures("account")
def test_an_org_that_is_not_connected_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_CHILD_ORGS", "99999:Stranger")
    found = wrong(command)
    assert list(found) == ["org Stranger"]
    assert "connected" in found["org Stranger"]


def test_a_host_that_does_not_answer_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"BASE_URL": "http://127.0.0.1:9", "USERNAME": "till", "PASSWORD": "word"}.items():
        monkeypatch.setenv(f"PROMO_{name}", value)
    assert "Check PROMO_BASE_URL and the network" in wrong(command)["host"]


async def another_site(_request: object) -> Response:
    return PlainTextResponse("Welcome!")


@pytest.mark.parametrize("path", ["/{anything:path}", "/only/here"], ids=["a page for everything", "404"])
def test_a_host_that_is_another_server_is_named(serve: Serve, command: Command, path: str) -> None:
    serve(Starlette(routes=[Route(path, another_site)]))
    found = wrong(command)
    assert list(found) == ["host"]
    assert "PROMO_BASE_URL" in found["host"] or "configured host" in found["host"]


def dated(app: ASGIApp, date: str) -> ASGIApp:
    """The app with this date in every answer."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), (b"date", date.encode())]
            await send(message)

        await app(scope, receive, send_dated)

    return answered


def test_a_clock_that_is_off_is_named(account: World, serve: Serve, command: Command) -> None:
    serve(dated(sandbox_app(account), "Sat, 31 Jan 2026 10:00:00 GMT"))
    found = wrong(command)
    assert list(found) == ["clock"]
    assert "set it" in found["clock"]


@pytest.mark.parametrize("date", ["", "yesterday", "Sat, 99 Jan 2026 10:00:00 GMT"])
def test_a_date_that_cannot_be_read_says_nothing_about_the_clock(
    account: World, serve: Serve, command: Command, date: str
) -> None:
    serve(dated(sandbox_app(account), date))
    assert "no readable date" in sentence(command, "clock")


@pytest.mark.usefixtures("account")
def test_a_folder_that_cannot_be_written_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PROMO_DATA_DIR", str(tmp_path / "file"))
    found = wrong(command)
    assert set(found) == {"store", "cache"}
    assert all(str(tmp_path / "file") in told and "who owns" in told for told in found.values())


@pytest.fixture
def recorded(account: World, command: Command) -> Path:
    """The data folder after something was done and put on record."""
    options = allowed(account, command, "LOYALTY_EARNING", "enrol")
    assert command("issue", *options, "--yes", "--json").json["status"] == "confirmed"
    return Path(os.environ["PROMO_DATA_DIR"])


def test_a_lost_key_of_the_audit_is_named_because_nothing_is_sent_without_it(recorded: Path, command: Command) -> None:
    (recorded / KEY_FILE).unlink()
    found = wrong(command)
    assert list(found) == ["store"]
    assert "key" in found["store"]
    assert "no action is sent until then" in found["store"]


def test_what_dead_processes_left_and_cannot_be_ended_is_named(recorded: Path, command: Command) -> None:
    with closing(sqlite3.connect(recorded / FILE_NAME)) as store, store:
        store.execute("UPDATE intents SET state = 'prepared', sent_at = NULL, ended_at = NULL")
        store.execute("UPDATE intents SET prepared_at = '2020' || substr(prepared_at, 5)")
        store.execute("CREATE TRIGGER held BEFORE UPDATE ON intents BEGIN INSERT INTO lost VALUES (1); END")
    found = wrong(command)
    assert list(found) == ["store"]
    assert "no action is sent until then" in found["store"]


@pytest.mark.usefixtures("account")
def test_a_damaged_cache_is_said_to_have_been_made_anew_once(command: Command) -> None:
    database = Path(os.environ["PROMO_DATA_DIR"], "cache", "cache.db")
    command("doctor")
    database.write_bytes(database.read_bytes()[:5_000])
    assert "found damaged and has been made anew" in sentence(command, "cache")
    assert sentence(command, "cache") == "Answers can be kept."


@pytest.mark.usefixtures("account")
def test_a_cache_that_is_switched_off_is_well(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_CACHE_SECONDS", "0")
    assert sentence(command, "cache") == "Switched off."


FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))
from promo_data.cli import main
main(["doctor"])
"""


@pytest.mark.usefixtures("account")
def test_a_full_disk_is_named() -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", FULL], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert (done.returncode, told.startswith("WRONG  cache: The disk of")) == (6, True)
    assert "Make room" in told
