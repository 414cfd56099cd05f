from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.unit.client.vendor import Told, Vendor

NewVendor = Callable[..., Vendor]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def new_vendor(tmp_path: Path) -> Iterator[NewVendor]:
    """Makes a vendor from its table."""
    made: list[Vendor] = []

    def make(table: Mapping[str, Told], **given: str) -> Vendor:
        made.append(Vendor(table, tmp_path, **given))  # type: ignore[arg-type]  # only the scope header is given so
        return made[-1]

    yield make
    for vendor in made:
        vendor.cache.close()
