"""An action whose end is contradictory: told on the page and in the drawer, to be decided, and never sent again."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from promo_data.vocabulary import Outcome
from tests.pages.activity_record import WISH, record_at
from tests.pages.served import Opened, ServedSandbox, Words

TOLD = "Contradictory: a person has to decide"


@pytest.fixture
def drawer(opened: Opened, sandbox: ServedSandbox) -> AppTest:
    """The drawer of a promotion in which a colleague's enrolment of the same customer ended so."""
    app = opened("Room everywhere", "Travel miles")
    desk = app.session_state["desk"]
    wish = replace(WISH, **desk.opened._asdict())
    with record_at(Path(os.environ["PROMO_DATA_DIR"], "sandbox"), sandbox.url) as record:
        record.ended(Outcome.CONFLICT, desk.reading.view.customer_id, person="colleague", wish=wish)
    return app.run().run()  # the page takes it up, then the drawer has it


def test_the_drawer_says_what_is_contradictory_and_what_to_compare(drawer: AppTest, words: Words) -> None:
    (told,) = drawer.warning
    assert told.proto.title == TOLD
    assert "not as this action alone would change them" in words(drawer)
    assert "decide what was done" in words(drawer)


def test_it_can_be_neither_repeated_nor_put_away_and_leads_to_where_it_is_decided(drawer: AppTest) -> None:
    keys = [str(button.key) for button in drawer.button]
    assert not [key for key in keys if key.startswith(("offer-", "confirm", "read-back-", "close-outcome-"))]
    (link,) = [key for key in keys if key.startswith("activity-of-")]
    drawer.button(key=link).click().run()
    assert drawer.title[0].value == "Activity"
    assert drawer.session_state["activity-desk"].opened is not None


def test_nothing_is_said_of_what_can_be_done_until_it_is_decided(drawer: AppTest, words: Words) -> None:
    assert "Can be enrolled" not in words(drawer)


def test_with_the_drawer_closed_the_page_tells_it(drawer: AppTest, words: Words) -> None:
    drawer.session_state["desk"].close()
    drawer.run()
    assert TOLD in words(drawer)
    assert "**Travel miles**" in words(drawer)
