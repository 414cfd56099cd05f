"""The address of the customer page: an opaque reference and the filters, and never an identifier."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.facets import Facet
from promo_data.errors import StoreError
from promo_data.opening import PromoData
from tests.pages.conftest import APP
from tests.pages.served import LookUp, ServedSandbox, Words

TITLE = "Customer 9990•••371"


@pytest.fixture
def found(app: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> AppTest:
    return look_up(app, sandbox.demo("Near a cap").identifier_value)


def arrived(**parameters: str) -> AppTest:
    """A colleague's session that begins with a link."""
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params.update(parameters)
    return app.run().switch_page("pages/views/customer.py").run()


def titles(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


def test_a_link_opens_the_customer_for_a_colleague(found: AppTest) -> None:
    assert titles(arrived(customer=found.query_params["customer"])) == [TITLE]


def test_the_same_customer_has_the_same_link(found: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> None:
    link = found.query_params["customer"]
    look_up(found, sandbox.demo("Room everywhere").identifier_value)
    assert found.query_params["customer"] != link
    look_up(found, sandbox.demo("Near a cap").identifier_value)
    assert found.query_params["customer"] == link


def test_a_link_carries_its_filters(found: AppTest) -> None:
    app = arrived(customer=found.query_params["customer"], show="near", org="50405")
    assert set(app.dataframe[0].value["org"]) == {"Larkhill Grocers"}
    assert app.dataframe[0].value["binding"].str.contains("◐").all()


def test_a_link_that_nobody_knows_says_so_and_shows_nobody(found: AppTest) -> None:
    found.query_params["customer"] = "nonsense"
    found.run()
    assert titles(found) == ["This link opens no customer here"]
    assert not found.dataframe


def test_after_a_link_that_opens_nobody_the_same_customer_can_be_looked_up(
    found: AppTest, sandbox: ServedSandbox, look_up: LookUp
) -> None:
    found.query_params["customer"] = "nonsense"
    found.run()
    assert titles(look_up(found, sandbox.demo("Near a cap").identifier_value)) == [TITLE]


def test_records_that_cannot_be_read_are_told_where_a_link_needs_them(
    found: AppTest, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unusable(*_: object) -> None:
        raise StoreError("The records cannot be used.")

    monkeypatch.setattr(PromoData, "referred", unusable)
    assert "This link cannot be opened just now" in words(arrived(customer=found.query_params["customer"]))


def test_one_step_back_takes_up_the_customer_before(found: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> None:
    before = found.query_params["customer"]
    look_up(found, sandbox.demo("Room everywhere").identifier_value)
    found.query_params["customer"] = before
    assert titles(found.run()) == [TITLE]


def test_one_step_back_before_the_first_customer_shows_nobody(found: AppTest, words: Words) -> None:
    found.query_params.clear()
    assert "No customer looked up yet" in words(found.run())


def test_coming_back_from_another_page_the_customer_is_still_there(found: AppTest) -> None:
    link = found.query_params["customer"]
    found.switch_page("pages/views/activity.py").run()
    found.query_params.clear()
    found.switch_page("pages/views/customer.py").run()
    assert titles(found) == [TITLE]
    assert found.query_params["customer"] == link


def test_the_next_customer_is_not_filtered_by_what_was_asked_of_the_last(
    found: AppTest, sandbox: ServedSandbox, look_up: LookUp
) -> None:
    found.button_group(key="facets").set_value([Facet.USED_UP]).run()
    assert found.query_params["show"] == "used-up"
    look_up(found, sandbox.demo("Room everywhere").identifier_value)
    assert "show" not in found.query_params
    assert found.button_group(key="facets").value == []


def test_nobody_found_gets_no_link(app: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> None:
    look_up(app, sandbox.demo("Not found").identifier_value)
    assert not app.query_params


def test_what_is_typed_to_find_a_promotion_stays_out_of_the_address(found: AppTest) -> None:
    found.text_input(key="find-1").set_value("family").run()
    assert list(found.dataframe[0].value["promotion"]) == ["Family table challenge"]
    assert set(found.query_params) == {"customer"}


def test_the_next_customers_list_is_searched_for_nothing(
    found: AppTest, sandbox: ServedSandbox, look_up: LookUp
) -> None:
    found.text_input(key="find-1").set_value("family").run()
    look_up(found, sandbox.demo("Room everywhere").identifier_value)
    assert len(found.dataframe[0].value) > 1


def test_a_filter_is_set_shown_beside_the_list_and_taken_away_again(found: AppTest) -> None:
    total = len(found.dataframe[0].value)
    found.multiselect(key="filter-org").set_value(["50406"]).run()
    assert set(found.dataframe[0].value["org"]) == {"Tarnwater Outdoor"}
    assert found.query_params["org"] == "50406"
    chip = found.button(key="set-org-50406")
    assert chip.label == "Tarnwater Outdoor ✕"
    chip.click().run()
    assert len(found.dataframe[0].value) == total
    assert "org" not in found.query_params


def test_a_filter_that_nothing_fits_can_still_be_seen_and_taken_away(found: AppTest, words: Words) -> None:
    found.query_params["org"] = "99999"
    found.run()
    assert "No promotion is all of this" in words(found)
    assert found.multiselect(key="filter-org").value == ["99999"]


def test_the_list_can_be_put_in_another_order(found: AppTest) -> None:
    found.selectbox(key="filter-order").set_value("name").run()
    names = list(found.dataframe[0].value["promotion"])
    assert names == sorted(names, key=str.casefold)


def test_by_the_vendors_own_status_only_once_it_was_asked(found: AppTest, words: Words) -> None:
    assert "By the vendor's own status: once" in words(found)
    found.query_params["listed"] = "EXPIRED"
    total = len(found.run().dataframe[0].value)
    assert total > 1
    found.toggle(key="second-opinion").set_value(True).run()
    assert 0 < len(found.dataframe[0].value) < total
    assert found.multiselect(key="filter-listed").value == ["EXPIRED"]
