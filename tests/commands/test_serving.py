"""``promo-insight run`` and ``promo-insight sandbox``: what keeps them from starting is said, with exit 2."""

import socket
from collections.abc import Iterator

import pytest

from tests.commands.conftest import Command


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("name", ["run", "sandbox"])
def test_a_port_that_is_taken_is_wrong_usage(command: Command, taken_port: int, name: str) -> None:
    ended = command(name, "--port", taken_port)
    assert (ended.code, ended.out) == (2, "")
    assert str(taken_port) in ended.err


def test_wrong_settings_keep_the_dashboard_from_starting(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_SOURCE", "FOO")
    ended = command("run")
    assert (ended.code, ended.out) == (2, "")
    assert "PROMO_SOURCE" in ended.err


@pytest.mark.usefixtures("account")
def test_a_real_account_is_served_on_this_machine_only(command: Command) -> None:
    ended = command("run", "--host", "0.0.0.0")  # noqa: S104 - what must be refused
    assert (ended.code, ended.out) == (2, "")


def test_a_fault_plan_that_is_not_there_is_wrong_usage(command: Command) -> None:
    assert command("sandbox", "--faults", "nowhere.json").code == 2
