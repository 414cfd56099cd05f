"""What a person can still do about an action that is in doubt, decided too soon, or done by somebody else too."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.connection import promotions
from pages.components.places import ACTIVITY
from promo_data.actions import Intent, Route, State, Wish
from promo_data.actions.outcomes import ANOTHER_TOO
from promo_data.frames.records import records
from promo_data.models.customer import CustomerIdentifier
from promo_data.sandbox import standalone
from promo_data.vocabulary import IdentifierKind, Outcome
from tests.pages.activity_record import AFTER, Record, record_at
from tests.pages.served import ServedSandbox, Words, served
from tests.pages.test_open_outcomes import Vendor

Opened = Callable[[Intent], AppTest]


@pytest.fixture
def record(sandbox: ServedSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("PROMO_DATA_DIR", str(tmp_path))
    with record_at(tmp_path / "sandbox", sandbox.url) as record:
        yield record


@pytest.fixture
def drawer(app: AppTest) -> Opened:
    """The drawer of an action on the activity page."""

    def opened(intent: Intent) -> AppTest:
        app.run()
        app.switch_page(str(ACTIVITY)).run()
        app.session_state["activity-desk"].open(intent.id)
        return app.run()

    return opened


def _just_now(record: Record) -> Intent:
    record.desk.clock.at = datetime.now(UTC) - timedelta(seconds=10)
    return record.ended(Outcome.CONFLICT, 7)


def test_that_nothing_was_done_cannot_be_said_while_the_request_may_travel(
    drawer: Opened, record: Record, words: Words
) -> None:
    app = drawer(_just_now(record))
    assert "The vendor may still carry it out: that it was not can be decided from" in words(app)
    assert app.button(key="activity-decide-False").disabled
    assert not app.button(key="activity-decide-True").disabled


def test_nor_by_one_who_was_asked_before_and_answers_now(drawer: Opened, record: Record, words: Words) -> None:
    app = drawer(intent := _just_now(record))
    app.session_state["activity-desk"].ask_decision(carried_out=False)
    app.run().button(key="activity-decide-now").click().run()
    assert "That it was not can be decided from" in words(app)
    assert promotions().intent(intent.id).state is State.CONFLICT


def test_once_the_request_cannot_travel_any_more_it_can_be_said(drawer: Opened, record: Record, words: Words) -> None:
    app = drawer(record.ended(Outcome.CONFLICT, 7))
    assert "The vendor may still carry it out" not in words(app)
    assert not app.button(key="activity-decide-False").disabled


def test_what_somebody_else_did_too_is_done_and_says_so(drawer: Opened, record: Record, words: Words) -> None:
    done = record.ended(Outcome.CONFIRMED, 7)
    said = words(drawer(record.journal().note_after(done.id, AFTER, ANOTHER_TOO)))
    assert "● Done" in said
    assert "another channel probably did the same at that moment" in said


@pytest.fixture
def found_by_reading(sandbox: ServedSandbox, real_account: pytest.MonkeyPatch, app: AppTest) -> Iterator[Intent]:
    """An enrolment whose answer was lost, and which was found to be done by reading the customer again."""
    vendor = Vendor(standalone(sandbox.world))
    with served(vendor) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        app.run()
        data, number = promotions(), sandbox.demo("Unknown to one brand").identifier_value
        identifier = CustomerIdentifier(IdentifierKind.MOBILE, number)
        row = next(row for row in records(data.customer(identifier).promotions) if row["name"] == "Travel miles")
        ids = (row["org_id"], row["program_id"], row["promotion_id"])
        intent = data.perform(Wish(identifier, *ids, Route.V2_ISSUE))
        vendor.late()
        yield data.settle(intent.id)


def test_an_undoing_in_doubt_says_what_to_do_before_the_button_can_be_pressed(
    drawer: Opened, found_by_reading: Intent, words: Words
) -> None:
    app = drawer(found_by_reading)
    app.button(key="activity-undo").click().run()
    assert "it was found by reading, and another channel may have done it" in words(app)
    assert "tick the box, and the button can be pressed" in words(app)
    assert app.button(key="activity-undo-now").disabled
    app.checkbox[0].check().run()
    assert not app.button(key="activity-undo-now").disabled
