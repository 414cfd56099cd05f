"""The customer page in a browser: by keyboard alone, by links and steps back, without losing the place one types in."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from starlette.types import Receive, Scope, Send

from promo_data.sandbox import build_world, standalone
from tests.browser.running import Dashboard, account_of, running_dashboard
from tests.browser.traffic import watch
from tests.browser.visit import (
    close_drawer,
    demo_titled,
    look_up,
    look_up_demo,
    open_named,
    open_row,
    open_start,
    press,
    settled,
)
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NEAR_A_CAP, ROOM_EVERYWHERE = "Near a cap", "Room everywhere"
TITLE = "Customer 9990•••371"
_SLOW_SECONDS = 3
_COUNT_FRAMES_WITHOUT_DIALOG = """() => {
    window.framesWithoutDialog = 0;
    const look = () => {
        if (!document.querySelector("[role=dialog]")) window.framesWithoutDialog += 1;
        requestAnimationFrame(look);
    };
    look();
}"""


def test_a_row_is_opened_and_left_by_keyboard_and_the_focus_is_where_it_was(dashboard: Dashboard, page: Page) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    page.locator(".st-key-promotion-table canvas").first.wait_for()
    page.get_by_label("Find a promotion").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "CANVAS":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.get_by_role("dialog").wait_for()
    close_drawer(settled(page))
    assert page.evaluate("document.activeElement.closest('.st-key-promotion-table') !== null")


def test_a_drawer_whose_case_was_opened_still_listens_to_the_keyboard(dashboard: Dashboard, page: Page) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    open_row(page, 0)
    press(page, "Case link")
    expect(page.get_by_role("dialog").get_by_text("The link opens what you see now")).to_be_visible()
    close_drawer(settled(page))


def test_an_action_goes_from_its_button_to_its_outcome_without_the_drawer_going_away(
    dashboard: Dashboard, page: Page
) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    open_named(page, "Travel miles")
    press(page, "Enrol…")
    page.evaluate(_COUNT_FRAMES_WITHOUT_DIALOG)
    press(page, "Enrol now")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("enrolled 0 → 1 of 12")).to_be_visible(timeout=20_000)
    expect(drawer.get_by_text("Under way")).to_have_count(0)
    assert page.evaluate("window.framesWithoutDialog") == 0


def test_typing_finds_promotions_without_losing_the_field(dashboard: Dashboard, page: Page) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    field = page.get_by_label("Find a promotion")
    field.focus()
    for part in ("fam", "ily", " table"):
        page.keyboard.type(part)
        settled(page)
    expect(field).to_be_focused()
    expect(field).to_have_value("family table")
    expect(page.get_by_text(re.compile(r"^1 of \d+ promotions$"))).to_be_visible()


def test_a_link_opens_the_same_customer_and_filters_elsewhere(dashboard: Dashboard, page: Page) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    page.locator(".st-key-facets").get_by_role("button", name="near the limit").click()
    page.wait_for_url(re.compile("show=near"))
    assert page.context.browser
    elsewhere = watch(page.context.browser.new_context().new_page())
    elsewhere.goto(page.url)
    expect(elsewhere.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(elsewhere.get_by_text(re.compile(r"^\d+ of \d+ promotions$"))).to_be_visible()
    elsewhere.context.close()


def test_steps_back_pass_over_filters_and_customers(dashboard: Dashboard, page: Page) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    look_up(page, demo_titled(ROOM_EVERYWHERE).identifier_value)
    expect(page.get_by_role("heading", name="Customer 9990•••050")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="Customer 9990•••050")).to_be_visible()


@pytest.fixture
def slow_account(tmp_path: Path) -> Iterator[Dashboard]:
    """A dashboard whose vendor takes its time with every list."""
    world = build_world()
    inner = standalone(world)

    async def slowly(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith("/promotionData"):
            await asyncio.sleep(_SLOW_SECONDS)
        await inner(scope, receive, send)

    with served(slowly) as url, running_dashboard(tmp_path, account_of(world, url)) as dashboard:
        yield dashboard


def test_the_drawer_stays_while_its_customer_is_read_again(slow_account: Dashboard, page: Page) -> None:
    look_up(open_start(page, slow_account.url), demo_titled(NEAR_A_CAP).identifier_value)
    open_row(page, 0)
    button = page.get_by_role("dialog").get_by_role("button", name="Read again")
    page.evaluate(_COUNT_FRAMES_WITHOUT_DIALOG)
    button.click()
    page.wait_for_timeout(2 * _SLOW_SECONDS * 1000)
    assert page.evaluate("window.framesWithoutDialog") == 0
    expect(button).to_be_focused()


def test_while_the_next_customer_is_read_nothing_of_the_one_before_is_on_show(
    slow_account: Dashboard, page: Page
) -> None:
    look_up(open_start(page, slow_account.url), demo_titled(NEAR_A_CAP).identifier_value)
    page.locator(".st-key-promotion-table canvas").first.wait_for()
    page.get_by_label("Customer", exact=True).fill(demo_titled(ROOM_EVERYWHERE).identifier_value)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Customer 9990•••050")).to_be_visible()
    expect(page.get_by_test_id("stSkeletonElement")).to_have_count(1)
    for what in (".st-key-promotion-table", "[class*='st-key-card-']", ".st-key-facets"):
        expect(page.locator(what)).to_have_count(0, timeout=500)
    expect(page.get_by_role("heading", name="Customer 9990•••050")).to_be_visible()
    expect(page.get_by_test_id("stSkeletonElement").first).to_be_visible()
    page.locator(".st-key-promotion-table canvas").first.wait_for()
    expect(page.get_by_test_id("stSkeletonElement")).to_have_count(0)
