"""What an agent does with a customer and takes along: files, a case for a ticket, and all of it by keyboard alone."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from tests.browser.running import Dashboard
from tests.browser.traffic import watch
from tests.browser.visit import (
    choose_filter,
    demo_titled,
    look_up_demo,
    open_menu,
    open_named,
    open_start,
    settled,
    take_export,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

CUSTOMER = "Near a cap"
PROMOTION = "Family table challenge"
_LONGEST_SEND = 20_000


@pytest.fixture
def customer(dashboard: Dashboard, page: Page) -> Page:
    return look_up_demo(open_start(page, dashboard.url), CUSTOMER)


def test_the_list_as_it_is_filtered_leaves_as_three_kinds_of_file_with_the_same_rows(
    customer: Page, tmp_path: Path
) -> None:
    choose_filter(customer, "near the limit")
    names = []
    for kind, ending in (("CSV", "csv"), ("Excel (XLSX)", "xlsx"), ("Parquet", "parquet")):
        download = take_export(customer, "promotions", kind)
        download.save_as(tmp_path / f"list.{ending}")
        names.append(download.suggested_filename)
        customer.keyboard.press("Escape")
    rows = list(csv.DictReader((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()))
    book = CalamineWorkbook.from_path(tmp_path / "list.xlsx")
    told = {row[0]: row[1] for row in book.get_sheet_by_name("About").to_python()}
    assert len(rows) == len(book.get_sheet_by_name("Promotions").to_python()) - 1 == told["Rows"]
    assert parquet.read_table(tmp_path / "list.parquet").num_rows == len(rows)
    assert PROMOTION in {row["Promotion"] for row in rows}
    assert told["Filter: Show only"] == "near the limit"
    assert len(set(names)) == 3


def test_what_was_typed_is_in_no_file(customer: Page, tmp_path: Path) -> None:
    typed = demo_titled(CUSTOMER).identifier_value
    for kind, ending in (("CSV", "csv"), ("Parquet", "parquet")):
        take_export(customer, "promotions", kind).save_as(tmp_path / f"list.{ending}")
        customer.keyboard.press("Escape")
        assert typed.encode() not in (tmp_path / f"list.{ending}").read_bytes()


def test_a_case_link_opens_the_same_figures_for_a_colleague_who_can_do_nothing_there(customer: Page) -> None:
    open_menu(customer, "ticket")
    customer.get_by_role("button", name="Case link").click()
    link = customer.get_by_test_id("stCode").first.inner_text().strip()
    assert customer.context.browser
    elsewhere = watch(customer.context.browser.new_context(viewport={"width": 1440, "height": 900}).new_page())
    elsewhere.goto(link)
    expect(elsewhere.get_by_text("40 promotions", exact=True)).to_be_visible()
    open_named(settled(elsewhere), PROMOTION)
    expect(elsewhere.get_by_role("dialog").get_by_role("heading", name=PROMOTION)).to_be_visible()
    expect(elsewhere.get_by_role("dialog").get_by_role("button", name="Enrol…")).to_be_hidden()
    elsewhere.context.close()


def test_an_agent_needs_no_mouse_from_look_up_to_outcome(dashboard: Dashboard, page: Page) -> None:
    open_start(page, dashboard.url)
    _tab_to(page, "[aria-label='Customer']")
    page.keyboard.type(demo_titled(CUSTOMER).identifier_value)
    page.keyboard.press("Enter")
    page.locator(".st-key-promotion-table canvas").first.wait_for()
    _tab_to(settled(page), "[aria-label='Find a promotion']")
    page.keyboard.type("travel miles")
    page.get_by_text(re.compile(r"^1 of \d+ promotions$")).wait_for()
    _tab_to(settled(page), ".st-key-promotion-table canvas")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    drawer = page.get_by_role("dialog")
    for button in ("Enrol…", "Enrol now"):
        drawer.get_by_role("button", name=button).wait_for()
        _tab_to(settled(page), f"[role=dialog] button:has-text('{button}')")
        page.keyboard.press("Enter")
    expect(drawer.get_by_text("enrolled 0 → 1 of 12")).to_be_visible(timeout=_LONGEST_SEND)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert settled(page).evaluate("document.activeElement.closest('.st-key-promotion-table') !== null")


def _tab_to(page: Page, wanted: str) -> None:
    """The Tab key, until that has the focus; it must come within a hundred steps."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.locator(f"{wanted}:focus").count():
            return
    pytest.fail(f"{wanted} cannot be reached with the Tab key")
