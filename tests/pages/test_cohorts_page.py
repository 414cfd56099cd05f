"""The cohorts page before there is a snapshot: a list, what is wrong with it, its cost, and its start."""

import os
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.components.places import COHORTS
from promo_data.cohort.pull.jobs import JobState
from tests.pages.cohort_world import ASKING, NAME, STRANGER, csv_of, data_layer, listed, mobiles, press, shown
from tests.pages.served import ServedSandbox, Words

DESK = "cohort-desk"


@pytest.fixture
def cohorts(app: AppTest) -> AppTest:
    """A session about to open the cohorts page."""
    app.run()
    return app.switch_page(str(COHORTS))


def _upload(app: AppTest, content: bytes, name: str = "Spring list.csv") -> AppTest:
    app.run()
    app.file_uploader[0].upload(name, content)
    return app.run()


def test_before_anything_was_pulled_it_says_what_to_do_first(cohorts: AppTest, words: Words) -> None:
    said = words(cohorts.run())
    assert "No snapshot yet" in said
    assert "Upload or paste a list above" in said
    assert not cohorts.exception


def test_a_list_is_recognised_and_counted(cohorts: AppTest, sandbox: ServedSandbox, words: Words) -> None:
    known = mobiles(sandbox.world)
    said = words(_upload(cohorts, csv_of([*known, known[0], "", "9.19E+11"])))
    assert f"{len(known) + 3} rows: **{len(known)} to ask**, 1 duplicate, 2 cannot be asked" in said
    assert cohorts.selectbox[0].value == 1
    assert [expander.label for expander in cohorts.expander][
        -1
    ] == "1 empty, 1 rounded by a spreadsheet, 1 row named before"


def test_a_problem_names_its_row_and_masks_what_stands_there(cohorts: AppTest, sandbox: ServedSandbox) -> None:
    known = mobiles(sandbox.world)
    _upload(cohorts, csv_of([*known[:3], known[0]]))
    problems = cohorts.dataframe[-1].value
    assert problems["row"].tolist() == ["4"]
    assert problems["problem"].tolist() == ["The same customer as in row 1: asked once."]
    assert known[0] not in problems["text"].tolist()[0]


def test_the_preview_masks_what_looks_like_customers(cohorts: AppTest, sandbox: ServedSandbox) -> None:
    known = mobiles(sandbox.world)
    _upload(cohorts, csv_of(known))
    preview = cohorts.dataframe[0].value
    assert preview["column"].tolist() == ["Store", "Mobile no."]
    assert known[0] not in preview.to_string()
    assert "•••" in preview["examples"].tolist()[1]


def test_another_column_can_be_chosen(cohorts: AppTest, words: Words) -> None:
    _upload(cohorts, b"id;customer\n347000001;347000002\n347000003;347000004")
    cohorts.selectbox[0].select(1).run()
    desk = cohorts.session_state[DESK]
    assert desk.list.customers.identifiers.to_pylist() == ["347000002", "347000004"]
    assert "**2 to ask**" in words(cohorts)


def test_a_first_row_that_is_a_customer_can_be_said_to_be_one(cohorts: AppTest, words: Words) -> None:
    _upload(cohorts, b"mobile\n918767431754\n918767431755")
    assert "**2 to ask**" in words(cohorts)
    cohorts.checkbox[0].uncheck().run()
    assert "3 rows: **2 to ask**, 1 cannot be asked" in words(cohorts)


def test_a_list_of_which_nothing_is_clear_asks_for_the_column(cohorts: AppTest, words: Words) -> None:
    said = words(_upload(cohorts, b"colour;size\nred;small\nblue;large"))
    assert "No column is clearly one of customers" in said
    assert "What it costs" not in said


def test_a_list_of_problems_only_says_so_and_offers_no_start(cohorts: AppTest, words: Words) -> None:
    said = words(_upload(cohorts, b"mobile\n9.19E+11\n9.20E+11"))
    assert "Nobody in this list can be asked" in said
    assert "Start" not in [button.label for button in cohorts.button]


def test_a_wrong_file_is_refused_with_a_sentence(cohorts: AppTest, words: Words) -> None:
    said = words(_upload(cohorts, b"%PDF-1.7 not a list", "list.pdf"))
    assert "The list is a PDF" in said
    assert not cohorts.exception


def test_pasted_text_is_a_list(cohorts: AppTest, words: Words) -> None:
    cohorts.run()
    cohorts.session_state["cohort-from"] = "pasted"
    cohorts.run()
    cohorts.text_area[0].set_value("918767431754\n919876543210")
    press(cohorts, "Read the list")
    assert "**2 to ask**" in words(cohorts)


def test_the_cost_is_told_before_anything_is_asked(cohorts: AppTest, sandbox: ServedSandbox) -> None:
    before = len(sandbox.world.ledger.requests)
    known = mobiles(sandbox.world)
    _upload(cohorts, csv_of(known))
    told = {metric.label: metric.value for metric in cohorts.metric}
    assert told == {"Calls": str(len(known) * 3), "Time": "under a minute", "Known already": "0"}
    assert len(sandbox.world.ledger.requests) == before


def test_starting_puts_a_pull_on_record_and_turns_to_it(cohorts: AppTest, sandbox: ServedSandbox, words: Words) -> None:
    _upload(cohorts, csv_of([*mobiles(sandbox.world), STRANGER]))
    press(cohorts, "Start")
    assert "Waits for its turn" in words(cohorts)
    with data_layer(sandbox) as data:
        assert data.pulls.job(UUID(shown(cohorts))).name == NAME


def test_a_pull_under_way_is_listed_and_leads_to_itself(cohorts: AppTest, sandbox: ServedSandbox, words: Words) -> None:
    with data_layer(sandbox) as data:
        pull_id = data.pulls.start(listed(mobiles(sandbox.world)), ASKING, NAME)
        assert "Under way" in words(cohorts.run())
        press(cohorts, "Follow")
    assert shown(cohorts) == str(pull_id)


def test_a_pull_is_paused_goes_on_and_is_cancelled(cohorts: AppTest, sandbox: ServedSandbox, words: Words) -> None:
    with data_layer(sandbox) as data:
        pull_id = data.pulls.start(listed(mobiles(sandbox.world)), ASKING, NAME)
        cohorts.query_params["snapshot"] = str(pull_id)
        for label, state, said in (
            ("Pause", JobState.PAUSED, "nothing is asked for until it goes on"),
            ("Go on", JobState.QUEUED, "Waits for its turn"),
            ("Cancel it and keep nothing", JobState.CANCELLED, "This pull was cancelled"),
        ):
            cohorts.run()
            press(cohorts, label)
            assert data.pulls.job(pull_id).state is state
            assert said in words(cohorts)


def test_where_nothing_can_be_recorded_nothing_is_started(
    cohorts: AppTest, sandbox: ServedSandbox, words: Words
) -> None:
    _upload(cohorts, csv_of(mobiles(sandbox.world)))
    (Path(os.environ["PROMO_DATA_DIR"]) / "sandbox" / "snapshots").write_bytes(b"in the way")
    before = len(sandbox.world.ledger.requests)
    press(cohorts, "Start")
    said = words(cohorts)
    assert "It was not started" in said
    assert "snapshot" not in cohorts.query_params
    assert len(sandbox.world.ledger.requests) == before
    assert not cohorts.exception


def test_a_saved_cohort_is_pulled_again(cohorts: AppTest, sandbox: ServedSandbox, words: Words) -> None:
    with data_layer(sandbox) as data:
        data.cohorts.save("Near a cap", pa.array([347000001, 347000002]), "Spring list")
    assert "Near a cap" in words(cohorts.run())
    press(cohorts, "Use this cohort")
    assert "2 rows: **2 to ask**" in words(cohorts)
    press(cohorts, "Start")
    with data_layer(sandbox) as data:
        assert data.pulls.job(UUID(shown(cohorts))).name == "Near a cap"


def test_a_saved_cohort_is_deleted_when_that_was_said_twice(cohorts: AppTest, sandbox: ServedSandbox) -> None:
    with data_layer(sandbox) as data:
        data.cohorts.save("Near a cap", pa.array([347000001]), "Spring list")
        cohorts.run()
        assert "Delete it for good" not in [button.label for button in cohorts.button]
        cohorts.checkbox[0].check().run()
        press(cohorts, "Delete it for good")
        assert data.cohorts.saved() == ()


def test_a_record_that_cannot_be_read_is_one_alarm(cohorts: AppTest, words: Words) -> None:
    folder = Path(os.environ["PROMO_DATA_DIR"]) / "sandbox"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "journal.sqlite3").write_bytes(b"this is no database")
    said = words(cohorts.run())
    assert "Cohorts cannot be shown just now" in said
    assert not cohorts.exception
