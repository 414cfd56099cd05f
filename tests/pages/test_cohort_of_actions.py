"""The customers of actions on record, saved as a cohort from the activity page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.places import ACTIVITY
from promo_data.vocabulary import Outcome
from tests.pages.activity_record import Record, record_at
from tests.pages.cohort_world import data_layer, press
from tests.pages.served import ServedSandbox, Words


@pytest.fixture
def record(sandbox: ServedSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("PROMO_DATA_DIR", str(tmp_path))
    with record_at(tmp_path / "sandbox", sandbox.url) as record:
        yield record


def test_the_customers_of_the_actions_shown_become_a_cohort(
    record: Record, app: AppTest, sandbox: ServedSandbox, words: Words
) -> None:
    for outcome, customer in ((Outcome.CONFIRMED, 11), (Outcome.REFUSED, 12), (Outcome.REFUSED, 12)):
        record.ended(outcome, customer)
    app.run()
    app.switch_page(str(ACTIVITY)).run()
    app.text_input(key="activity-save-name").set_value("Looked after")
    press(app, "Save")
    assert "It is among the saved cohorts." in words(app)
    with data_layer(sandbox) as data:
        (saved,) = data.cohorts.saved()
        assert sorted(data.cohorts.open_saved(saved.id).identifiers.to_pylist()) == ["11", "12"]


def test_a_name_that_is_taken_is_refused_with_a_sentence(record: Record, app: AppTest, words: Words) -> None:
    record.ended(Outcome.CONFIRMED, 11)
    app.run()
    app.switch_page(str(ACTIVITY)).run()
    for said in ("It is among the saved cohorts.", "There is a saved cohort of that name already"):
        app.text_input(key="activity-save-name").set_value("Looked after")
        press(app, "Save")
        assert said in words(app)
