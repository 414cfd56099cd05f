"""From a messy list to saved and exported customers, as an analyst goes through it, a closed tab included."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from pages.serving.sandbox import demo_world
from promo_data.sandbox import World, build_world, standalone
from promo_data.sandbox.app import server_settings
from tests.browser.running import Dashboard, account_of, running_dashboard
from tests.browser.test_accessibility import violations
from tests.browser.traffic import watch
from tests.browser.visit import settled
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(360)]

_ROWS, _CUSTOMERS = 2_000, 250
_LONGEST_PULL = 150_000
_OF_A_CUSTOMER = re.compile("^Customer ")
_STRANGERS, _ROUNDED, _BLANK = 20, 30, 50
_PLENTY = {"PROMO_RATE_PER_MINUTE": "1000000"}


@dataclass(frozen=True, slots=True)
class Pulling:
    """The dashboard, with the world of the vendor behind it."""

    dashboard: Dashboard
    world: World


@pytest.fixture(scope="module")
def pulling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pulling]:
    """A dashboard whose vendor knows 250 customers and answers as fast as it can."""
    world = build_world(customers=_CUSTOMERS)
    app = standalone(world)
    with (
        served(app, server_settings(app, "127.0.0.1", 0)) as url,
        running_dashboard(tmp_path_factory.mktemp("cohorts"), account_of(world, url) | _PLENTY) as dashboard,
    ):
        yield Pulling(dashboard, world)


def _mobiles(world: World, customers: int = _CUSTOMERS) -> list[str]:
    each = (one for number in range(1, customers + 1) for one in world.customer(number).identifiers)
    return [one.value for one in each if one.name == "mobile" and one.source == "INSTORE"]


def _messy(known: Sequence[str]) -> bytes:
    """Semicolons, a mark of the byte order, and two columns of numbers, of which the second is that of customers.

    The first is named like one: it is the shop's own till number.
    """
    rounded, blank = ["9.19E+11"] * _ROUNDED, [""] * _BLANK
    strangers = [f"9990000{number:06}" for number in range(_STRANGERS)]
    cells = [*known, *rounded, *blank, *strangers]
    cells += [f"+{known[place % len(known)]}" for place in range(_ROWS - len(cells))]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Customer id", "Contact", "Remark"])
    writer.writerows((f"{7_000_000 + place % 7}", cell, 'said "yes"; twice') for place, cell in enumerate(cells))
    return text.getvalue().encode("utf-8-sig")


def _upload(page: Page, content: bytes) -> None:
    files = [{"name": "Spring list.csv", "mimeType": "text/csv", "buffer": content}]
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)  # type: ignore[arg-type]  # its own type cannot be imported
    page.get_by_text("to ask").wait_for()
    settled(page)


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def _click_bar(page: Page, place: int) -> None:
    """A piece of a bar; a chart is drawn after the page has settled."""
    piece = page.locator(".barlayer .point path").nth(place)
    piece.wait_for()
    box = piece.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("dialog").wait_for()
    settled(page)


def _open_first_customer(page: Page) -> None:
    """A click on the first row of the customers behind a bar."""
    table = page.locator(".st-key-cohort-behind").get_by_test_id("stDataFrame")
    table.locator("canvas").first.wait_for()
    table.click(position={"x": 15, "y": 31 + 15})
    page.get_by_role("heading", name=_OF_A_CUSTOMER).wait_for()
    settled(page)


def test_a_messy_list_becomes_a_saved_cohort_and_a_file(pulling: Pulling, browser: Browser) -> None:
    known = _mobiles(pulling.world)
    page = watch(browser.new_page(viewport={"width": 1440, "height": 900}))
    page.goto(f"{pulling.dashboard.url}/cohorts")
    _upload(settled(page), _messy(known))
    _choose(page, "Column with the customers", "Contact")
    _choose(page, "Read as", "Mobile")
    asked = len(known) + _STRANGERS
    refused = _ROUNDED + _BLANK
    told = f"{_ROWS:,} rows: {asked} to ask, {_ROWS - asked - refused:,} duplicates, {refused} cannot be asked"
    expect(page.get_by_text(told)).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url(re.compile("snapshot="))
    address = page.url
    page.close()

    page = watch(browser.new_page(viewport={"width": 1440, "height": 900}))
    page.goto(address)
    expect(page.get_by_role("heading", name=f"Spring list, {asked} customers")).to_be_visible(timeout=_LONGEST_PULL)
    settled(page)
    expect(page.get_by_text(f"of {asked} customers answered.")).to_be_visible()
    _click_bar(page, 0)
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("button", name="Save as cohort").click()
    page.get_by_label("Name of the cohort").fill("Behind the bar")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It is among the saved cohorts.")).to_be_visible()
    page.keyboard.press("Escape")
    drawer.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Parquet", exact=True).click()
    exported = pd.read_parquet(download.value.path())
    assert set(exported["state"]) == {"exhausted"}
    assert exported["customer_id"].is_unique
    assert not {str(number) for number in exported.to_numpy().ravel()} & set(known)
    page.keyboard.press("Escape")
    _open_first_customer(page)
    assert "snapshot" not in page.url
    page.close()

    page = watch(browser.new_page(viewport={"width": 1440, "height": 900}))
    page.goto(f"{pulling.dashboard.url}/cohorts")
    settled(page)
    expect(page.get_by_text("Behind the bar", exact=True)).to_be_visible()
    expect(page.get_by_text(f"{len(exported)} customer", exact=False).first).to_be_visible()
    page.close()


def test_nothing_of_it_is_kept_from_anyone(dashboard: Dashboard, page: Page) -> None:
    page.goto(f"{dashboard.url}/cohorts")
    _upload(settled(page), _messy(_mobiles(demo_world(), 20)))
    _choose(page, "Column with the customers", "Contact")
    _choose(page, "Read as", "Mobile")
    assert list(violations(page)) == []
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_text("customers answered.").wait_for(timeout=_LONGEST_PULL)
    assert list(violations(settled(page))) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    _click_bar(settled(page), 0)
    assert list(violations(page)) == []
