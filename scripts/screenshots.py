"""Takes pictures of the dashboard: ``python -m scripts.screenshots [FOLDER]``.

``docs/screenshot.png`` always; with FOLDER, every state there too, light and dark, on a desk and on a phone.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.running import CHROMIUM_FLAGS, running_dashboard
from tests.browser.visit import choose_filter, look_up_demo, open_first, open_start

ROOT = Path(__file__).parents[1]
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
RICH, NEAR_A_CAP = "Active with both brands", "Near a cap"
UNKNOWN_TO_ONE_BRAND, NOT_FOUND = "Unknown to one brand", "Not found"
_ANIMATIONS_MILLISECONDS = 1_200
Look = Literal["light", "dark"]


def _drawer(page: Page) -> None:
    open_first(choose_filter(look_up_demo(page, NEAR_A_CAP), "near the limit"))
    page.get_by_role("dialog").locator(".js-plotly-plot").first.wait_for()


STATES: dict[str, Callable[[Page], object]] = {
    "start": lambda page: page,
    "customer": lambda page: look_up_demo(page, RICH),
    "drawer": _drawer,
    "partial": lambda page: look_up_demo(page, UNKNOWN_TO_ONE_BRAND),
    "not-found": lambda page: look_up_demo(page, NOT_FOUND),
}


def main(arguments: list[str]) -> None:
    """All pictures that were asked for; prints where they are."""
    with tempfile.TemporaryDirectory() as records, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=CHROMIUM_FLAGS)
        with running_dashboard(Path(records)) as dashboard:
            _take(browser, dashboard.url, "customer", "light", DESK, ROOT / "docs" / "screenshot.png")
            for folder in arguments:
                _take_all(browser, dashboard.url, Path(folder))
        browser.close()


def _take_all(browser: Browser, url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    looks: tuple[Look, ...] = ("light", "dark")
    for state, look, (name, screen) in product(STATES, looks, (("desk", DESK), ("phone", PHONE))):
        _take(browser, url, state, look, screen, folder / f"{state}-{look}-{name}.png")


def _take(browser: Browser, url: str, state: str, look: Look, screen: ViewportSize, path: Path) -> None:
    context = browser.new_context(viewport=screen, color_scheme=look)
    page = open_start(context.new_page(), url)
    STATES[state](page)
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
