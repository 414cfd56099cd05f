"""From an answer that was lost to an action undone, as an agent goes through it on the activity page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.faulty import Faulty, faulty_dashboard
from tests.browser.traffic import watch
from tests.browser.visit import choose_filter, demo_titled, open_row, open_start, press, settled, take_export

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

_TITLE = "Near a cap"
_LATE_SECONDS = 20
_LOST = {"kind": "apply_late", "seconds": _LATE_SECONDS, "answer": "504"}


@pytest.fixture
def lossy(tmp_path: Path) -> Iterator[Faulty]:
    """A dashboard whose vendor does not answer the first write, which takes effect 20 seconds of its clock later."""
    with faulty_dashboard(tmp_path, {_TITLE: _LOST}) as running:
        yield running


@pytest.fixture(scope="module")
def left_open(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """The same, that write sent: an action whose outcome nobody knows. Tests only look at it."""
    with faulty_dashboard(tmp_path_factory.mktemp("left-open"), {_TITLE: _LOST}) as running:
        page = watch(browser.new_page(viewport={"width": 1440, "height": 900}))
        _enrol(page, running.dashboard.url)
        expect(page.get_by_role("dialog").get_by_text("Not known").first).to_be_visible(timeout=20_000)
        page.close()
        yield running


def _open_first(page: Page) -> Locator:
    """The newest action of the list, in its drawer."""
    table = page.locator(".st-key-activity-table").get_by_test_id("stDataFrame")
    table.locator("canvas").first.wait_for()
    settled(page)
    table.click(position={"x": 15, "y": 36 + 17})
    page.get_by_role("dialog").wait_for()
    settled(page)
    return page.get_by_role("dialog")


def _enrol(page: Page, url: str) -> None:
    """Looks the customer up, and enrols them in the first promotion where that is possible."""
    open_start(page, url)
    page.get_by_label("Customer", exact=True).fill(demo_titled(_TITLE).identifier_value)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Customer").wait_for()
    open_row(choose_filter(settled(page), "can be enrolled"), 0)
    press(page, "Enrol…")
    press(page, "Enrol now")


def test_a_lost_answer_is_settled_and_the_action_undone(lossy: Faulty, page: Page) -> None:
    _enrol(page, lossy.dashboard.url)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Not known: it may or may not have been done").first).to_be_visible(timeout=20_000)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Activity").click()
    expect(page.get_by_role("button", name="? 1 not known")).to_be_visible()

    drawer = _open_first(page)
    expect(drawer.get_by_text("Not known: it may or may not have been done")).to_be_visible()
    press(page, "Read the customer again now")
    expect(drawer.get_by_text("there was no trace of it.")).to_be_visible(timeout=20_000)
    lossy.clock.advance(seconds=2 * _LATE_SECONDS)
    press(page, "Read the customer again now")
    expect(drawer.get_by_text("● Done")).to_be_visible(timeout=20_000)
    assert lossy.effects_for(_TITLE) == ["enrolled"]

    press(page, "Undo…")
    expect(drawer.get_by_text("Take this enrolment back?")).to_be_visible(timeout=20_000)
    drawer.get_by_test_id("stCheckbox").click()
    press(page, "Undo now")
    expect(drawer.get_by_role("heading", name="Undo an enrolment")).to_be_visible(timeout=20_000)
    expect(drawer.get_by_text("● Done")).to_be_visible(timeout=20_000)
    assert lossy.effects_for(_TITLE) == ["enrolled", "revoked enrolment"]

    press(page, "Show what this takes back")
    expect(drawer.get_by_role("button", name="Show what took it back")).to_be_visible()
    expect(drawer.get_by_role("button", name="Undo…")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="● 2 done")).to_be_visible()
    expect(page.get_by_role("button", name="? 0 not known")).to_be_visible()


def test_the_list_on_screen_is_exported_under_a_name_that_names_nobody(left_open: Faulty, page: Page) -> None:
    page.goto(f"{left_open.dashboard.url}/activity")
    settled(page)
    download = take_export(page, "activity", "CSV")
    text = Path(download.path()).read_text("utf-8-sig")
    assert download.suggested_filename.startswith("promo-insight-activity-")
    assert text.count("\n") == 2
    assert demo_titled(_TITLE).identifier_value not in text + download.suggested_filename


def test_on_a_phone_actions_are_cards_and_nothing_scrolls_sideways(left_open: Faulty, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{left_open.dashboard.url}/activity?outcome=unknown")
    settled(page)
    expect(page.get_by_role("button", name="Look again…")).to_be_visible()
    expect(page.locator(".st-key-activity-list-wide")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
