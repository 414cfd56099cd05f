from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import begun_store
from tests.unit.cohort.saved.shelves import Shelves


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    """A place for saved cohorts in this test's folder, or on the server that the tests run on."""
    begun_store(tmp_path)
    shelves = Shelves(tmp_path)
    yield shelves
    shelves.close()
