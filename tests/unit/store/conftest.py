from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from promo_data.store import open_store
from promo_data.store.database import PATIENCE_SECONDS


@pytest.fixture
def opened() -> Iterator[Callable[..., Engine]]:
    """Opens stores, and closes them when the test is over."""
    engines: list[Engine] = []

    def open_one(place: Path | str, patience: float = PATIENCE_SECONDS) -> Engine:
        engines.append(open_store(place, patience=patience))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()
