"""Every test starts from nothing: no ambient setting, an empty folder, a home and a data folder of its own."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.order import waiting_beside_working
from tests.personal_data import overheard

ROOT = Path(__file__).parents[1]

settings.register_profile("default", max_examples=25, derandomize=True, database=None, deadline=None)
settings.register_profile("nightly", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.getenv("HYPOTHESIS_PROFILE", "default"))


def pytest_xdist_auto_num_workers() -> int:
    """Three workers on two cores: every third second of the suite is waited for, not worked."""
    return (os.cpu_count() or 1) * 3 // 2


_TRACED_ELSEWHERE = frozenset({"contract", "faults", "oracle", "property"})
"""Folders whose tests go, many times over, the ways that others go once: the tracer would double their time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace what is left: the coverage is a lower bound, and counts no line as run that is not."""
    for item in items:
        if _TRACED_ELSEWHERE & set(item.path.parts):
            item.add_marker(pytest.mark.no_cover)
    items[:] = waiting_beside_working(items)


@pytest.fixture(autouse=True)
def _empty_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in [name for name in os.environ if name.startswith(("PROMO_", "STREAMLIT_"))]:
        monkeypatch.delenv(name)
    surroundings = tmp_path_factory.mktemp("surroundings")
    for name in ("folder", "home"):
        (surroundings / name).mkdir()
    monkeypatch.chdir(surroundings / "folder")
    monkeypatch.setenv("HOME", str(surroundings / "home"))
    monkeypatch.setenv("PROMO_DATA_DIR", str(surroundings / "data"))


@pytest.fixture(autouse=True)
def _nothing_personal_is_logged() -> Iterator[None]:
    """The whole suite runs at DEBUG: the test that makes a library or our own code log a person or a secret fails."""
    with overheard() as gave_away:
        yield
    assert not gave_away


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the Chromium or Chrome that the browser tests drive; ``scripts/find_chromium.sh`` says which."""
    found = subprocess.run(
        ["/bin/sh", ROOT / "scripts" / "find_chromium.sh"], check=True, stdout=subprocess.PIPE, text=True
    )
    return found.stdout.strip()
