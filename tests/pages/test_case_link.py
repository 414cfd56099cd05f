"""The case link: a link to what is seen and a text of it, neither of which names the customer."""

import os
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.components.connection import promotions
from promo_data.store.database import FILE_NAME
from tests.pages.served import LookUp, Opened, ServedSandbox, Words

NEAR = "Near a cap"


def pressed(app: AppTest, about: str) -> list[str]:
    """What can be copied once the button was pressed."""
    app.button(key=f"case-link-{about}").click().run()
    return [code.value for code in app.code]


def test_nothing_is_kept_before_the_button_is_pressed(opened: Opened) -> None:
    assert not opened(NEAR, "Family table challenge").code


def test_the_link_opens_what_was_seen_and_the_text_holds_it(opened: Opened) -> None:
    app = opened(NEAR, "Family table challenge")
    view, about = app.session_state["desk"].reading.view, app.session_state["desk"].opened
    link, text = pressed(app, "promotion")
    case = promotions().case(link.rpartition("/case?case=")[2])
    assert case.about == about
    assert case.view.promotions.equals(view.promotions)
    assert text.endswith(link)
    assert "Family table challenge (Larkhill Grocers" in text


def test_neither_names_the_customer(opened: Opened, sandbox: ServedSandbox) -> None:
    app = opened(NEAR, "Family table challenge")
    assert sandbox.demo(NEAR).identifier_value not in "".join(pressed(app, "promotion"))


def test_it_is_put_away_again(opened: Opened) -> None:
    app = opened(NEAR, "Family table challenge")
    pressed(app, "promotion")
    app.button(key="case-close-promotion").click().run()
    assert not app.code


def test_there_is_one_of_the_whole_customer_too(app: AppTest, sandbox: ServedSandbox, look_up: LookUp) -> None:
    look_up(app, sandbox.demo(NEAR).identifier_value)
    link, text = pressed(app, "customer")
    assert promotions().case(link.rpartition("/case?case=")[2]).about is None
    assert "promotions on the list" in text


def test_what_was_read_since_is_another_case(opened: Opened) -> None:
    app = opened(NEAR, "Family table challenge")
    pressed(app, "promotion")
    app.button(key="read-again-in-drawer").click().run()
    assert not app.code


def test_where_the_store_is_down_the_text_is_there_and_the_link_is_said_to_be_missing(
    opened: Opened, words: Words
) -> None:
    (Path(os.environ["PROMO_DATA_DIR"]) / "sandbox" / FILE_NAME).mkdir(parents=True)
    app = opened(NEAR, "Family table challenge")
    (text,) = pressed(app, "promotion")
    assert "No link could be made" in words(app)
    assert "Family table challenge" in text
