"""The drawer of a frozen view: all that was seen, and nothing that can be done, asked or read again."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.served import LookUp, ServedSandbox, Words

STORY, PROMOTION = "Near a cap", "Family table challenge"
SCRIPT = """
from datetime import UTC, datetime

import streamlit as st

from pages.components.connection import promotions
from pages.components.customer_page import org_names
from pages.components.desk import Desk, PromotionKey
from pages.components.looked_up import Reading, Scope
from pages.components.drawer import show_drawer

view, *key = st.session_state["held"]
desk = Desk(reading=Reading(None, Scope(), second_opinion=False, view=view), opened=PromotionKey(*key))
data = promotions()
show_drawer(data, desk, org_names(data.settings), datetime(2026, 1, 1, tzinfo=UTC), frozen=True)
"""


@pytest.fixture
def frozen(app: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> AppTest:
    """A case of a promotion, opened under its link."""
    look_up(app, sandbox.demo(STORY).identifier_value)
    desk = app.session_state["desk"]
    rows = desk.reading.view.promotions
    row = rows[rows["name"] == PROMOTION].iloc[0]
    script = AppTest.from_string(SCRIPT, default_timeout=30)
    script.session_state["held"] = (
        desk.reading.view,
        int(row["org_id"]),
        int(row["program_id"]),
        int(row["promotion_id"]),
    )
    return script.run()


def test_it_shows_what_was_seen(frozen: AppTest, words: Words) -> None:
    said = words(frozen)
    assert not frozen.exception
    assert "Can be enrolled: yes" in said
    assert "Enrolments and issues" in said


def test_nothing_can_be_done_asked_or_read_again(frozen: AppTest) -> None:
    assert not frozen.button
