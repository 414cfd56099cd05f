"""What a customer got from a promotion, in the drawer: asked for on demand, unit by unit."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from pages.components.benefit_lines import Line, benefit_lines
from promo_data.models.benefits import BenefitSummary, CurrencyIssued, IncentiveIssued, PointsIssued
from promo_data.sandbox import standalone
from tests.pages.served import Opened, ServedSandbox, Words, served

CUSTOMER, PROMOTION = "Room everywhere", "Travel miles"
BENEFITS = "/actionSummary"
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")


def pressed(app: AppTest) -> AppTest:
    return app.button(key="ask-benefits").click().run()


def can_be_asked(app: AppTest) -> bool:
    return any(button.key == "ask-benefits" for button in app.button)


def told(app: AppTest) -> dict[str, str]:
    """The table of benefits as it reads; it stands before that of the facts."""
    table = app.table[0].value.iloc[:, 0]
    return {str(name).replace("\\", ""): str(said).replace("\\", "") for name, said in table.items()}


def test_nobody_is_asked_until_it_is_wanted(opened: Opened, sandbox: ServedSandbox) -> None:
    before = sandbox.asked(BENEFITS)
    opened(CUSTOMER, PROMOTION)
    assert sandbox.asked(BENEFITS) == before


def test_points_and_every_currency_stand_in_their_own_unit(opened: Opened) -> None:
    found = told(pressed(opened(CUSTOMER, PROMOTION)))
    assert found["Regular points"].startswith("400 points · 1 time · last ")
    assert found["MILES, an alternate currency"].startswith("25 MILES · 1 time · last ")
    assert found["Enrolment"].startswith("id ")


def test_they_are_asked_for_once_and_put_away_when_the_page_is_read_anew(
    opened: Opened, sandbox: ServedSandbox
) -> None:
    before = sandbox.asked(BENEFITS)
    app = pressed(opened(CUSTOMER, PROMOTION)).run()
    assert sandbox.asked(BENEFITS) == before + 1
    app.button(key="read-again-in-drawer").click().run()
    assert sandbox.asked(BENEFITS) == before + 1
    assert can_be_asked(app)


def test_it_says_since_when_and_what_it_cannot_tell(opened: Opened, words: Words) -> None:
    said = words(pressed(opened(CUSTOMER, PROMOTION)))
    assert "Benefits since 12 June 2025" in said
    assert "not what was spent, expired or taken back" in said
    assert "nothing is added up" in said


def test_where_there_is_none_that_is_said(opened: Opened, words: Words) -> None:
    assert "No benefit is on record." in words(pressed(opened(CUSTOMER, "Fuel saver")))


@pytest.mark.usefixtures("real_account")
def test_without_the_other_orgs_credentials_nothing_is_asked(
    opened: Opened, sandbox: ServedSandbox, words: Words
) -> None:
    before = sandbox.asked(BENEFITS)
    app = pressed(opened(CUSTOMER, "Family table challenge"))
    assert "read with that org's own credentials" in words(app)
    assert sandbox.asked(BENEFITS) == before
    assert not can_be_asked(app)


@pytest.fixture
def answering(
    opened: Opened, sandbox: ServedSandbox, real_account: pytest.MonkeyPatch
) -> Iterator[Callable[[Response], AppTest]]:
    """The drawer after benefits were asked for, of a vendor that answers so."""
    inner = standalone(sandbox.world)
    answers: list[Response] = []

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await (answers[0] if scope["path"].endswith(BENEFITS) else inner)(scope, receive, send)

    def answered(response: Response) -> AppTest:
        answers[:] = [response]
        return pressed(opened(CUSTOMER, PROMOTION))

    with served(answer) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        yield answered


def refusal(code: int, status: int) -> JSONResponse:
    return JSONResponse({"data": None, "errors": {"code": code, "message": "no"}, "warnings": None}, status)


@pytest.mark.parametrize(
    ("response", "title", "sentence"),
    [
        (refusal(3013, 200), "The vendor refused", "does not know this promotion"),
        (refusal(4000, 403), "The vendor refused", ""),
        (Response("<html>", 200), "Could not be read", "not the JSON"),
        (JSONResponse({"points": "many"}), "Could not be read", "no list of benefits"),
    ],
    ids=["refused", "forbidden", "html", "no list"],
)
def test_what_went_wrong_is_said_and_it_can_be_asked_again(
    answering: Callable[[Response], AppTest], words: Words, response: Response, title: str, sentence: str
) -> None:
    app = answering(response)
    assert [info.proto.title for info in app.info] == [title]
    assert sentence in words(app)
    assert can_be_asked(app)


def test_what_could_be_read_is_shown_beside_what_could_not(answering: Callable[[Response], AppTest]) -> None:
    points = [{"pointsCategory": "BONUS_POINTS", "totalPointsIssued": "12.5"}, "odd"]
    app = answering(JSONResponse({"points": points, "alternateCurrencies": []}))
    assert told(app) == {
        "Bonus points": "12.5 points",
        "Alternate currencies": "none",
        "Other benefits": "the answer does not say",
    }
    assert any("could not be read" in expander.label for expander in app.expander)


def summary(**given: object) -> BenefitSummary:
    lists: dict[str, object] = {"points": (), "currencies": (), "incentives": ()}
    return BenefitSummary(1, 2, 3, **(lists | given), problems=(), as_of=NOW)  # type: ignore[arg-type]  # three lists


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            {"points": (PointsIssued.model_validate({"pointsCategory": "NEW_POINTS"}),)},
            Line("NEW_POINTS", "amount not given"),
        ),
        (
            {"currencies": (CurrencyIssued.model_validate({"totalCurrencyIssued": "0"}),)},
            Line("Name not given, an alternate currency", "0 of a unit not given"),
        ),
        (
            {
                "incentives": (
                    IncentiveIssued.model_validate(
                        {"action": "UPGRADE_TIER", "actionId": 7, "activityId": "a", "actionIssuedCount": 2}
                    ),
                )
            },
            Line("Tier upgrade", "id 7 · 2 times · activity a"),
        ),
        ({"incentives": (IncentiveIssued.model_validate({"action": "SURPRISE"}),)}, Line("SURPRISE", "")),
        ({"points": None}, Line("Points", "the answer does not say")),
    ],
)
def test_unknown_words_and_absent_figures_stay_visible(given: dict[str, object], line: Line) -> None:
    assert line in benefit_lines(summary(**given), UTC_ZONE)


def test_times_are_told_in_the_pages_zone() -> None:
    issued = PointsIssued.model_validate(
        {"pointsCategory": "REGULAR_POINTS", "totalPointsIssued": "1250", "lastIssuedOn": 1_790_000_000_000}
    )
    lines = benefit_lines(summary(points=(issued,)), ZoneInfo("Asia/Kolkata"))
    assert lines[0] == Line("Regular points", "1,250 points · last 21 Sep 2026, 19:43")
