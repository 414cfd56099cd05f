"""Takes pictures of the dashboard: ``python -m scripts.screenshots [FOLDER]``.

``docs/screenshot.png`` always; with FOLDER, every state there too, light and dark, on a desk and on a phone.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from promo_data.sandbox import Switches, build_world, standalone
from tests.browser.running import CHROMIUM_FLAGS, Dashboard, account_of, running_dashboard
from tests.browser.traffic import watch
from tests.browser.visit import (
    ask_second_opinion,
    choose_filter,
    demo_titled,
    look_up,
    look_up_demo,
    open_first,
    open_named,
    open_start,
    press,
    settled,
)
from tests.serving import served

ROOT = Path(__file__).parents[1]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
RICH, NEAR_A_CAP = "Active with both brands", "Near a cap"
REWARDED = "Room everywhere"
UNKNOWN_TO_ONE_BRAND, NOT_FOUND = "Unknown to one brand", "Not found"
_ANIMATIONS_MILLISECONDS = 1_200
Look = Literal["light", "dark"]
States = Mapping[str, Callable[[Page], object]]


def _drawer(page: Page) -> None:
    open_first(choose_filter(look_up_demo(page, NEAR_A_CAP), "near the limit"))
    page.get_by_role("dialog").locator(".js-plotly-plot").first.wait_for()


def _contradicted(page: Page) -> Page:
    """The customer's promotions, where the vendor's own filters say otherwise."""
    return ask_second_opinion(look_up(page, demo_titled(RICH).identifier_value))


def _contradiction(page: Page) -> None:
    open_first(choose_filter(_contradicted(page), "contradicted by the vendor's filter"))
    page.get_by_role("dialog").locator(".js-plotly-plot").first.wait_for()


def _benefits(page: Page) -> None:
    open_named(look_up(page, demo_titled(REWARDED).identifier_value), "Travel miles")
    press(page, "Ask for the benefits")
    page.get_by_text("Asked at").wait_for()
    page.get_by_text("Benefits since").scroll_into_view_if_needed()
    settled(page)


STATES: States = {
    "start": lambda page: page,
    "customer": lambda page: look_up_demo(page, RICH),
    "drawer": _drawer,
    "partial": lambda page: look_up_demo(page, UNKNOWN_TO_ONE_BRAND),
    "not-found": lambda page: look_up_demo(page, NOT_FOUND),
}
STATES_OF_AN_ACCOUNT: States = {
    "contradicted": _contradicted,
    "contradiction": _contradiction,
    "benefits": _benefits,
}
"""At a vendor whose AVAILABLE_TO_EARN lists what the customer may enrol in, as one of its pages words it."""


def main(arguments: list[str]) -> None:
    """All pictures that were asked for; prints where they are."""
    with tempfile.TemporaryDirectory() as records, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=CHROMIUM_FLAGS)
        with running_dashboard(Path(records) / "sandbox") as dashboard:
            _take(browser, dashboard.url, STATES["customer"], "light", DESK, ROOT / "docs" / "screenshot.png")
            for folder in arguments:
                _take_all(browser, dashboard.url, STATES, Path(folder))
        if arguments:
            with _account(Path(records) / "account") as dashboard:
                for folder in arguments:
                    _take_all(browser, dashboard.url, STATES_OF_AN_ACCOUNT, Path(folder))
        browser.close()


@contextmanager
def _account(folder: Path) -> Iterator[Dashboard]:
    world = build_world(switches=Switches(available_to_earn="enrol"))
    with served(standalone(world)) as url, running_dashboard(folder, account_of(world, url)) as dashboard:
        yield dashboard


def _take_all(browser: Browser, url: str, states: States, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    looks: tuple[Look, ...] = ("light", "dark")
    for state, look, (name, screen) in product(states, looks, (("desk", DESK), ("phone", PHONE))):
        _take(browser, url, states[state], look, screen, folder / f"{state}-{look}-{name}.png")


def _take(
    browser: Browser, url: str, visit: Callable[[Page], object], look: Look, screen: ViewportSize, path: Path
) -> None:
    context = browser.new_context(viewport=screen, color_scheme=look)
    page = open_start(watch(context.new_page()), url)
    visit(page)
    page.mouse.move(0, 0)
    page.wait_for_timeout(_ANIMATIONS_MILLISECONDS)
    page.screenshot(path=path)
    context.close()
    print(path)


def _chromium() -> str:
    finder = ["/bin/sh", str(ROOT / "scripts" / "find_chromium.sh")]
    return subprocess.run(finder, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


if __name__ == "__main__":
    main(sys.argv[1:])
