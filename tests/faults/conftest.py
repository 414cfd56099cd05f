"""A scene for each test, with nothing wrong in it yet; and one table of what came of every write."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.scene import Scene, scene
from tests.faults.write_scene import ActingScene, acting_scene
from tests.faults.write_table import PROPERTY, Judge, aligned


@pytest.fixture
def calm(tmp_path: Path) -> Iterator[Scene]:
    """The sandbox and a client's folder, before any fault."""
    with scene(tmp_path) as begun:
        yield begun


@pytest.fixture
def acting(tmp_path: Path) -> Iterator[ActingScene]:
    """The same for writes: its clock can be moved, and every request is noted."""
    with acting_scene(tmp_path) as begun:
        yield begun


@pytest.fixture
def judge(record_property: Callable[[str, object], None]) -> Judge:
    """Holds what came of a fault against the six checks, and notes it for the table."""
    return Judge(record_property)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    lines = [tuple(line) for report in reports for name, line in report.user_properties if name == PROPERTY]
    if lines:
        terminalreporter.section("writes under faults")
        for line in aligned(lines):
            terminalreporter.write_line(line)
