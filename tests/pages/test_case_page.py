"""A case: the frozen view of a customer, opened by its link."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.connection import promotions
from promo_data.casebook.cases import Case
from promo_data.errors import StoreError
from promo_data.opening import PromoData
from tests.pages.conftest import APP
from tests.pages.served import LookUp, ServedSandbox, Words

Opened = Callable[..., AppTest]


@pytest.fixture
def reference(app: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> Callable[[str | None], str]:
    """Opens a case of a customer on the desk: about one promotion by its name, or about the customer."""

    def opened(about: str | None) -> str:
        look_up(app, sandbox.demo("Near a cap").identifier_value)
        desk = app.session_state["desk"]
        rows = desk.reading.view.promotions
        row = rows[rows["name"] == about].iloc[0] if about else None
        key = None if row is None else (int(row["org_id"]), int(row["program_id"]), int(row["promotion_id"]))
        return promotions().open_case(desk.asked, desk.reading.view, key)

    return opened


@pytest.fixture
def case(reference: Callable[[str | None], str]) -> Opened:
    """A colleague's session that begins with the case's link."""

    def arrived(about: str | None = None) -> AppTest:
        return shown(reference(about))

    return arrived


def shown(reference: str | None) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    if reference:
        app.query_params["case"] = reference
    return app.run().switch_page("pages/views/case.py").run()


def test_a_case_shows_whose_it_is_who_saw_it_and_when(case: Opened, words: Words) -> None:
    said = words(case())
    assert "Case: customer 9990•••371" in said
    assert "Frozen: what" in said
    assert "Opened at" in said
    assert "Merrowfield Group ✓" in said


def test_nothing_can_be_asked_or_done_from_a_case(case: Opened) -> None:
    app = case("Travel miles")
    keys = {str(widget.key) for widget in (*app.button, *app.toggle, *app.text_input)}
    assert not keys & {"read-again", "read-again-in-drawer", "second-opinion", "reveal", "search-text"}
    assert not [key for key in keys if key.startswith(("offer-", "ask-", "case-link"))]


def test_a_case_asks_the_vendor_nothing(reference: Callable[[str | None], str], sandbox: ServedSandbox) -> None:
    link = reference(None)
    before = len(sandbox.world.ledger.requests)
    assert len(shown(link).dataframe[0].value) > 1
    assert len(sandbox.world.ledger.requests) == before


def test_a_case_about_a_promotion_opens_it(case: Opened) -> None:
    (dialog,) = case("Travel miles").get("dialog")
    assert dialog.proto.dialog.title == "Travel miles"


def test_a_case_about_the_customer_opens_none(case: Opened) -> None:
    assert not case().get("dialog")


def test_a_case_can_be_narrowed_and_keeps_its_link(case: Opened) -> None:
    app = case()
    link = app.query_params["case"]
    app.multiselect(key="filter-org").set_value(["50406"]).run()
    assert set(app.dataframe[0].value["org"]) == {"Tarnwater Outdoor"}
    assert app.query_params["case"] == link


def test_a_case_leaves_the_customer_on_the_desk_alone(app: AppTest, reference: Callable[[str | None], str]) -> None:
    link = reference(None)
    app.query_params["case"] = link
    app.switch_page("pages/views/case.py").run()
    app.query_params.clear()
    app.switch_page("pages/views/customer.py").run()
    assert [title.value for title in app.title] == ["Customer 9990•••371"]
    assert [button for button in app.button if button.key == "read-again"]


def test_a_case_of_another_version_says_so(case: Opened, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Case, "is_of_another_version", property(lambda _: True))
    assert "may judge the same answers otherwise" in words(case())


def test_without_a_link_the_page_says_what_a_case_is(words: Words) -> None:
    assert "Open it by its link" in words(shown(None))


@pytest.mark.usefixtures("sandbox")
def test_a_case_that_nobody_knows_says_so(words: Words) -> None:
    said = words(shown("nonsense"))
    assert "This case cannot be shown" in said
    assert "There is no case under this link" in said


def test_records_that_cannot_be_read_are_told(
    reference: Callable[[str | None], str], words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unusable(*_: object) -> None:
        raise StoreError("The records cannot be used.")

    link = reference(None)
    monkeypatch.setattr(PromoData, "case", unusable)
    assert "This case cannot be read just now" in words(shown(link))
