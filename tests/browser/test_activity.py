"""From an answer that was lost to an action undone, as an agent goes through it on the activity page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from promo_data.sandbox import World, build_world, standalone
from promo_data.sandbox.app import server_settings
from promo_data.sandbox.clock import SettableClock
from promo_data.sandbox.faults import read_plan
from tests.browser.running import Dashboard, account_of, running_dashboard
from tests.browser.visit import choose_filter, demo_titled, open_row, open_start, press, settled
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

_TITLE = "Near a cap"
_LATE = timedelta(seconds=20)
_LOST = b"""{"faults": [{"name": "lost", "strikes": {"method": "POST", "first": 1},
             "does": {"kind": "apply_late", "seconds": 20, "answer": "504"}}]}"""
_PATIENT = {"PROMO_SETTLE_SECONDS": "0,3600", "PROMO_CACHE_SECONDS": "0"}
"""Nothing but the person has it read again while the test runs."""


@dataclass(frozen=True, slots=True)
class Lossy:
    """A dashboard with an account whose first write gets no answer and takes effect 20 seconds of its clock later."""

    dashboard: Dashboard
    world: World
    clock: SettableClock

    @property
    def effects(self) -> list[str]:
        """What was done to customers, in order."""
        return [effect.kind for effect in self.world.ledger.effects]


@pytest.fixture
def lossy(tmp_path: Path) -> Iterator[Lossy]:
    clock = SettableClock(datetime.now(UTC))
    world = build_world(clock=clock)
    app = standalone(world, faults=read_plan(_LOST))
    with (
        served(app, server_settings(app, "127.0.0.1", 0)) as url,
        running_dashboard(tmp_path, account_of(world, url) | _PATIENT) as dashboard,
    ):
        yield Lossy(dashboard, world, clock)


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


def test_a_lost_answer_is_settled_and_the_action_undone(lossy: Lossy, page: Page) -> None:
    _enrol(page, lossy.dashboard.url)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Not known: it may or may not have been done").first).to_be_visible(timeout=20_000)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Activity").click()
    expect(page.get_by_role("button", name="? 1 not known")).to_be_visible()

    drawer = _open_first(page)
    expect(drawer.get_by_text("Not known: it may or may not have been done")).to_be_visible()
    press(page, "Read the customer again now")
    expect(drawer.get_by_text("It stays open and is read again later.")).to_be_visible(timeout=20_000)
    lossy.clock.now += 2 * _LATE
    press(page, "Read the customer again now")
    expect(drawer.get_by_text("● Done")).to_be_visible(timeout=20_000)
    assert lossy.effects == ["enrolled"]

    press(page, "Undo…")
    expect(drawer.get_by_text("Take this enrolment back?")).to_be_visible(timeout=20_000)
    press(page, "Undo now")
    expect(drawer.get_by_role("heading", name="Undo an enrolment")).to_be_visible(timeout=20_000)
    expect(drawer.get_by_text("● Done")).to_be_visible(timeout=20_000)
    assert lossy.effects == ["enrolled", "revoked enrolment"]

    press(page, "Show what this takes back")
    expect(drawer.get_by_role("button", name="Show what took it back")).to_be_visible()
    expect(drawer.get_by_role("button", name="Undo…")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="● 2 done")).to_be_visible()
    expect(page.get_by_role("button", name="? 0 not known")).to_be_visible()


def test_the_list_on_screen_is_exported_under_a_name_that_names_nobody(lossy: Lossy, page: Page) -> None:
    _enrol(page, lossy.dashboard.url)
    expect(page.get_by_role("dialog").get_by_text("Not known").first).to_be_visible(timeout=20_000)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Activity").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert download.value.suggested_filename.startswith("promo-insight-activity-")
    assert text.count("\n") == 2
    assert demo_titled(_TITLE).identifier_value not in text + download.value.suggested_filename


def test_on_a_phone_actions_are_cards_and_nothing_scrolls_sideways(lossy: Lossy, page: Page) -> None:
    _enrol(page, lossy.dashboard.url)
    expect(page.get_by_role("dialog").get_by_text("Not known").first).to_be_visible(timeout=20_000)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{lossy.dashboard.url}/activity?outcome=unknown")
    settled(page)
    expect(page.get_by_role("button", name="Settle…")).to_be_visible()
    expect(page.locator(".st-key-activity-list-wide")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
