"""The first page: in the sandbox and with a real account."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.served import ServedSandbox, Words


def test_the_sandbox_is_named_on_every_page(app: AppTest, words: Words) -> None:
    assert "Sandbox: made-up customers" in words(app.run())
    assert "Sandbox: made-up customers" in words(app.switch_page("pages/views/customer.py").run())


def test_each_demo_customer_has_a_card_with_its_story(app: AppTest, sandbox: ServedSandbox, words: Words) -> None:
    said = words(app.run())
    for demo in sandbox.world.demo_customers:
        assert demo.title in said
        assert demo.story in said


def test_no_card_gives_a_number_away(app: AppTest, sandbox: ServedSandbox, words: Words) -> None:
    said = words(app.run())
    assert not [demo for demo in sandbox.world.demo_customers if demo.identifier_value in said]


def test_a_click_on_a_card_looks_the_customer_up(app: AppTest) -> None:
    app.run().button(key="demo-1").click().run()
    assert [title.value for title in app.title] == ["Customer 9990•••371"]
    assert not [value for value in app.query_params.values() if "9990" in value]


def test_customers_looked_up_before_are_a_click_away(app: AppTest) -> None:
    app.run().button(key="demo-1").click().run()
    app.switch_page("pages/views/start.py").run().button(key="demo-2").click().run()
    app.button(key="recent-0").click().run()
    assert [title.value for title in app.title] == ["Customer 9990•••371"]


@pytest.mark.usefixtures("real_account")
def test_a_real_account_is_named_and_what_is_configured_told(app: AppTest, words: Words) -> None:
    said = words(app.run())
    assert "Real account: 127.0.0.1" in said
    assert "What is configured" in said
    assert "promo-insight doctor" in said


@pytest.mark.usefixtures("real_account")
def test_no_password_is_shown(app: AppTest, words: Words) -> None:
    shown = words(app.run()) + str([table.value for table in app.table])
    assert "demo-password" not in shown


def test_the_time_zone_is_named_once(app: AppTest, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_TIMEZONE", "Asia/Kolkata")
    assert words(app.run()).count("Asia/Kolkata") == 1


def test_settings_come_from_the_connections_section_of_the_secrets(app: AppTest, words: Words) -> None:
    app.secrets["connections"] = {"promotions": {"timezone": "Asia/Kolkata"}}
    assert "Times in Asia/Kolkata" in words(app.run())


def test_the_environment_wins_over_the_secrets(app: AppTest, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_TIMEZONE", "Europe/Vienna")
    app.secrets["connections"] = {"promotions": {"timezone": "Asia/Kolkata"}}
    assert "Times in Europe/Vienna" in words(app.run())
