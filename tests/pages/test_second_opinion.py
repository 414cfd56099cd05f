"""The vendor's own filters beside what is worked out here: in the table, in the drawer, and where they fail."""

from collections.abc import Callable, Iterator

import pytest
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from pages.components.facets import Facet
from promo_data.sandbox import Switches, build_world, standalone
from tests.pages.served import LookUp, Opened, ServedSandbox, Words, served

CUSTOMER = "Active with both brands"
Serve = Callable[[ASGIApp], None]


@pytest.fixture(scope="module")
def contradicting() -> ServedSandbox:
    """A vendor whose AVAILABLE_TO_EARN lists what the customer may enrol in (api-facts §3.2); it is not served yet."""
    return ServedSandbox(build_world(switches=Switches(available_to_earn="enrol")), 0)


@pytest.fixture
def account(contradicting: ServedSandbox, real_account: pytest.MonkeyPatch) -> Iterator[ServedSandbox]:
    """The dashboard's account at that vendor."""
    with served(standalone(contradicting.world)) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield contradicting


def asked(app: AppTest) -> AppTest:
    return app.toggle(key="second-opinion").set_value(True).run()


def labels(app: AppTest) -> list[str]:
    """The filters above the table."""
    return [option.content for option in app.button_group(key="facets").proto.options]


def test_nobody_is_asked_for_a_second_opinion_unless_it_is_wanted(
    app: AppTest, account: ServedSandbox, look_up: LookUp
) -> None:
    before = account.asked("/promotionData")
    look_up(app, account.demo(CUSTOMER).identifier_value)
    assert account.asked("/promotionData") == before + 3
    assert "opinion" not in app.dataframe[0].value
    assert not [label for label in labels(app) if "contradicted" in label]


def test_it_costs_four_more_lists_an_org_and_says_so(app: AppTest, account: ServedSandbox, look_up: LookUp) -> None:
    look_up(app, account.demo(CUSTOMER).identifier_value)
    before = account.asked("/promotionData")
    assert "four more lists an org" in app.toggle(key="second-opinion").help
    asked(app)
    assert account.asked("/promotionData") == before + 12


def test_a_contradiction_has_a_mark_with_words_in_the_table(
    app: AppTest, account: ServedSandbox, look_up: LookUp
) -> None:
    asked(look_up(app, account.demo(CUSTOMER).identifier_value))
    table = app.dataframe[0].value.set_index("promotion")
    assert table.loc["Travel miles", "opinion"] == "≠ contradict"
    assert table.loc["Fuel saver", "opinion"] == "✓ agree"


def test_the_contradictions_are_counted_and_can_be_filtered_by(
    app: AppTest, account: ServedSandbox, look_up: LookUp
) -> None:
    asked(look_up(app, account.demo(CUSTOMER).identifier_value))
    marked = int((app.dataframe[0].value["opinion"] == "≠ contradict").sum())
    assert f"{marked} contradicted by the vendor's filter" in labels(app)
    app.button_group(key="facets").set_value([Facet.CONTRADICTED]).run()
    assert set(app.dataframe[0].value["opinion"]) == {"≠ contradict"}


def test_without_the_second_opinion_its_filter_leaves_nothing_out(
    app: AppTest, account: ServedSandbox, look_up: LookUp
) -> None:
    asked(look_up(app, account.demo(CUSTOMER).identifier_value))
    total = len(app.dataframe[0].value)
    app.button_group(key="facets").set_value([Facet.CONTRADICTED]).run()
    app.toggle(key="second-opinion").set_value(False).run()
    assert not app.exception
    assert len(app.dataframe[0].value) == total
    assert "opinion" not in app.dataframe[0].value


@pytest.mark.usefixtures("account")
def test_the_drawer_has_the_vendors_verdict_beside_ours_and_the_contradiction_in_a_sentence(
    opened: Opened, words: Words
) -> None:
    said = words(asked(opened(CUSTOMER, "Travel miles")))
    assert "Can be issued: no** :gray-badge[≠ vendor's filter: yes]" in said
    assert "Can be enrolled: yes** :gray-badge[vendor's filter: yes]" in said
    assert "The vendor's filter lists this promotion as open to be issued, but" in said


@pytest.mark.usefixtures("account")
def test_the_drawer_says_in_plain_words_what_the_filters_list_it_as(opened: Opened, words: Words) -> None:
    said = words(asked(opened(CUSTOMER, "Travel miles")))
    assert "Listed as: **open to enrol in · open to be issued**" in said
    assert "Not listed as: **bringing its benefit · expired**" in said


@pytest.mark.usefixtures("account")
def test_a_promotion_that_no_filter_lists_says_so(opened: Opened, words: Words) -> None:
    assert "Listed as: **nothing**" in words(asked(opened(CUSTOMER, "Gear swap day")))


def test_it_can_be_asked_for_in_the_drawer(opened: Opened, account: ServedSandbox, words: Words) -> None:
    app = opened(CUSTOMER, "Travel miles")
    before = account.asked("/promotionData")
    app.button(key="ask-opinion").click().run()
    assert account.asked("/promotionData") == before + 12
    assert "≠ vendor's filter: yes" in words(app)
    assert app.toggle(key="second-opinion").value is True


def test_it_is_asked_for_once_and_again_with_read_again(app: AppTest, account: ServedSandbox, look_up: LookUp) -> None:
    asked(look_up(app, account.demo(CUSTOMER).identifier_value))
    before = account.asked("/promotionData")
    app.run()
    assert account.asked("/promotionData") == before
    app.button(key="read-again").click().run()
    assert account.asked("/promotionData") == before + 15
    assert "opinion" in app.dataframe[0].value


def test_it_is_for_one_customer(app: AppTest, account: ServedSandbox, look_up: LookUp) -> None:
    asked(look_up(app, account.demo(CUSTOMER).identifier_value))
    look_up(app, account.demo("Near a cap").identifier_value)
    assert app.toggle(key="second-opinion").value is False
    assert "opinion" not in app.dataframe[0].value


def test_an_org_that_does_not_know_the_customer_has_no_filters_to_fail(
    app: AppTest, account: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    asked(look_up(app, account.demo("Unknown to one brand").identifier_value))
    assert "8 of 8 filter lists known, of 2 of 3 orgs" in words(app)


@pytest.fixture(params=["failing", "forbidden"])
def without_expired(
    request: pytest.FixtureRequest, contradicting: ServedSandbox, real_account: pytest.MonkeyPatch
) -> Iterator[ServedSandbox]:
    """The same vendor, where one filter of one org fails or is not for us."""
    inner = standalone(contradicting.world)
    refusals = {
        "failing": JSONResponse({}, status_code=404),
        "forbidden": JSONResponse({"errors": [{"code": 4000, "message": "Not authorized"}]}, status_code=403),
    }

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        of_grocer = dict(scope.get("headers", ())).get(b"data-scope-org") == b"50405"
        is_expired = b"EXPIRED" in scope.get("query_string", b"")
        chosen = refusals[request.param] if of_grocer and is_expired else inner
        await chosen(scope, receive, send)

    with served(answer) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield contradicting


def test_a_filter_that_failed_is_named_and_no_figure_suffers(
    app: AppTest, without_expired: ServedSandbox, look_up: LookUp, words: Words
) -> None:
    said = words(asked(look_up(app, without_expired.demo(CUSTOMER).identifier_value)))
    assert "11 of 12 filter lists known · not known: Larkhill Grocers (expired)" in said
    assert "≥" not in said
    assert "could not be read" not in said


@pytest.mark.usefixtures("without_expired")
def test_what_a_failed_filter_would_settle_is_not_known_in_table_and_drawer(opened: Opened, words: Words) -> None:
    app = asked(opened(CUSTOMER, "Back-to-school basket"))
    table = app.dataframe[0].value.set_index("promotion")
    assert table.loc["Back-to-school basket", "opinion"] == "? not known"
    assert table.loc["Fuel saver", "opinion"] == "✓ agree"
    assert "? Not known: **expired**" in words(app)
