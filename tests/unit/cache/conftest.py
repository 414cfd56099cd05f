from collections.abc import Iterator
from pathlib import Path

import pytest

from promo_data.cache import AnswerCache
from tests.unit.cache.keeping import Clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "cache"


@pytest.fixture
def clock() -> Clock:
    """The time of day, as the cache sees it."""
    return Clock()


@pytest.fixture
def seconds() -> Clock:
    """The seconds since the start, by which the cache rests, warns and sweeps."""
    return Clock()


@pytest.fixture
def cache(folder: Path, clock: Clock, seconds: Clock) -> Iterator[AnswerCache]:
    opened = AnswerCache(folder, 300, now=clock, clock=seconds)
    yield opened
    opened.close()
