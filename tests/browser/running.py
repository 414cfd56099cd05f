"""The dashboard as a person starts it: in a process of its own, with its sandbox, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from promo_data.sandbox import World

ROOT = Path(__file__).parents[2]

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Chromium as root and without a screen, asking nobody about updates."""

_LONGEST_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A running dashboard: where it answers, and where it keeps its records."""

    url: str
    data_dir: Path


def account_of(world: World, url: str) -> dict[str, str]:
    """The settings that reach a sandbox at ``url`` as a real account would be reached: as the world's parent org."""
    own, *children = world.orgs
    return {
        "PROMO_BASE_URL": url,
        "PROMO_USERNAME": own.till,
        "PROMO_PASSWORD": own.password,
        "PROMO_ORG": f"{own.id}:{own.name}",
        "PROMO_CHILD_ORGS": ",".join(f"{child.id}:{child.name}" for child in children),
    }


@contextmanager
def running_dashboard(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[Dashboard]:
    """A dashboard whose records are in ``folder``, which also gets its log; it is stopped at the end.

    Without ``settings`` it has its own sandbox.
    """
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", url.rpartition(":")[2]]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PROMO_", "STREAMLIT_"))}
    environment |= {"PROMO_DATA_DIR": str(folder / "data"), **(settings or {})}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_until_healthy(url)
            yield Dashboard(url, folder / "data")
        finally:
            process.terminate()
            process.wait()


def wait_until_healthy(url: str) -> None:
    """Returns once the dashboard there answers; raises ``TimeoutError``."""
    deadline = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/_stcore/health").text == "ok":
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise TimeoutError(f"The dashboard did not start within {_LONGEST_START_SECONDS} seconds.")


def free_port() -> int:
    """A port of this machine that nothing listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
