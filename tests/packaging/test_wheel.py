"""The wheel by itself: built, installed into an empty folder, started from another one."""

import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from promo_data import __version__

ROOT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 20

pytestmark = [pytest.mark.packaging, pytest.mark.timeout(300)]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    _run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


@pytest.fixture
def dashboard(installed: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = _free_port()
    command = [str(installed / "bin" / "promo-insight"), "run", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=_environment(installed), stdout=log, stderr=subprocess.STDOUT)
        yield process, f"http://127.0.0.1:{port}"
        process.kill()
        process.wait()


def test_the_wheel_installs_nothing_but_the_package(wheel: Path) -> None:
    assert {name.split("/")[0] for name in _names(wheel)} == {"promo_data", f"promo_insight-{__version__}.dist-info"}


def test_the_wheel_carries_the_whole_dashboard(wheel: Path) -> None:
    pages = [path for path in (ROOT / "pages").rglob("*.*") if path.suffix != ".pyc"]
    dashboard = [*pages, ROOT / "app.py", ROOT / ".streamlit" / "config.toml"]
    assert {f"promo_data/_app/{path.relative_to(ROOT).as_posix()}" for path in dashboard} <= _names(wheel)


def test_the_wheel_carries_no_secrets(wheel: Path) -> None:
    assert not [name for name in _names(wheel) if "secrets" in name]


def test_the_installed_command_says_its_version(installed: Path) -> None:
    command = [str(installed / "bin" / "promo-insight"), "--version"]
    answer = subprocess.run(command, env=_environment(installed), stdout=subprocess.PIPE, text=True, check=True)
    assert __version__ in answer.stdout


def test_the_installed_dashboard_runs_from_an_empty_folder_until_it_is_told_to_stop(
    dashboard: tuple[subprocess.Popen[bytes], str],
) -> None:
    process, address = dashboard
    _wait_until_healthy(process, address)
    process.send_signal(signal.SIGTERM)
    process.wait(STOP_SECONDS)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _environment(installed: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(installed)}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the dashboard ended with {process.returncode}"
        if _health(address) == "ok":
            return
        time.sleep(0.2)
    pytest.fail(f"the dashboard was not healthy after {START_SECONDS} s")


def _health(address: str) -> str | None:
    """What the health route says; unknown routes of Streamlit answer 200 as well, so the words count."""
    try:
        return httpx.get(f"{address}/_stcore/health").text
    except httpx.TransportError:
        return None
