"""Every way to start the dashboard serves the same, from any folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.browser.running import ROOT, free_port, wait_until_healthy

APP = str(ROOT / "app.py")


@contextmanager
def _started(folder: Path, *arguments: str) -> Iterator[str]:
    """The dashboard started with those arguments and a port; yields where it answers."""
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments, str(port)],
            cwd=folder,
            env=os.environ | {"PROMO_DATA_DIR": str(folder / "data")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(url := f"http://127.0.0.1:{port}")
            yield url
        finally:
            process.terminate()
            process.wait()


def _serves_all(url: str) -> bool:
    served = httpx.get(f"{url}/sandbox/openapi.json")
    foreign = httpx.get(url, headers={"Host": "evil.example"})
    return served.status_code == 200 and "content-security-policy" in served.headers and foreign.status_code == 400


def test_streamlit_run_serves_it(tmp_path: Path) -> None:
    with _started(tmp_path, "-m", "streamlit", "run", APP, "--server.port") as url:
        assert _serves_all(url)


def test_uvicorn_serves_it_and_logs_no_address(tmp_path: Path) -> None:
    with _started(tmp_path, "-m", "uvicorn", "--app-dir", str(ROOT), "app:app", "--port") as url:
        assert _serves_all(url)
    assert "/sandbox" not in (tmp_path / "log").read_text()


def test_a_real_account_is_not_opened_to_other_machines(tmp_path: Path) -> None:
    account = {"PROMO_BASE_URL": "https://eu.api.capillarytech.com", "PROMO_USERNAME": "a", "PROMO_PASSWORD": "b"}
    command = [sys.executable, "-m", "streamlit", "run", APP, "--server.address", "0.0.0.0"]  # noqa: S104 - refused
    ended = subprocess.run(
        command, cwd=tmp_path, env=os.environ | account, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "served on this machine only" in ended.stderr
    assert "Traceback" not in ended.stderr
