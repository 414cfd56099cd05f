"""Where the keyboard goes on in the drawer, and the way back out of the page: told to the browser, once each."""

from streamlit.testing.v1 import AppTest

from pages.components.browser_steps import Place, focus_script
from tests.pages.served import LookUp, Opened, ServedSandbox, scripts


def goes_on_at(app: AppTest, place: Place) -> bool:
    """Whether the focus is sent there, in this step of the drawer."""
    return scripts(app) == [focus_script(place, app.session_state["desk"].moves)]


def test_an_opened_drawer_begins_at_its_answers(opened: Opened) -> None:
    assert goes_on_at(opened("Room everywhere", "Travel miles"), Place.ANSWERS)


def test_a_chosen_action_leads_to_its_confirmation_and_a_cancelled_one_back(opened: Opened) -> None:
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    assert goes_on_at(app, Place.CONFIRMATION)
    app.button(key="cancel").click().run()
    assert goes_on_at(app, Place.ANSWERS)


def test_choosing_twice_moves_the_focus_twice(opened: Opened) -> None:
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    (first,) = scripts(app)
    app.button(key="cancel").click().run()
    app.button(key="offer-enrol").click().run()
    assert scripts(app) != [first]


def test_whatever_else_is_done_meanwhile_moves_no_focus(opened: Opened) -> None:
    app = opened("Room everywhere", "Travel miles")
    app.button(key="offer-enrol").click().run()
    before = scripts(app)
    app.button(key="read-again-in-drawer").click().run()
    assert scripts(app) == before


def test_what_was_sent_leads_to_its_outcome(opened: Opened) -> None:
    app = opened("Room everywhere", "Shop across brands")
    app.button(key="offer-enrol").click().run()
    app.button(key="confirm").click().run()
    assert goes_on_at(app, Place.ANSWERS)


def test_what_is_asked_for_in_the_drawer_leads_to_where_it_is_told(opened: Opened) -> None:
    app = opened("Room everywhere", "Travel miles")
    app.button(key="ask-opinion").click().run()
    assert goes_on_at(app, Place.OPINION)
    app.button(key="ask-benefits").click().run()
    assert goes_on_at(app, Place.BENEFITS)


def test_one_step_back_from_the_first_customer_leaves_the_page(
    app: AppTest, sandbox: ServedSandbox, look_up: LookUp
) -> None:
    look_up(app, sandbox.demo("Room everywhere").identifier_value)
    assert scripts(app) == []
    app.query_params.clear()
    (script,) = scripts(app.run())
    assert "history.back()" in script
    assert scripts(app.run()) == []
