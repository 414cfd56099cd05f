"""The order of the suite, in which its workers take file after file."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_MOSTLY_WAITING = frozenset({"browser", "commands", "faults", "packaging"})
"""Folders whose tests wait for other processes, for pages and for clocks."""
_WAITED_FOR_UNTIL = 0.7
"""The share of the suite after which none of them begins: a long one would be waited for alone at the end."""


def waiting_beside_working(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The same tests, file by file: those that wait spread among those that work, so that no core stands idle."""
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    waiting = [tests for tests in files if _waits(tests[0].path)]
    working = [tests for tests in files if not _waits(tests[0].path)]
    places = [*_spread(waiting, _WAITED_FOR_UNTIL), *_spread(working, 1.0)]
    return [item for _, tests in sorted(places, key=lambda placed: placed[0]) for item in tests]


def _waits(path: Path) -> bool:
    return path.relative_to(_TESTS).parts[0] in _MOSTLY_WAITING


def _spread(files: Sequence[list[pytest.Item]], until: float) -> Iterator[tuple[float, list[pytest.Item]]]:
    return ((until * place / len(files), tests) for place, tests in enumerate(files))
