"""The activity page in each of its states, and what a person can do on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.activity_export import ShownRecord, activity_document
from pages.components.activity_filters import Filters
from pages.components.activity_reading import ROWS_A_PAGE
from pages.components.connection import promotions
from pages.components.export_kinds import Kind
from pages.components.export_menu import NoteExport, exporting
from pages.components.places import ACTIVITY
from pages.components.wording.activity import Ending
from promo_data.actions import Intent, State
from promo_data.actions.outcomes import Told
from promo_data.errors import StoreError
from promo_data.vocabulary import IdentifierKind, Outcome
from tests.pages.activity_record import MOBILE, WISH, Record, record_at
from tests.pages.served import ServedSandbox, Words
from tests.pages.test_activity_lines import NAMES

Opened = Callable[[Intent], AppTest]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the dashboard keeps the sandbox's record."""
    monkeypatch.setenv("PROMO_DATA_DIR", str(tmp_path))
    return tmp_path / "sandbox"


@pytest.fixture
def record(sandbox: ServedSandbox, folder: Path) -> Iterator[Record]:
    with record_at(folder, sandbox.url) as record:
        yield record


@pytest.fixture
def activity(app: AppTest, folder: Path) -> AppTest:  # noqa: ARG001 - the dashboard must find its folder
    """A session about to open the activity page."""
    app.run()
    return app.switch_page(str(ACTIVITY))


@pytest.fixture
def opened(activity: AppTest) -> Opened:
    """The drawer of an action."""

    def open_drawer(intent: Intent) -> AppTest:
        activity.run()
        activity.session_state["activity-desk"].open(intent.id)
        return activity.run()

    return open_drawer


def _shown(app: AppTest) -> list[str]:
    """The outcomes in the list, from the top."""
    return [str(outcome) for outcome in app.dataframe[0].value["outcome"]] if app.dataframe else []


def _pills(app: AppTest) -> list[str]:
    return [option.content for option in app.get("button_group")[0].proto.options]


def test_before_anything_was_done_it_says_what_comes_here(activity: AppTest, words: Words) -> None:
    assert "Nothing was done yet" in words(activity.run())


@pytest.mark.parametrize("damage", [b"this is no database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_record_is_one_alarm_and_stays_as_it_is(
    activity: AppTest, folder: Path, words: Words, damage: bytes
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / "journal.sqlite3"
    store.write_bytes(damage)
    said = words(activity.run())
    assert "Only looking up is possible" in said
    assert "nothing can be enrolled, issued or undone until it is whole" in said
    assert len(activity.error) == 1
    assert not activity.exception
    assert store.read_bytes() == damage


def test_a_record_that_can_only_be_read_is_an_alarm_above_what_it_holds(
    activity: AppTest, record: Record, folder: Path, words: Words
) -> None:
    record.ended(Outcome.CONFIRMED, 1)
    (folder / "audit.key").unlink()
    said = words(activity.run())
    assert "Only looking up is possible" in said
    assert "audit.key" in said
    assert _shown(activity) == ["● done"]


def test_every_action_is_listed_newest_first(activity: AppTest, record: Record) -> None:
    for place, outcome in enumerate(Outcome):
        record.ended(outcome, 100 + place)
    activity.run()
    assert _shown(activity) == [
        "? contradictory",
        "? not known",
        "– not carried out",
        "– not sent",
        "◐ done in part",
        "○ refused",
        "● done",
    ]


def test_what_is_open_is_counted_first_even_where_there_is_none(activity: AppTest, record: Record) -> None:
    record.ended(Outcome.UNKNOWN, 1)
    record.ended(Outcome.UNKNOWN, 2)
    record.ended(Outcome.CONFLICT, 3)
    record.ended(Outcome.CONFIRMED, 4)
    assert _pills(activity.run()) == ["? 2 not known", "? 1 contradictory", "◐ 0 under way", "● 1 done"]


def test_a_count_filters_and_stands_in_the_address(activity: AppTest, record: Record) -> None:
    record.ended(Outcome.UNKNOWN, 1)
    record.ended(Outcome.CONFIRMED, 2)
    activity.run()
    activity.button_group(key="activity-outcome").set_value([Ending.UNKNOWN]).run()
    assert _shown(activity) == ["? not known"]
    assert activity.query_params == {"outcome": "unknown"}


def test_an_address_with_filters_opens_the_same_list(activity: AppTest, record: Record) -> None:
    record.ended(Outcome.CONFIRMED, 1, person="meera")
    record.ended(Outcome.CONFIRMED, 2, person="priya")
    record.ended(Outcome.REFUSED, 3, person="priya")
    activity.query_params["who"] = "priya"
    activity.query_params["outcome"] = "refused"
    activity.run()
    assert _shown(activity) == ["○ refused"]
    assert activity.selectbox(key="activity-who").value == "priya"


@pytest.mark.parametrize("given", [{"who": "nobody"}, {"org": "1"}, {"action": "?"}, {"outcome": "lost"}])
def test_an_address_that_makes_no_sense_hides_nothing(activity: AppTest, record: Record, given: dict[str, str]) -> None:
    record.ended(Outcome.CONFIRMED, 1)
    for name, value in given.items():
        activity.query_params[name] = value
    assert _shown(activity.run()) == ["● done"]


def test_what_is_open_outside_the_filters_is_told(activity: AppTest, record: Record, words: Words) -> None:
    record.ended(Outcome.UNKNOWN, 1, person="meera")
    record.ended(Outcome.CONFIRMED, 2, person="priya")
    activity.query_params["who"] = "priya"
    assert "Outside these filters, 1 action is still open." in words(activity.run())
    activity.button(key="activity-clear").click().run()
    assert len(_shown(activity)) == 2


def test_a_filter_that_fits_nothing_says_so(activity: AppTest, record: Record, words: Words) -> None:
    record.ended(Outcome.CONFIRMED, 1)
    activity.query_params["outcome"] = "conflict"
    assert "Nothing on record is like this" in words(activity.run())


def test_two_days_can_be_chosen(activity: AppTest, record: Record) -> None:
    record.ended(Outcome.CONFIRMED, 1)
    activity.query_params.update({"when": "between", "from": "2020-01-01", "to": "2020-01-02"})
    assert _shown(activity.run()) == []
    assert activity.date_input(key="activity-days").value == [date(2020, 1, 1), date(2020, 1, 2)]


def test_pages_are_turned_there_and_back(activity: AppTest, record: Record, words: Words) -> None:
    for customer in range(ROWS_A_PAGE + 2):
        record.ended(Outcome.CONFIRMED, customer + 1)
    assert "1 to 50 of 52" in words(activity.run())
    activity.button(key="activity-older").click().run()
    assert "51 to 52 of 52" in words(activity)
    assert len(_shown(activity)) == 2
    activity.button(key="activity-newer").click().run()
    assert len(_shown(activity)) == ROWS_A_PAGE


def test_another_filter_begins_with_the_newest(activity: AppTest, record: Record) -> None:
    for customer in range(ROWS_A_PAGE + 1):
        record.ended(Outcome.CONFIRMED, customer + 1)
    activity.run()
    activity.button(key="activity-older").click().run()
    activity.button_group(key="activity-outcome").set_value([Ending.CONFIRMED]).run()
    assert len(_shown(activity)) == ROWS_A_PAGE


def test_no_identifier_is_on_the_page_or_in_the_address(activity: AppTest, record: Record, words: Words) -> None:
    record.ended(Outcome.CONFIRMED, 347297848)
    activity.run()
    listed = activity.dataframe[0].value.to_csv()
    assert MOBILE not in words(activity) + listed + str(activity.query_params)
    assert "347297848 (1876•••754)" in listed


def test_the_drawer_tells_what_happened_and_what_to_quote(opened: Opened, record: Record, words: Words) -> None:
    app = opened(record.ended(Outcome.REFUSED, 7))
    said = words(app)
    assert "Refused: nothing was done" in said
    assert "The vendor said: “Promotion not issued”, code 8890" in said
    assert "Look at the limits." in said
    assert "The vendor gave no request id." in said


def test_the_drawer_has_the_request_id_to_copy(opened: Opened, record: Record) -> None:
    app = opened(record.ended(Outcome.CONFIRMED, 7))
    assert "5f3c-2201" in [code.value for code in app.code]


def test_what_was_never_sent_is_not_said_to_have_been_sent(opened: Opened, record: Record, words: Words) -> None:
    journal = record.journal()
    prepared = journal.prepare(uuid4(), WISH, digest="d", insisted=True)
    told = Told(Outcome.NOT_SENT, "The customer has used all 3 enrolments.")
    said = words(opened(journal.conclude(prepared.id, told)))
    assert "Never sent. A person insisted on it, although it could not be told whether it would work." in said


def test_what_was_done_in_part_says_what_is_left_to_do(opened: Opened, record: Record, words: Words) -> None:
    said = words(opened(record.ended(Outcome.PARTIAL, 7)))
    assert "cannot be taken back from here" in said
    assert "give the loyalty team the ids below" in said


def test_the_drawer_leads_to_the_customer_by_the_vendors_number(opened: Opened, record: Record) -> None:
    app = opened(record.ended(Outcome.REFUSED, 347297848))
    app.button(key="activity-customer").click().run()
    asked = app.session_state["desk"].asked
    assert (asked.kind, asked.value) == (IdentifierKind.CUSTOMER_ID, "347297848")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_nobody_means_is_no_broken_record(activity: AppTest, record: Record, words: Words, day: str) -> None:
    record.ended(Outcome.CONFIRMED, 1)
    activity.query_params.update({"when": "between", "from": day, "to": day})
    said = words(activity.run())
    assert "Only looking up is possible" not in said
    assert _shown(activity) == ["● done"]


def test_what_is_under_way_has_no_buttons(opened: Opened, record: Record, words: Words) -> None:
    record.desk.clock.at = datetime.now(UTC)  # an older one is taken for abandoned
    app = opened(record.sent(7))
    assert "Under way" in words(app)
    assert not [button for button in app.button if str(button.key).startswith(("activity-settle", "activity-undo"))]


def test_a_customer_who_cannot_be_read_leaves_it_open_and_says_so(opened: Opened, record: Record, words: Words) -> None:
    app = opened(record.ended(Outcome.UNKNOWN, 7))
    app.button(key="activity-settle").click().run()
    said = words(app)
    assert "The customer's figures could not be read, so nothing more is known than before." in said
    assert "there was no trace" not in said


def test_a_conflict_is_decided_only_after_what_is_known_was_repeated(opened: Opened, record: Record) -> None:
    intent = record.ended(Outcome.CONFLICT, 347297848)
    app = opened(intent)
    app.button(key="activity-decide-True").click().run()
    assert promotions().intent(intent.id).state is State.CONFLICT
    known = {name: str(value).replace("\\", "") for name, value in app.table[0].value.to_dict()["value"].items()}
    assert known["Customer"] == "347297848 (1876•••754)"
    assert known["Promotion"] == "Promotion 65777"
    assert known["Org"] == "Merrowfield Group"
    assert "not as this action alone would change them" in known["What is known"]


@pytest.mark.parametrize(("carried_out", "state"), [(True, State.CONFIRMED), (False, State.NOT_APPLIED)])
def test_a_decision_is_put_on_record(opened: Opened, record: Record, *, carried_out: bool, state: State) -> None:
    intent = record.ended(Outcome.CONFLICT, 7)
    app = opened(intent)
    app.button(key=f"activity-decide-{carried_out}").click().run()
    app.button(key="activity-decide-now").click().run()
    assert promotions().intent(intent.id).state is state


def test_a_decision_can_be_left(opened: Opened, record: Record) -> None:
    intent = record.ended(Outcome.CONFLICT, 7)
    app = opened(intent)
    app.button(key="activity-decide-True").click().run()
    app.button(key="activity-decide-now-cancel").click().run()
    assert promotions().intent(intent.id).state is State.CONFLICT
    assert app.session_state["activity-desk"].decision is None


def test_what_another_decided_meanwhile_stands(opened: Opened, record: Record, words: Words) -> None:
    intent = record.ended(Outcome.CONFLICT, 7)
    app = opened(intent)
    app.button(key="activity-decide-True").click().run()
    record.journal("priya").decide(intent.id, carried_out=False)
    app.button(key="activity-decide-now").click().run()
    assert promotions().intent(intent.id).state is State.NOT_APPLIED
    assert "ended meanwhile" in words(app)


def test_what_was_undone_is_not_undone_again_but_leads_there(opened: Opened, record: Record) -> None:
    done = record.ended(Outcome.CONFIRMED, 7)
    undoing = record.undo(done)
    app = opened(done)
    assert not [button for button in app.button if button.key == "activity-undo"]
    (link,) = [button for button in app.button if str(button.key).startswith("activity-link")]
    link.click().run()
    assert app.session_state["activity-desk"].opened == undoing.id


def test_an_undoing_is_not_undone(opened: Opened, record: Record) -> None:
    app = opened(record.undo(record.ended(Outcome.CONFIRMED, 7)))
    assert not [button for button in app.button if button.key == "activity-undo"]


def test_an_undoing_that_the_vendor_cannot_be_asked_for_has_no_way_to_send(opened: Opened, record: Record) -> None:
    app = opened(record.ended(Outcome.CONFIRMED, 7))
    app.button(key="activity-undo").click().run()
    assert app.button(key="activity-undo-now").disabled


def _export(intent: Intent, note: NoteExport) -> str:
    shown = ShownRecord([intent], 1, Filters(), NAMES)
    making = partial(activity_document, shown, ZoneInfo("UTC"))
    return exporting("activity", Kind.CSV, making, note)().decode("utf-8-sig")


def test_an_export_is_on_record_before_it_leaves(activity: AppTest, record: Record) -> None:
    intent = record.ended(Outcome.CONFIRMED, 7)
    activity.run()
    noted: list[tuple[str, int]] = []
    text = _export(intent, lambda what, rows: noted.append((what, rows)))
    assert noted == [("activity", 1)]
    assert str(intent.id) in text


def test_an_export_that_cannot_be_recorded_does_not_leave(record: Record) -> None:
    def broken(_what: str, _rows: int) -> None:
        raise StoreError("The disk is full.")

    with pytest.raises(StoreError):
        _export(record.ended(Outcome.CONFIRMED, 7), broken)


def test_text_from_outside_is_never_markup(opened: Opened, record: Record) -> None:
    hostile = "![x](http://evil.example/x.png) $x$ :material/star: <b>x</b>"
    told = Told(Outcome.REFUSED, hostile, hostile, 8890, hostile, request_id=hostile)
    intent = record.journal(hostile).conclude(record.sent(7, person=hostile).id, told)
    app = opened(intent)
    read_as_markup = [element.value for kind in (app.markdown, app.caption, app.title) for element in kind]
    assert not [text for text in read_as_markup if "![x]" in text or "<b>" in text or ":material/star:" in text]
    assert any("evil" in text for text in read_as_markup)
