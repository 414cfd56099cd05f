"""What a visitor does, in the words of the pages."""

import time

from playwright.sync_api import Download, Page

from pages.components.wording.states import PAGE_FAILED
from pages.serving.sandbox import demo_world
from promo_data.sandbox import DemoCustomer
from tests.browser.traffic import is_awaiting

_HEADER_PIXELS, _ROW_PIXELS = 31, 31
_LIST = ".st-key-promotion-table canvas, [class*='st-key-card-'] button"
"""The customer's promotions, as a table or as cards."""
_GRACE_MILLISECONDS, _PAUSE_MILLISECONDS = 80, 20
_LONGEST_RUN_SECONDS = 30
_ROWS_NAMED = "() => new Promise((named) => setTimeout(named, 300))"
"""The table names its rows for screen readers 200 ms after it drew them, by the page's own clock."""


def settled(page: Page) -> Page:
    """The page once nothing runs any more. ``AssertionError`` where it failed: nothing more would come of waiting."""
    page.wait_for_selector("[data-testid='stApp'][data-test-connection-state='CONNECTED']")
    page.wait_for_timeout(_GRACE_MILLISECONDS)  # a connected page, or one that was clicked, has yet to ask
    _wait_for_runs(page)
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", state="attached")
    assert page.get_by_text(PAGE_FAILED.title).count() == 0
    return page


def _wait_for_runs(page: Page) -> None:
    deadline = time.monotonic() + _LONGEST_RUN_SECONDS
    while is_awaiting(page):
        assert time.monotonic() < deadline
        page.wait_for_timeout(_PAUSE_MILLISECONDS)


def open_start(page: Page, url: str) -> Page:
    """The start page."""
    page.goto(url)
    return settled(page)


def demo_titled(title: str) -> DemoCustomer:
    """The demo customer with that title."""
    return next(demo for demo in demo_world().demo_customers if demo.title == title)


def look_up_demo(page: Page, title: str) -> Page:
    """A click on that demo customer's card."""
    place = demo_world().demo_customers.index(demo_titled(title))
    page.locator(f".st-key-demo-{place} button").click()
    page.get_by_role("heading", name="Customer").wait_for()
    return settled(page)


def look_up(page: Page, text: str) -> Page:
    """The customer with that identifier, typed into the search field."""
    page.get_by_label("Customer", exact=True).fill(text)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Customer").wait_for()
    return settled(page)


def ask_second_opinion(page: Page) -> Page:
    """The switch above the table."""
    page.locator(".st-key-second-opinion label").first.click()
    page.get_by_text("filter lists known").wait_for()
    return settled(page)


def open_named(page: Page, name: str) -> Page:
    """That promotion, from its row or, on a narrow screen, from its card.

    The table draws its rows, and names them for screen readers alone.
    """
    page.locator(_LIST).filter(visible=True).first.wait_for()
    card = page.locator(".st-key-promotion-list-narrow [data-testid=stVerticalBlock]").filter(has_text=name).last
    if card.is_visible():
        card.get_by_role("button").click()
        page.get_by_role("dialog").wait_for()
        return settled(page)
    page.evaluate(_ROWS_NAMED)
    row = page.locator(".st-key-promotion-table [role=row]", has=page.locator(f"[role=gridcell]:text-is('{name}')"))
    row.first.wait_for(state="attached")
    return open_row(page, int(row.first.get_attribute("aria-rowindex") or 0) - 2)


def open_row(page: Page, place: int) -> Page:
    """A click on a row of the table."""
    table = page.locator(".st-key-promotion-table").get_by_test_id("stDataFrame")
    table.locator("canvas").first.wait_for()
    table.click(position={"x": 15, "y": _HEADER_PIXELS + _ROW_PIXELS * place + _ROW_PIXELS // 2})
    page.get_by_role("dialog").wait_for()
    return settled(page)


def press_in_row(page: Page, place: int) -> Page:
    """The button at the end of a row of the table, which stands in its last column."""
    table = page.locator(".st-key-promotion-table").get_by_test_id("stDataFrame")
    table.locator("canvas").first.wait_for()
    size = table.bounding_box()
    right = size["width"] if size else 0
    table.click(position={"x": right - 112, "y": _HEADER_PIXELS + _ROW_PIXELS * place + _ROW_PIXELS // 2})
    page.get_by_role("dialog").wait_for()
    return settled(page)


def close_drawer(page: Page) -> Page:
    """The Escape key."""
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    return settled(page)


def open_first(page: Page) -> Page:
    """The first promotion, from the table or, on a narrow screen, from its card."""
    card = page.locator("[class*='st-key-card-'] button").first
    page.locator(_LIST).filter(visible=True).first.wait_for()
    if not card.is_visible():
        return open_row(page, 0)
    card.click()
    page.get_by_role("dialog").wait_for()
    return settled(page)


def choose_filter(page: Page, name: str) -> Page:
    """A filter above the list, by its name without its count."""
    page.locator(".st-key-facets").get_by_role("button", name=name).click()
    return settled(page)


def press(page: Page, name: str) -> Page:
    """A button of the drawer."""
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    return page


def open_menu(page: Page, key: str) -> Page:
    """What opens behind a button above the list, by the button's key."""
    page.locator(f".st-key-{key} button").first.click()
    page.get_by_test_id("stPopoverBody").wait_for()
    return settled(page)


def take_export(page: Page, what: str, kind: str) -> Download:
    """That list as that kind of file, from the menu above it."""
    open_menu(page, f"{what}-export")
    with page.expect_download() as download:
        page.get_by_role("button", name=kind, exact=True).click()
    return download.value
