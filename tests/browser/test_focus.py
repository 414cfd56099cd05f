"""Where the keyboard goes on from in the drawer, what Back leads to, and labels that only a browser mixes."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.components.wording.actions import CLOSE
from pages.components.wording.frame import PRODUCT
from tests.browser.running import Dashboard
from tests.browser.visit import demo_titled, look_up, look_up_demo, open_named, open_start, press, settled
from tests.colours import computed_colour, contrast

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CUSTOMER, PROMOTION = "Near a cap", "Travel miles"
_LONGEST_SEND = 20_000
_READABLE = 4.5
_COLOURS = """(button) => {
    const label = button.querySelector("p") ?? button;
    return [getComputedStyle(label).color, getComputedStyle(button).backgroundColor];
}"""


def _confirmation(page: Page, dashboard: Dashboard) -> Locator:
    """The drawer, asking for confirmation."""
    open_named(look_up_demo(open_start(page, dashboard.url), CUSTOMER), PROMOTION)
    press(page, "Enrol…")
    page.get_by_role("button", name="Enrol now").wait_for()
    settled(page)
    return page.get_by_role("dialog")


def test_the_confirmation_is_two_steps_from_its_button_and_a_cancelled_one_from_what_can_be_done(
    dashboard: Dashboard, page: Page
) -> None:
    drawer = _confirmation(page, dashboard)
    expect(drawer.locator(".st-key-confirmation")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(drawer.get_by_role("button", name="Enrol now")).to_be_focused()
    press(page, "Cancel")
    expect(drawer.locator(".st-key-answers")).to_be_focused()


def test_a_note_that_is_put_away_leaves_what_can_be_done(dashboard: Dashboard, page: Page) -> None:
    drawer = _confirmation(page, dashboard)
    press(page, "Enrol now")
    drawer.get_by_text("On record as").wait_for(timeout=_LONGEST_SEND)
    press(settled(page), CLOSE)
    expect(drawer.get_by_text("Under way")).to_have_count(0)
    expect(drawer.get_by_role("button", name="Enrol…")).to_be_visible()


def test_one_step_back_from_the_first_customer_leads_to_the_start(dashboard: Dashboard, page: Page) -> None:
    look_up(open_start(page, dashboard.url), demo_titled(CUSTOMER).identifier_value)
    page.go_back()
    expect(page.get_by_role("heading", name=PRODUCT)).to_be_visible()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_label_of_the_button_that_sends_can_be_read(
    dashboard: Dashboard, page: Page, look: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=look)
    button = _confirmation(page, dashboard).get_by_role("button", name="Enrol now")
    words, ground = button.evaluate(_COLOURS)
    assert contrast(computed_colour(words), computed_colour(ground)) >= _READABLE
