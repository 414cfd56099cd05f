"""``promo-insight doctor``: exit 0 only when all is well, and what is wrong is said."""

import pytest

from promo_data.sandbox import World
from tests.commands.conftest import Command


def wrong(command: Command) -> dict[str, str]:
    ended = command("doctor", "--json")
    assert ended.code == 6
    return {check["name"]: check["sentence"] for check in ended.json["checks"] if not check["is_well"]}


def test_a_working_set_up_is_well(account: World, command: Command) -> None:
    ended = command("doctor", "--json")
    assert (ended.code, ended.json["well"]) == (0, True)
    names = [check["name"] for check in ended.json["checks"]]
    assert names[:4] == ["settings", "host", "credentials", "clock"]
    assert names[-2:] == ["store", "cache"]
    assert len(names) == 6 + len(account.orgs)


@pytest.mark.usefixtures("account")
def test_a_wrong_password_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_PASSWORD", "not-this-one")
    assert "password" in wrong(command)["credentials"]


@pytest.mark.usefixtures("account")
def test_an_org_that_is_not_connected_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_CHILD_ORGS", "99999:Stranger")
    assert list(wrong(command)) == ["org Stranger"]


def test_a_host_that_does_not_answer_is_named(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"BASE_URL": "http://127.0.0.1:9", "USERNAME": "till", "PASSWORD": "word"}.items():
        monkeypatch.setenv(f"PROMO_{name}", value)
    assert "PROMO_BASE_URL" in wrong(command)["host"]


def test_a_host_that_may_not_be_used_is_refused_before_anything_is_sent(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"BASE_URL": "https://example.org", "USERNAME": "till", "PASSWORD": "word"}.items():
        monkeypatch.setenv(f"PROMO_{name}", value)
    assert command("doctor").code == 2


@pytest.mark.usefixtures("account")
def test_a_folder_that_cannot_be_written_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    not_a_folder = tmp_path_factory.mktemp("data") / "file"
    not_a_folder.write_text("in the way")
    monkeypatch.setenv("PROMO_DATA_DIR", str(not_a_folder))
    assert set(wrong(command)) == {"store", "cache"}


@pytest.mark.usefixtures("account")
def test_people_get_a_line_for_each_check(command: Command) -> None:
    assert all(line.startswith("well") for line in command("doctor").out.splitlines())
