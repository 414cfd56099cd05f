"""The data layer over a sandbox that is served on loopback: every byte travels."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from promo_data.backend import resolved
from promo_data.opening import PromoData, open_promo_data
from promo_data.sandbox import Switches, World, build_world, sandbox_app
from promo_data.settings import Settings, read_settings
from tests.serving import served

NOON = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)


def settings_for(url: str, folder: Path) -> Settings:
    """The sandbox's own settings, said out loud, as a real account would be configured."""
    demo = resolved(read_settings({"PROMO_DATA_DIR": str(folder)}), url)
    return demo.model_copy(update={"cache_seconds": 0})


@pytest.fixture(params=["short", "max"])
def world(request: pytest.FixtureRequest) -> World:
    """A world that stands still, in each of the vendor's two vocabularies."""
    return build_world(seed=7, customers=60, clock=lambda: NOON, switches=Switches(kpi_vocabulary=request.param))


@pytest.fixture
def data(world: World, tmp_path: Path) -> Iterator[PromoData]:
    """The data layer as pages and commands have it."""
    with served(sandbox_app(world)) as url, open_promo_data(settings_for(url, tmp_path), clock=lambda: NOON) as opened:
        yield opened
