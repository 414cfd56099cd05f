"""The whole way of an agent: look up, open, enrol, see the figure move, and find it in the journal."""

import getpass
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from pages.serving.headers import SECURITY_HEADERS
from promo_data.actions import Intent, Journal
from promo_data.audit import Audit
from promo_data.models.customer import CustomerIdentifier
from promo_data.opening import PromoData, open_promo_data
from promo_data.settings import read_settings
from promo_data.store import open_store
from promo_data.vocabulary import IdentifierKind, Outcome
from tests.browser.running import Dashboard
from tests.browser.visit import (
    close_drawer,
    demo_titled,
    look_up_demo,
    open_named,
    open_row,
    open_start,
    press,
    press_in_row,
    settled,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NEAR_A_CAP, EVERYTHING_USED_UP = "Near a cap", "Everything used up"
TRAVEL_MILES = "Travel miles"
_LONGEST_SEND_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Records:
    """The journal of the running dashboard, and the same sandbox to ask who a customer is."""

    journal: Journal
    data: PromoData

    def intents_of(self, title: str) -> tuple[Intent, ...]:
        """What was done for a demo customer."""
        demo = demo_titled(title)
        identifier = CustomerIdentifier(IdentifierKind(demo.identifier_name), demo.identifier_value)
        customer_id = self.data.customer(identifier).customer_id
        return () if customer_id is None else self.journal.intents_of(customer_id)

    def ended_intents_of(self, title: str) -> tuple[Intent, ...]:
        """The same, once none of it is under way."""
        deadline = time.monotonic() + _LONGEST_SEND_SECONDS
        intents = self.intents_of(title)
        while time.monotonic() < deadline and not (intents and all(intent.outcome for intent in intents)):
            time.sleep(0.1)
            intents = self.intents_of(title)
        return intents


@pytest.fixture
def records(dashboard: Dashboard, tmp_path: Path) -> Iterator[Records]:
    """The dashboard's store, opened from outside."""
    url = f"{dashboard.url}/sandbox"
    folder, clock = dashboard.data_dir / "sandbox", partial(datetime.now, UTC)
    engine = open_store(folder)
    journal = Journal(engine, Audit(engine, folder, clock=clock), backend=url, person=getpass.getuser(), clock=clock)
    with open_promo_data(read_settings({"PROMO_DATA_DIR": str(tmp_path)}), sandbox_url=url) as data:
        yield Records(journal, data)
    journal.close()


def test_the_first_visit_to_a_page_goes_through_the_frame(dashboard: Dashboard, page: Page) -> None:
    page.goto(f"{dashboard.url}/customer")
    settled(page)
    expect(page.get_by_text("Sandbox: made-up customers").first).to_be_visible()
    expect(page.get_by_text("No customer looked up yet")).to_be_visible()


def test_a_row_opens_by_its_mark_and_by_its_button_and_again_after_closing(dashboard: Dashboard, page: Page) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    for way in (open_row, press_in_row, open_row):
        way(page, 0)
        expect(page.get_by_role("heading", name="Members' preview evening")).to_be_visible()
        close_drawer(page)


def test_an_enrolment_moves_the_figure_and_is_in_the_journal(
    dashboard: Dashboard, page: Page, records: Records
) -> None:
    open_named(look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP), TRAVEL_MILES)
    press(page, "Enrol…")
    press(page, "Enrol now")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("On record as")).to_be_visible(timeout=20_000)
    expect(drawer.get_by_text("enrolled 0 → 1")).to_be_visible(timeout=20_000)
    (intent,) = records.ended_intents_of(NEAR_A_CAP)
    assert intent.outcome is Outcome.CONFIRMED


def test_leaving_during_the_send_loses_nothing(dashboard: Dashboard, page: Page, records: Records) -> None:
    open_named(look_up_demo(open_start(page, dashboard.url), EVERYTHING_USED_UP), TRAVEL_MILES)
    press(page, "Enrol…")
    press(page, "Enrol now")
    expect(page.get_by_role("button", name="Enrol now", exact=True)).to_be_hidden()  # the click has arrived
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_text("Customers to try")).to_be_visible()
    page.close()
    (intent,) = records.ended_intents_of(EVERYTHING_USED_UP)
    assert intent.outcome is Outcome.CONFIRMED


def test_the_customers_number_is_in_no_address(dashboard: Dashboard, page: Page) -> None:
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    assert page.url.startswith(f"{dashboard.url}/customer?customer=")
    assert demo_titled(NEAR_A_CAP).identifier_value not in page.url


def test_nothing_is_asked_of_another_host(dashboard: Dashboard, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_row(look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP), 0)
    page.get_by_role("dialog").locator(".js-plotly-plot").first.wait_for()
    elsewhere = [url for url in asked if not url.startswith((dashboard.url, "data:", "blob:"))]
    assert asked
    assert elsewhere == []


def test_nothing_breaks_the_content_security_policy(dashboard: Dashboard, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    open_row(look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP), 0)
    page.get_by_role("dialog").locator(".js-plotly-plot").first.wait_for()
    assert [text for text in said if "Content Security Policy" in text] == []


def test_on_a_phone_the_table_becomes_cards_and_nothing_scrolls_sideways(dashboard: Dashboard, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    look_up_demo(open_start(page, dashboard.url), NEAR_A_CAP)
    expect(page.get_by_role("button", name="Enrol", exact=True).first).to_be_visible()
    expect(page.locator(".st-key-promotion-list-wide")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", ["/", "/customer", "/_stcore/health", "/sandbox/openapi.json", "/_stcore/host-config"])
def test_every_answer_carries_the_security_headers(dashboard: Dashboard, path: str) -> None:
    headers = httpx.get(dashboard.url + path).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/stream", "/sandbox/openapi.json"])
def test_a_foreign_host_is_refused(dashboard: Dashboard, path: str) -> None:
    assert httpx.get(dashboard.url + path, headers={"Host": "evil.example"}).status_code == 400
