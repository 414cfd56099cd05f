from collections.abc import Iterator
from pathlib import Path

import pytest

from promo_data.actions import Journal, Means
from tests.unit.actions.vendor import Vendor, means_for, new_vendor, open_journal


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def vendor(tmp_path: Path) -> Vendor:
    return new_vendor(tmp_path)


@pytest.fixture
def journal(tmp_path: Path, vendor: Vendor) -> Iterator[Journal]:
    opened = open_journal(tmp_path / "data", vendor.clock)
    yield opened
    opened.close()


@pytest.fixture
def means(vendor: Vendor, journal: Journal) -> Means:
    return means_for(vendor, journal)
