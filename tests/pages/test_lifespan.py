"""What goes on for as long as the dashboard runs."""

from pathlib import Path

import anyio
import anyio.to_thread
import pytest
from streamlit.starlette import App

from pages.components.connection import promotions
from pages.serving.lifespan import lifespan
from promo_data.actions import Route, Wish
from promo_data.errors import StoreError
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData
from promo_data.vocabulary import IdentifierKind

WISH = Wish(CustomerIdentifier(IdentifierKind.CUSTOMER_ID, "1"), None, 1, 1, Route.V2_ISSUE)


@pytest.fixture
def app() -> App:
    return App(Path(__file__).parents[2] / "app.py")


def test_once_it_ends_nothing_more_is_sent(app: App) -> None:
    async def opened_while_it_lasts() -> PromoData:
        async with lifespan(app):
            data = await anyio.to_thread.run_sync(promotions)
            await anyio.to_thread.run_sync(data.check_store)
        return data

    data = anyio.run(opened_while_it_lasts)
    with pytest.raises(StoreError, match="stopping, so nothing was sent"):
        data.submit(WISH, token="form")


def test_wrong_settings_do_not_keep_it_from_running(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_TIMEZONE", "Nowhere")

    async def live() -> str:
        async with lifespan(app):
            await anyio.sleep(0.1)
        return "ended"

    assert anyio.run(live) == "ended"
