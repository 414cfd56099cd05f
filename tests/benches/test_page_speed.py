"""How quick the customer page is: a click against the same click in an empty Streamlit app, and what a rerun costs.

The two apps take turns in one browser, warm; ratios decide. The server's own times are for information.
"""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import pytest
from playwright.sync_api import Browser, Page, Position, sync_playwright
from streamlit.testing.v1 import AppTest

from promo_data.sandbox import build_world, standalone
from tests.benches.clicks import Visit
from tests.benches.table import Table
from tests.benches.websocket_driver import milliseconds
from tests.browser.running import (
    CHROMIUM_FLAGS,
    Dashboard,
    account_of,
    free_port,
    running_dashboard,
    wait_until_healthy,
)
from tests.browser.traffic import watch
from tests.browser.visit import close_drawer, demo_titled, look_up, open_start, settled
from tests.serving import served

ROOT = Path(__file__).parents[2]
EMPTY_APP = Path(__file__).parent / "empty_app.py"
CUSTOMERS = {40: "Near a cap", 1_000: "One hundred and sixty-nine promotions"}
WARM_UP, CLICKS, RERUNS = 3, 15, 20
COUNT = re.compile(r"[1-9]")
FIRST_ROW: Position = {"x": 15, "y": 46}

pytestmark = pytest.mark.bench


@dataclass(frozen=True, slots=True)
class Account:
    """A dashboard at a vendor, and the settings that reach the same vendor."""

    dashboard: Dashboard
    settings: dict[str, str]


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    world = build_world(coupons=1_000)
    with served(standalone(world)) as url:
        settings = account_of(world, url)
        with running_dashboard(tmp_path_factory.mktemp("dashboard"), settings) as dashboard:
            yield Account(dashboard, settings)


@contextmanager
def running_empty_app(folder: Path) -> Iterator[str]:
    """The address of the empty app, with Streamlit's own settings."""
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "streamlit", "run", str(EMPTY_APP), "--server.port", url.rpartition(":")[2]]
    quiet = ["--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*command, *quiet], cwd=folder, stdout=log, stderr=log)
        try:
            wait_until_healthy(url)
            yield url
        finally:
            process.terminate()
            process.wait()


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_empty_app(tmp_path_factory.mktemp("empty")) as url:
        yield url


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


def visited(browser: Browser) -> Visit:
    return Visit(watch(browser.new_context(viewport={"width": 1440, "height": 900}).new_page()))


def customer_page(browser: Browser, account: Account, promotions: int) -> Visit:
    """The page of a customer with that many promotions."""
    visit = visited(browser)
    look_up(open_start(visit.page, account.dashboard.url), demo_titled(CUSTOMERS[promotions]).identifier_value)
    visit.page.locator(".st-key-promotion-table canvas").first.wait_for()
    return visit


def press_pill(page: Page) -> None:
    page.locator(".st-key-facets").get_by_role("button").filter(has_text=COUNT).first.click()


def press_button(page: Page) -> None:
    """The button at the end of the first row."""
    table = page.locator(".st-key-promotion-table").get_by_test_id("stDataFrame")
    size = table.bounding_box()
    table.click(position={"x": size["width"] - 112 if size else 0, "y": FIRST_ROW["y"]})


def press_row(page: Page) -> None:
    """The first row, whose selection Streamlit sends on only when 150 ms went by without another."""
    page.locator(".st-key-promotion-table").get_by_test_id("stDataFrame").click(position=FIRST_ROW)


DRAWERS = {"open drawer": press_button, "open drawer by its row (for information)": press_row}


@pytest.mark.parametrize("promotions", CUSTOMERS)
def test_a_click_shows_new_content(
    browser: Browser, account: Account, empty_app: str, table: Table, promotions: int
) -> None:
    empty, ours = visited(browser), customer_page(browser, account, promotions)
    settled(open_start(empty.page, empty_app))
    for _ in range(WARM_UP + CLICKS):
        empty.page.bring_to_front()
        empty.click(
            "empty", "[data-testid=stMetricValue]", lambda page: page.get_by_role("button", name="Click").click()
        )
        ours.page.bring_to_front()
        ours.click("filter", ".st-key-narrowing [data-testid=stCaptionContainer]", press_pill)
        for what, press in DRAWERS.items():
            ours.click(what, "[role=dialog] h2", press)
            close_drawer(ours.page)
    for what in ("filter", *DRAWERS):
        pairs = list(zip(ours.clicked[what][WARM_UP:], empty.clicked["empty"][WARM_UP:], strict=True))
        table.add(
            what=f"{what}, {promotions:,} promotions: click to new content / the same in an empty app",
            measured=median(mine for mine, _ in pairs) / median(least for _, least in pairs),
            goal="<= 2.2" if press_row is not DRAWERS.get(what) else "<= 6",
            note=f"{median(mine for mine, _ in pairs):.0f} of {median(least for _, least in pairs):.0f} ms",
        )
        table.add(
            what=f"{what}, {promotions:,} promotions: over the websocket",
            measured=max(ours.bytes_of[what][WARM_UP:]) / 1e3,
            goal="<= 150 kB",
            note=f"{median(ours.bytes_of[what][WARM_UP:]) / 1e3:.0f} kB usually",
        )


@pytest.mark.parametrize(("promotions", "goal"), [(40, "<= 30 ms"), (1_000, "<= 120 ms")])
def test_a_rerun(account: Account, table: Table, monkeypatch: pytest.MonkeyPatch, promotions: int, goal: str) -> None:
    for name, value in account.settings.items():
        monkeypatch.setenv(name, value)
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    app.text_input(key="search-text").set_value(demo_titled(CUSTOMERS[promotions]).identifier_value)
    app.form_submit_button[0].click().run()
    assert not app.exception
    times = [_taken(app) for _ in range(WARM_UP + RERUNS)][WARM_UP:]
    table.add(
        what=f"rerun of the customer page, {promotions:,} promotions"
        + ("" if promotions == 40 else " (for information)"),
        measured=median(times),
        goal=goal,
        note=f"{min(times):.0f} to {max(times):.0f} ms",
    )


def _taken(app: AppTest) -> float:
    started = time.perf_counter()
    app.run()
    return (time.perf_counter() - started) * 1e3


@pytest.mark.parametrize("sessions", [1, 20])
def test_the_server_s_time(browser: Browser, account: Account, table: Table, sessions: int) -> None:
    visit = customer_page(browser, account, 40)
    query = visit.page.url.partition("?")[2]
    visit.page.context.close()
    drive = partial(milliseconds, account.dashboard.url, "customer", query, sessions=sessions, reruns=RERUNS)
    with ThreadPoolExecutor(1) as apart:  # the browser's driver has a loop in this thread
        times = apart.submit(lambda: asyncio.run(drive())).result()
    last = quantiles(times, n=20)[-1]
    table.add(
        what=f"server's time of a rerun, {sessions} sessions at once (for information)",
        measured=median(times),
        goal="> 0 ms",
        note=f"p95 {last:.0f} ms, {len(times)} reruns, people thinking 0.3 to 3 s between two",
    )
