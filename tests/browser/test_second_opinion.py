"""An agent's doubt: the vendor's own filters are asked, contradict, and the benefits say what was really given."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from promo_data.sandbox import Switches, build_world, standalone
from tests.browser.running import Dashboard, account_of, running_dashboard
from tests.browser.visit import (
    ask_second_opinion,
    choose_filter,
    demo_titled,
    look_up,
    open_named,
    open_start,
    press,
    take_export,
)
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CUSTOMER = "Room everywhere"


@pytest.fixture(scope="module")
def contradicting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard whose vendor lists under AVAILABLE_TO_EARN what the customer may enrol in (api-facts §3.2)."""
    world = build_world(switches=Switches(available_to_earn="enrol"))
    with (
        served(standalone(world)) as url,
        running_dashboard(tmp_path_factory.mktemp("contradicting"), account_of(world, url)) as running,
    ):
        yield running


@pytest.fixture
def customer(contradicting: Dashboard, page: Page) -> Page:
    return look_up(open_start(page, contradicting.url), demo_titled(CUSTOMER).identifier_value)


def test_a_contradiction_is_found_by_its_filter_and_explained_in_the_drawer(customer: Page) -> None:
    ask_second_opinion(customer)
    choose_filter(customer, "contradicted by the vendor's filter")
    open_named(customer, "Shop across brands")
    drawer = customer.get_by_role("dialog")
    expect(drawer.get_by_text("≠ vendor's filter: yes")).to_be_visible()
    expect(drawer.get_by_text("lists this promotion as open to be issued, but")).to_be_visible()


def test_the_filters_can_be_asked_in_the_drawer_which_stays_open(customer: Page) -> None:
    open_named(customer, "Shop across brands")
    press(customer, "Ask the vendor's own filters")
    drawer = customer.get_by_role("dialog")
    expect(drawer.get_by_text("≠ vendor's filter: yes")).to_be_visible()
    expect(drawer.get_by_role("heading", name="Shop across brands")).to_be_visible()


def test_the_benefits_are_asked_for_and_read_again_puts_them_away(customer: Page) -> None:
    open_named(customer, "Travel miles")
    press(customer, "Ask for the benefits")
    drawer = customer.get_by_role("dialog")
    expect(drawer.get_by_text("400 points · 1 time")).to_be_visible()
    expect(drawer.get_by_text("25 MILES · 1 time")).to_be_visible()
    press(customer, "Read again")
    expect(drawer.get_by_text("25 MILES · 1 time")).to_be_hidden()
    expect(drawer.get_by_role("button", name="Ask for the benefits")).to_be_visible()


def test_the_list_leaves_as_a_file_that_says_what_it_rests_on(customer: Page, tmp_path: Path) -> None:
    take_export(customer, "promotions", "CSV").save_as(tmp_path / "list.csv")
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert {row["Rests on"] for row in rows} == {"2 of 3 orgs answered"}
    assert "'=HYPERLINK" in next(row["Promotion"] for row in rows if "HYPERLINK" in row["Promotion"])


def test_the_tables_own_export_which_says_nothing_of_that_is_not_offered(customer: Page) -> None:
    customer.locator(".st-key-promotion-table").hover()
    download = customer.locator(".st-key-promotion-table button[aria-label^='Download as CSV']")
    expect(download).to_be_attached()
    expect(download).to_be_hidden()
