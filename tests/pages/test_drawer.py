"""The drawer: what it tells of a promotion, and an action from its button to its outcome."""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from streamlit.testing.v1 import AppTest

from pages.components.connection import promotions
from promo_data.actions import Intent
from promo_data.audit.key import FILE_NAME as KEY_FILE
from promo_data.sandbox import standalone
from promo_data.vocabulary import Outcome
from tests.pages.activity_record import record_at
from tests.pages.served import Opened, ServedSandbox, Words, served


def settled(app: AppTest, has_ended: Callable[[], bool]) -> AppTest:
    """The session once ``has_ended``, run again and again as a browser's would be."""
    deadline = time.monotonic() + 20
    while not has_ended() and time.monotonic() < deadline:
        time.sleep(0.1)
        app.run()
    return app


def _settled(app: AppTest) -> AppTest:
    """The session once its action has ended for good and the page was read anew."""
    return settled(
        app, lambda: any(str(button.key).startswith(("close-outcome", "read-back")) for button in app.button)
    )


def _intent(app: AppTest) -> Intent:
    (acting,) = app.session_state["desk"].acting.values()
    return promotions().intent(acting.intent_id)


def test_what_is_refused_says_why(opened: Opened, words: Words) -> None:
    said = words(opened("Everything used up", "Summit challenge"))
    assert "Can be enrolled: no" in said
    assert "The customer has used all 3 enrolments." in said


def test_what_is_refused_says_what_would_change_it(opened: Opened, words: Words) -> None:
    said = words(opened("Everything used up", "Summit challenge"))
    assert "What would change it:] The brand would have to raise the limit." in said


def test_what_is_only_to_be_noted_is_no_news_where_the_action_is_refused(opened: Opened, words: Words) -> None:
    assert "a new enrolment replaces it" not in words(opened("Everything used up", "Summit challenge"))


def test_a_refused_action_has_no_button(opened: Opened) -> None:
    app = opened("Everything used up", "Summit challenge")
    assert not [button for button in app.button if button.key == "offer-enrol"]


def test_a_promotion_that_applies_by_itself_has_no_button_and_no_timeline(opened: Opened, words: Words) -> None:
    app = opened("Near a cap", "Fuel saver")
    assert "applies by itself" in words(app)
    assert "Enrolments and issues" not in words(app)
    assert not [button for button in app.button if str(button.key).startswith("offer-")]


def test_where_nothing_can_be_recorded_a_line_says_so_and_nothing_can_be_pressed(
    opened: Opened, sandbox: ServedSandbox, words: Words
) -> None:
    folder = Path(os.environ["PROMO_DATA_DIR"], "sandbox")
    with record_at(folder, sandbox.url) as record:
        record.ended(Outcome.CONFIRMED, 1)
    (folder / KEY_FILE).unlink()
    app = opened("Room everywhere", "Shop across brands")
    assert "Only looking up is possible: The audit's key" in words(app)
    assert {button.disabled for button in app.button if str(button.key).startswith("offer-")} == {True}
    assert not app.error


def test_choosing_an_action_sends_nothing(opened: Opened, sandbox: ServedSandbox) -> None:
    before = sandbox.issues_asked
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    assert sandbox.issues_asked == before


def test_the_confirmation_repeats_who_what_and_what_is_left(opened: Opened) -> None:
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    told = app.table[0].value.to_dict()["value"]
    said = {name: str(value).replace("\\", "") for name, value in told.items()}
    assert said["Customer"] == "9990•••050"
    assert said["Promotion"] == "Travel miles"
    assert said["Org"] == "Merrowfield Group"
    assert said["Afterwards"] == "enrolments: 1 of 12 used, then 2 of 12"


def test_the_confirmation_shows_the_request_with_the_customer_masked(opened: Opened, sandbox: ServedSandbox) -> None:
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    shown = "\n".join(code.value for code in app.code)
    assert "POST /v2/promotion/issue" in shown
    assert sandbox.demo("Room everywhere").identifier_value not in shown


def test_a_cancelled_action_is_put_away(opened: Opened) -> None:
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    app.button(key="cancel").click().run()
    assert app.session_state["desk"].acting == {}


def test_an_enrolment_is_confirmed_and_the_figures_move(opened: Opened, words: Words) -> None:
    app = opened("Enrolled, not issued yet", "Travel miles")
    app.button(key="offer-enrol").click().run()
    app.button(key="confirm").click().run()
    said = words(_settled(app))
    assert _intent(app).outcome is Outcome.CONFIRMED
    assert "Enrolled" in [alert.proto.title for alert in app.success]
    assert "enrolled 0 → 1" in said


def test_an_enrolled_customer_is_issued_by_the_bulk_request_with_one_row(
    opened: Opened, sandbox: ServedSandbox, words: Words
) -> None:
    app = opened("Near a cap", "Family table challenge")
    enrolled = sandbox.issues_asked
    app.button(key="offer-issue").click().run()
    assert "POST /v2/promotion/bulk/enrolAndEarn" in "".join(code.value for code in app.code)
    app.button(key="confirm").click().run()
    said = words(_settled(app))
    assert _intent(app).outcome is Outcome.CONFIRMED
    assert "issued 4 → 5 of 5" in said
    assert sandbox.issues_asked == enrolled


def test_the_outcome_leads_to_its_entry_on_the_activity_page(opened: Opened) -> None:
    app = opened("Known by many names", "Travel miles")
    app.button(key="offer-enrol").click().run()
    app.button(key="confirm").click().run()
    intent = _intent(_settled(app))
    app.button(key=f"activity-of-{intent.promotion_id}").click().run()
    assert app.title[0].value == "Activity"
    assert app.session_state["activity-desk"].opened == intent.id


def test_two_presses_at_the_same_moment_send_one_request(opened: Opened, sandbox: ServedSandbox) -> None:
    app = opened("Room everywhere", "Shop across brands")
    app.button(key="offer-enrol").click().run()
    sent, (acting,) = sandbox.issues_asked, app.session_state["desk"].acting.values()
    together = threading.Barrier(2)

    def press() -> UUID:
        together.wait()
        return promotions().submit(acting.wish, token=acting.token)

    with ThreadPoolExecutor(2) as presses:
        first, second = (press.result() for press in [presses.submit(press), presses.submit(press)])
    app.button(key="confirm").click().run()
    _settled(app)
    assert first == second == acting.intent_id
    assert sandbox.issues_asked == sent + 1


def test_a_second_press_sends_nothing_more(opened: Opened, sandbox: ServedSandbox) -> None:
    app = opened("Near a cap", "Travel miles")
    app.button(key="offer-enrol").click().run()
    sent = sandbox.issues_asked
    (acting,) = app.session_state["desk"].acting.values()
    app.button(key="confirm").click().run()
    assert promotions().submit(acting.wish, token=acting.token) == acting.intent_id
    _settled(app)
    assert sandbox.issues_asked == sent + 1


def test_a_refusal_by_the_vendor_is_not_green(
    opened: Opened, sandbox: ServedSandbox, real_account: pytest.MonkeyPatch, words: Words
) -> None:
    inner = standalone(sandbox.world)

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            body = b'{"warnings":[{"code":8890,"message":"Promotion not issued"}],"sideEffects":[]}'
            await send(
                {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]}
            )
            await send({"type": "http.response.body", "body": body})
        else:
            await inner(scope, receive, send)

    with served(refusing) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        app = opened("Active with both brands", "Travel miles")
        app.button(key="offer-enrol").click().run()
        app.button(key="confirm").click().run()
        _settled(app)
    assert not app.success
    assert "Refused: nothing was done" in words(app)


@pytest.mark.usefixtures("real_account")
def test_another_orgs_promotion_without_its_credentials_needs_insisting(opened: Opened, words: Words) -> None:
    app = opened("Room everywhere", "Family table challenge")
    assert "that org's own credentials are not configured" in words(app)
    app.button(key="offer-enrol").click().run()
    assert app.button(key="confirm").disabled
    app.checkbox[0].check().run()
    assert not app.button(key="confirm").disabled


def test_a_source_that_only_reads_is_not_written_with(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_SOURCE", "ALL")
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    assert app.button(key="confirm").disabled
    (source,) = [box for box in app.selectbox if box.label == "Source to write with"]
    assert "Any source" not in source.options


def test_opting_in_finds_the_promotions_longer_id_by_itself(opened: Opened) -> None:
    app = opened("Enrolled, not issued yet", "Shop across brands")
    app.button(key="offer-opt_in").click().run()
    app.button(key="confirm").click().run()
    _settled(app)
    assert _intent(app).outcome is Outcome.CONFIRMED


def test_the_longer_id_can_be_given_and_taken_back(opened: Opened) -> None:
    app = opened("Known by many names", "Shop across brands")
    app.button(key="offer-opt_in").click().run()
    assert app.text_input(key="hex").placeholder == "Found by the promotion's name"
    app.text_input(key="hex").set_value("a" * 24).run()
    assert "a" * 24 in "".join(code.value for code in app.code)
    app.text_input(key="hex").set_value("").run()
    assert "a" * 24 not in "".join(code.value for code in app.code)


def test_a_longer_id_that_cannot_be_one_is_not_sent(opened: Opened, words: Words) -> None:
    app = opened("Known by many names", "Shop across brands")
    app.button(key="offer-opt_in").click().run()
    app.text_input(key="hex").set_value("no such id").run()
    assert "24 hex digits" in words(app)
    assert app.button(key="confirm").disabled


def test_the_drawer_says_how_old_its_promotion_is(opened: Opened, words: Words) -> None:
    app = opened("Near a cap", "Fuel saver")
    assert words(app).count("Data of") == 2


def test_reading_again_from_the_drawer_asks_the_vendor_and_keeps_the_drawer_open(
    opened: Opened, sandbox: ServedSandbox
) -> None:
    app = opened("Near a cap", "Fuel saver")
    before = sandbox.asked("/promotionData")
    app.button(key="read-again-in-drawer").click().run()
    assert sandbox.asked("/promotionData") == before + 3
    assert app.get("dialog")


def test_an_answer_that_is_lost_says_what_that_means(
    opened: Opened, sandbox: ServedSandbox, real_account: pytest.MonkeyPatch, words: Words
) -> None:
    inner = standalone(sandbox.world)

    async def losing(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            await PlainTextResponse("<html>", status_code=502)(scope, receive, send)
        else:
            await inner(scope, receive, send)

    with served(losing) as port:
        real_account.setenv("PROMO_BASE_URL", f"http://127.0.0.1:{port}")
        app = opened("More than a hundred promotions", "Travel miles")
        app.button(key="offer-enrol").click().run()
        app.button(key="confirm").click().run()
        _settled(app)
    assert not app.success
    assert "Not known: it may or may not have been done" in words(app)


def test_an_action_whose_drawer_is_closed_is_told_on_the_page(opened: Opened, words: Words) -> None:
    app = opened("Contradicted usage", "Travel miles")
    app.button(key="offer-enrol").click().run()
    app.button(key="confirm").click()
    app.session_state["desk"].close()
    said = words(_settled(app.run()))
    assert "**Travel miles**" in said
    assert "Enrolled" in [alert.proto.title for alert in app.success]


def test_closing_the_drawer_keeps_the_action(opened: Opened) -> None:
    app = opened("Unknown to one brand", "Travel miles")
    app.button(key="offer-enrol").click().run()
    desk = app.session_state["desk"]
    desk.close()
    app.run()
    assert len(desk.acting) == 1
