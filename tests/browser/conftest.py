"""A running dashboard, and a Chromium to look at it with."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.running import CHROMIUM_FLAGS, Dashboard, running_dashboard
from tests.browser.traffic import watch

_LONGEST_WAIT = 15_000
"""Milliseconds until a test gives up what does not come; long enough for a busy machine."""


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The dashboard with its sandbox and an empty data folder."""
    with running_dashboard(tmp_path_factory.mktemp("dashboard")) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """The browser the machine has."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor with a desk's screen."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(_LONGEST_WAIT)
    yield watch(context.new_page())
    context.close()
