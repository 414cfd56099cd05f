import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from promo_data.cli import main
from tests.unit.sandbox.calls import LIST

_STATUS_201 = '{"faults": [{"name": "created", "does": {"kind": "status", "status": 201}}]}'


@contextmanager
def _sandbox(*options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """``promo-insight sandbox`` with these options, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("promo-insight")), "sandbox", "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _status(address: str, headers: dict[str, str] | None = None) -> int:
    """The status of a list without credentials, from a server that may still be starting."""
    deadline = time.monotonic() + 20
    while True:
        try:
            return httpx.get(f"{address}{LIST}", headers=headers).status_code
        except httpx.ConnectError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_the_command_strikes_as_its_plan_or_a_header_says(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(_STATUS_201, "utf-8")
    with _sandbox("--faults", str(plan)) as (_, address):
        assert _status(address) == 201
        assert _status(address, {"X-Sandbox-Fault": "F18_not_authorised"}) == 403


def test_the_command_without_a_plan_heeds_no_header() -> None:
    with _sandbox() as (_, address):
        assert _status(address, {"X-Sandbox-Fault": "F18_not_authorised"}) == 401


def test_an_interrupt_ends_the_command_in_good_order_though_a_request_hangs(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"faults": ["F30_swallowed"]}', "utf-8")
    with _sandbox("--faults", str(plan)) as (process, address):
        _status(address)
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port)) as hanging:
            hanging.sendall(b"POST /v2/promotion/issue HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 0\r\n\r\n")
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (None, "cannot be read: No such file or directory."),
        ("{", "The fault plan is not JSON"),
        ('{"faults": ["F99"]}', "Fault 1: no fault of the catalogue has that name."),
        ('{"faults": [{"name": "x", "strikes": {"endpoint": "/no"}, "does": {"kind": "drip"}}]}', "that there are not"),
    ],
)
def test_a_plan_that_cannot_be_used_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, part: str
) -> None:
    plan = tmp_path / "plan.json"
    if text is not None:
        plan.write_text(text, "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["sandbox", "--faults", str(plan)])
    assert ended.value.code == 2
    assert part in capsys.readouterr().err
