"""The customer page in each of its states, over HTTP."""

import socket
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from pages.components.facets import Facet
from pages.components.places import ACTIVITY, CUSTOMER
from promo_data.sandbox import build_world, standalone
from promo_data.vocabulary import IdentifierKind
from tests.pages.served import LookUp, ServedSandbox, Words, served


@pytest.fixture
def found(app: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> AppTest:
    return look_up(app, sandbox.demo("Near a cap").identifier_value)


def test_before_any_look_up_the_page_says_what_to_do_first(app: AppTest, words: Words) -> None:
    app.run().switch_page("pages/views/customer.py").run()
    assert "No customer looked up yet" in words(app)
    assert "Type a mobile" in words(app)


def test_the_title_names_the_customer_without_giving_the_number_away(found: AppTest) -> None:
    assert [title.value for title in found.title] == ["Customer 9990•••371"]


def test_the_number_looked_up_is_in_no_address(found: AppTest, sandbox: ServedSandbox) -> None:
    number = sandbox.demo("Near a cap").identifier_value
    assert not [value for value in found.query_params.values() if number in value]


def test_the_number_looked_up_stays_in_no_field(found: AppTest) -> None:
    assert found.text_input(key="search-text").value == ""


def test_the_number_is_shown_when_asked_for_and_masked_again_for_the_next_customer(
    found: AppTest, sandbox: ServedSandbox, look_up: LookUp
) -> None:
    number = sandbox.demo("Near a cap").identifier_value
    found.button(key="reveal").click().run()
    assert [title.value for title in found.title] == [f"Customer {number}"]
    look_up(found, sandbox.demo("Room everywhere").identifier_value)
    look_up(found, number)
    assert [title.value for title in found.title] == ["Customer 9990•••371"]


def test_every_org_that_answered_is_named_with_its_time(found: AppTest, words: Words) -> None:
    for org in ("Merrowfield Group ✓", "Larkhill Grocers ✓", "Tarnwater Outdoor ✓"):
        assert org in words(found)


def test_the_binding_limit_stands_in_the_table_with_its_mark(found: AppTest) -> None:
    table = found.dataframe[0].value.set_index("promotion")
    assert table.loc["Family table challenge", "binding"] == "■■■■■■□□ ◐ 1 of 5 issues left"


def test_the_filters_count_what_they_leave(found: AppTest) -> None:
    near = found.dataframe[0].value["binding"].str.contains("◐").sum()
    labels = [option.content for option in found.button_group(key="facets").proto.options]
    assert f"{near} near the limit" in labels


def test_a_filter_leaves_what_fits(found: AppTest) -> None:
    found.button_group(key="facets").set_value([Facet.NEAR]).run()
    assert found.dataframe[0].value["binding"].str.contains("◐").all()
    assert found.query_params["show"] == "near"


def test_filters_that_nothing_fits_say_so(found: AppTest, words: Words) -> None:
    found.button_group(key="facets").set_value([Facet.NEAR, Facet.USED_UP]).run()
    assert "No promotion is all of this" in words(found)


def test_an_identifier_read_wrongly_can_be_corrected(found: AppTest, words: Words) -> None:
    found.selectbox(key="read-as").set_value(IdentifierKind.EXTERNAL_ID).run()
    assert found.session_state["desk"].asked.kind == "externalId"
    assert "No such customer" in words(found)


def test_nobody_by_that_number_is_told_as_such(
    app: AppTest, sandbox: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    look_up(app, sandbox.demo("Not found").identifier_value)
    app.selectbox(key="read-as").set_value(IdentifierKind.MOBILE).run()
    assert "No such customer" in words(app)
    assert "Nothing was changed" in words(app)


def test_a_customer_without_promotions_is_known_all_the_same(
    app: AppTest, sandbox: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    look_up(app, sandbox.demo("No promotions").identifier_value)
    assert "The customer is known, and has no promotions" in words(app)


def test_an_org_that_does_not_know_the_customer_is_named_beside_the_others(
    app: AppTest, sandbox: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    look_up(app, sandbox.demo("Unknown to one brand").identifier_value)
    assert not app.warning
    assert "Larkhill Grocers does not know this customer" in words(app)


def test_every_figure_over_some_of_the_orgs_says_so(
    app: AppTest, sandbox: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    look_up(app, sandbox.demo("Unknown to one brand").identifier_value)
    count = len(app.dataframe[0].value)
    assert f"{count} promotions of 2 of 3 orgs" in words(app)
    assert app.button_group(key="facets").proto.label == "Show only (counts are of 2 of 3 orgs)"


def test_over_all_orgs_no_figure_is_qualified(found: AppTest, words: Words) -> None:
    count = len(found.dataframe[0].value)
    assert f"{count} promotions\n" in words(found)
    assert " of 3 of 3 " not in words(found)
    assert found.button_group(key="facets").proto.label == "Show only"


def test_a_filter_says_how_many_it_leaves_of_all(found: AppTest, words: Words) -> None:
    total = len(found.dataframe[0].value)
    found.button_group(key="facets").set_value([Facet.NEAR]).run()
    left = len(found.dataframe[0].value)
    assert f"{left} of {total} promotions" in words(found)


def test_one_org_can_be_asked_alone(found: AppTest) -> None:
    found.selectbox(key="scope").select("Larkhill Grocers").run()
    assert set(found.dataframe[0].value["org"]) == {"Larkhill Grocers"}


def test_pages_that_ask_nobody_offer_no_choice_of_orgs_and_keep_the_one_that_was_made(found: AppTest) -> None:
    found.selectbox(key="scope").select("Larkhill Grocers").run()
    found.switch_page(str(ACTIVITY)).run()
    assert "scope" not in [box.key for box in found.selectbox]
    found.switch_page(str(CUSTOMER)).run()
    assert found.selectbox(key="scope").value == "Larkhill Grocers"


def test_reading_again_asks_the_vendor_anew(found: AppTest, sandbox: ServedSandbox) -> None:
    before = len(sandbox.world.ledger.requests)
    found.button(key="read-again").click().run()
    assert len(sandbox.world.ledger.requests) == before + 3


def test_looking_at_the_same_customer_asks_nobody(found: AppTest, sandbox: ServedSandbox) -> None:
    before = len(sandbox.world.ledger.requests)
    found.run()
    assert len(sandbox.world.ledger.requests) == before


def test_nothing_typed_asks_for_an_identifier(app: AppTest, look_up: LookUp, words: Words) -> None:
    look_up(app, "  ")
    assert "Type a mobile number" in words(app)


def test_wrong_credentials_are_told_with_the_next_step(
    real_account: pytest.MonkeyPatch, app: AppTest, look_up: LookUp, words: Words
) -> None:
    real_account.setenv("PROMO_PASSWORD", "wrong")
    look_up(app, "919900000001")
    assert "did not accept our credentials" in words(app)
    assert "promo-insight doctor" in words(app)


def test_a_dead_host_is_told_as_unreachable(
    real_account: pytest.MonkeyPatch, app: AppTest, look_up: LookUp, words: Words
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
    look_up(app, "919900000001")
    assert "The vendor could not be read" in words(app)
    assert "Nothing was changed" in words(app)


def test_a_server_that_fails_is_unreachable_and_has_refused_nothing(
    real_account: pytest.MonkeyPatch, app: AppTest, look_up: LookUp, words: Words
) -> None:
    async def failing(_: Request) -> Response:
        return JSONResponse({}, status_code=501)

    with served(Starlette(routes=[Route("/v2.1/customers/lookup/promotionData", failing)])) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        look_up(app, "919900000001")
    assert "The vendor could not be read" in words(app)
    assert "The vendor refused the look-up" not in words(app)


def test_a_wrong_setting_is_named_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, app: AppTest, words: Words
) -> None:
    monkeypatch.setenv("PROMO_TIMEZONE", "Nowhere")
    app.run()
    assert not app.exception
    assert "The settings are wrong" in words(app)
    assert "PROMO_TIMEZONE" in words(app)


def test_an_org_that_fails_leaves_the_others_shown(
    real_account: pytest.MonkeyPatch, app: AppTest, sandbox: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    world = build_world()
    inner = standalone(world)

    async def without_larkhill(scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", ()))
        answer = PlainTextResponse("gone", status_code=502) if headers.get(b"data-scope-org") == b"50405" else inner
        await answer(scope, receive, send)

    with served(without_larkhill) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        look_up(app, sandbox.demo("Near a cap").identifier_value)
    assert "Only 2 of 3 orgs answered" in words(app)
    assert "Larkhill Grocers (failed, code 502)" in words(app)
    assert set(app.dataframe[0].value["org"]) == {"Merrowfield Group", "Tarnwater Outdoor"}
    assert f"≥ {len(app.dataframe[0].value)} promotions of 2 of 3 orgs" in words(app)
    assert all(option.content.startswith("≥ ") for option in app.button_group(key="facets").proto.options)


@pytest.fixture
def answering(real_account: pytest.MonkeyPatch, app: AppTest, look_up: LookUp) -> Callable[..., AppTest]:
    """A customer looked up in one org that answers with these promotions and what else the answer holds."""

    def answered(*promotions: object, **rest: object) -> AppTest:
        body = {"customerId": 1, "promotions": promotions, "pageDetails": {"totalEntries": len(promotions)}, **rest}

        async def answer(_: Request) -> Response:
            return JSONResponse(body)

        real_account.setenv("PROMO_CHILD_ORGS", "")
        with served(Starlette(routes=[Route("/v2.1/customers/lookup/promotionData", answer)])) as port:
            real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
            return look_up(app, "919900000001")

    return answered


READABLE, UNREADABLE = {"promotionId": 8, "programId": 1}, {"promotionId": "seven", "programId": 1}


def test_records_that_cannot_be_read_are_named_and_the_others_shown(
    answering: Callable[..., AppTest], words: Words
) -> None:
    app = answering(READABLE, UNREADABLE)
    assert list(app.dataframe[0].value["promotion"]) == ["Promotion 8"]
    assert app.expander[0].label == "1 part of the vendor's answers could not be read; the rest is shown"
    assert "≥ 1 promotion\n" in words(app)


def test_what_could_be_read_and_only_looks_odd_is_no_loss(answering: Callable[..., AppTest], words: Words) -> None:
    app = answering(READABLE, warnings=[{"code": 8069, "message": "merged"}])
    assert app.expander[0].label == "1 note on the vendor's answers"
    assert "could not be read" not in words(app)
    assert "≥" not in words(app)


def test_a_merged_customer_is_told_once_with_the_orgs_that_say_so(
    app: AppTest, sandbox: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    look_up(app, sandbox.demo("Merged with another customer").identifier_value)
    assert app.expander[0].label == "1 note on the vendor's answers"
    assert "**Merrowfield Group, Larkhill Grocers, Tarnwater Outdoor**: The customer's record was merged" in words(app)


def test_where_nothing_could_be_read_the_page_does_not_say_that_there_is_nothing(
    answering: Callable[..., AppTest], words: Words
) -> None:
    app = answering(UNREADABLE)
    assert "No promotion could be read" in words(app)
    assert "has no promotions" not in words(app)
    assert app.expander[0].label.startswith("1 part of the vendor's answers could not be read")
