"""What a page keeps from people with disabilities: axe-core in every state of the pages, in both looks, desk and phone.

axe-core sees what is markup. The words inside a table are drawn: the table names its rows and cells for screen readers
besides, and the contrast of the states' colours, which the look prescribes, is not looked at here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.running import Dashboard
from tests.browser.visit import (
    ask_second_opinion,
    choose_filter,
    look_up_demo,
    open_first,
    open_menu,
    open_start,
    press,
    settled,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CUSTOMER = "Near a cap"
SCREENS: tuple[ViewportSize, ...] = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 23, 29)"}
GRAVE = ("serious", "critical")
_AT_ONCE = "*, *::before, *::after { transition: none !important; animation: none !important; }"


@dataclass(frozen=True, slots=True)
class Violation:
    """One element that breaks one rule, and where it was seen."""

    rule: str
    element: str
    message: str
    seen: str


def violations(page: Page) -> Iterator[Violation]:
    """The grave ones, in both looks and on both screens; the page keeps its state."""
    page.add_style_tag(content=_AT_ONCE)
    for look, screen in product(LOOKS, SCREENS):
        page.emulate_media(color_scheme=look)
        page.set_viewport_size(screen)
        expect(page.locator(".stApp")).to_have_css("background-color", GROUNDS[look])
        found: list[dict[str, Any]] = Axe().run(settled(page)).response["violations"]
        for one in found:
            if one["impact"] in GRAVE:
                for node in one["nodes"]:
                    said = [part["message"] for part in (*node["any"], *node["all"], *node["none"])]
                    yield Violation(one["id"], node["html"][:200], "; ".join(said), f"{look}, {screen['width']} px")


def _customer(page: Page) -> Page:
    return look_up_demo(page, CUSTOMER)


def _drawer(page: Page) -> None:
    open_first(choose_filter(_customer(page), "near the limit"))
    page.get_by_role("dialog").locator(".js-plotly-plot").first.wait_for()


def _confirmation(page: Page) -> None:
    open_first(choose_filter(_customer(page), "can be enrolled"))
    press(page, "Enrol…")
    page.get_by_role("button", name="Enrol now").wait_for()


def _outcome(page: Page) -> None:
    _confirmation(page)
    press(page, "Enrol now")
    page.get_by_role("dialog").get_by_text("On record as").wait_for()


def _activity(page: Page) -> None:
    _outcome(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Activity").click()
    page.get_by_role("heading", name="Activity").wait_for()


def _case(page: Page) -> None:
    open_menu(_customer(page), "ticket")
    page.get_by_role("button", name="Case link").click()
    page.goto(page.get_by_test_id("stCode").first.inner_text().strip())
    page.get_by_text("Opened at").first.wait_for()


STATES: Mapping[str, Callable[[Page], object]] = {
    "start": lambda page: page,
    "customer": _customer,
    "customer with a second opinion": lambda page: ask_second_opinion(_customer(page)),
    "drawer": _drawer,
    "confirmation": _confirmation,
    "outcome": _outcome,
    "filters": lambda page: open_menu(_customer(page), "filters"),
    "export": lambda page: open_menu(_customer(page), "promotions-export"),
    "ticket": lambda page: open_menu(_customer(page), "ticket"),
    "activity": _activity,
    "case": _case,
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_kept_from_anyone(dashboard: Dashboard, page: Page, state: str) -> None:
    STATES[state](open_start(page, dashboard.url))
    assert list(violations(settled(page))) == []
