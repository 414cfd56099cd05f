"""Headings in their order: one title a page, and no level left out (WCAG 2.2, success criterion 1.3.1)."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.places import ACTIVITY, CASE, CUSTOMER
from tests.pages.served import LookUp, Opened, ServedSandbox


def levels(app: AppTest) -> list[int]:
    """The level of each heading of the page, in the order of its kinds; a drawer's title is its own."""
    tags = [heading.tag for kind in (app.title, app.header, app.subheader) for heading in kind]
    return [int(tag.removeprefix("h")) for tag in tags]


def assert_in_order(app: AppTest) -> None:
    found = levels(app)
    assert found.count(1) == 1
    assert set(found) == set(range(1, max(found) + 1))


def test_the_start_page_has_its_headings_in_order(app: AppTest) -> None:
    assert_in_order(app.run())


@pytest.mark.usefixtures("real_account")
def test_the_start_page_of_a_real_account_has_its_headings_in_order(app: AppTest) -> None:
    assert_in_order(app.run())


@pytest.mark.parametrize("page", [CUSTOMER, ACTIVITY, CASE], ids=lambda page: page.stem)
def test_a_page_without_anything_to_show_has_a_title_all_the_same(app: AppTest, page: Path) -> None:
    assert_in_order(app.run().switch_page(str(page)).run())


@pytest.mark.parametrize("title", ["Not found", "No promotions"])
def test_a_customer_of_whom_there_is_nothing_to_show_has_their_headings_in_order(
    app: AppTest, sandbox: ServedSandbox, look_up: LookUp, title: str
) -> None:
    assert_in_order(look_up(app, sandbox.demo(title).identifier_value))


def test_a_dashboard_that_is_not_set_up_has_a_title(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_TIMEZONE", "Nowhere")
    assert_in_order(app.run())


def test_the_drawer_has_its_headings_in_order(opened: Opened) -> None:
    assert_in_order(opened("Near a cap", "Family table challenge"))
