"""A snapshot on the cohorts page: what it rests on, what it says, and who is behind each figure."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from pages.components.cohort.promotions import open_selected, spelled
from pages.components.places import COHORTS
from pages.components.records import key_of
from promo_data.frames.records import records
from promo_data.insight.cohort import CohortInsight, Selection
from promo_data.vocabulary import Action, Verdict
from tests.pages.cohort_world import NAME, STRANGER, data_layer, mobiles, press, pulled, shown
from tests.pages.served import ServedSandbox, Words

DESK = "cohort-desk"


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot, and where it is kept."""

    folder: Path
    id: UUID

    @property
    def place(self) -> Path:
        """The folder of its files."""
        return self.folder / "sandbox" / "snapshots" / str(self.id)


@pytest.fixture(scope="module")
def made(sandbox: ServedSandbox, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A snapshot of forty customers, one that the vendor does not know, and a row that cannot be asked."""
    folder = tmp_path_factory.mktemp("snapshot")
    with data_layer(sandbox, folder) as data:
        return Kept(folder, pulled(data, [*mobiles(sandbox.world), STRANGER, "9.19E+11"]))


@pytest.fixture
def kept(made: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """A copy of it that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(made.folder, folder)
    monkeypatch.setenv("PROMO_DATA_DIR", str(folder))
    return Kept(folder, made.id)


@pytest.fixture
def insight(kept: Kept) -> Iterator[CohortInsight]:
    """What it says, asked without the page."""
    with CohortInsight.open(kept.place, writable_orgs=(50404, 50405, 50406)) as opened:
        yield opened


@pytest.fixture
def result(kept: Kept, app: AppTest) -> AppTest:
    """A session about to open it."""
    app.run()
    app.switch_page(str(COHORTS))
    app.query_params["snapshot"] = str(kept.id)
    return app


def _metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def _view(app: AppTest, view: str) -> AppTest:
    app.query_params["view"] = view
    return app.run()


def test_coverage_comes_first_and_in_words(result: AppTest, insight: CohortInsight, words: Words) -> None:
    said = words(result.run())
    manifest = insight.manifest
    assert f"{NAME}, {manifest.asked} customers" in said
    assert f"**{manifest.answered} of {manifest.asked} customers answered.**" in said
    assert "The vendor knows no customer with this identifier and source" in said
    assert "1 row of the list could not be asked: 1 × rounded by a spreadsheet." in said
    assert not result.exception


def test_totals_are_those_of_the_snapshot(result: AppTest, insight: CohortInsight) -> None:
    counts = insight.promotions()
    shown = _metrics(result.run())
    assert shown["Customers"] == str(insight.manifest.answered - _without_promotions(insight))
    assert int(shown["Near a cap"]) <= int(counts["near"].sum())
    assert list(shown) == ["Customers", "Used up", "Near a cap", "Can be enrolled", "Can be issued"]


def _without_promotions(insight: CohortInsight) -> int:
    return insight.manifest.answered - insight.count(Selection())


def test_every_promotion_is_in_the_table_the_most_urgent_first(result: AppTest, insight: CohortInsight) -> None:
    table = result.run().dataframe[0].value
    counts = insight.promotions()
    assert len(table) == min(len(counts), 100)
    urgent = (table["exhausted"] + table["near"]).tolist()
    assert urgent == sorted(urgent, reverse=True)


def test_the_chart_says_its_main_fact_in_words(result: AppTest) -> None:
    chart = result.run().get("plotly_chart")[0]
    assert "promotions; most customers with it used up has" in chart.proto.alt


def test_a_click_on_a_bar_opens_the_customers_behind_it(result: AppTest, insight: CohortInsight, words: Words) -> None:
    result.run()
    row = next(row for row in records(insight.promotions()) if row["exhausted"])
    clicked = {"selection": {"points": [{"customdata": [spelled(key_of(row)), "exhausted"]}]}}
    open_selected(result.session_state[DESK], clicked)
    said = words(result.run())
    behind = next(
        frame.value for frame in result.dataframe if "lapses" in frame.value and "promotion" not in frame.value
    )
    assert len(behind) == min(row["exhausted"], 25)
    assert f"{row['customers']} of" in said
    assert all(text.split(" ", 1)[1].startswith("○") for text in behind["binding"])


def test_filters_are_in_the_address(result: AppTest) -> None:
    result.query_params["org"] = "50405"
    result.query_params["state"] = "open"
    table = result.run().dataframe[0].value
    assert set(table["org"]) == {"Larkhill Grocers"}
    assert int(table["exhausted"].sum()) == 0
    assert not result.exception


def test_what_is_no_filter_of_ours_is_passed_over(result: AppTest) -> None:
    for name, value in {"org": "x", "programme": "-", "state": "odd", "view": "none", "days": "-4"}.items():
        result.query_params[name] = value
    assert not result.run().exception
    assert _metrics(result)


def test_the_filters_offer_what_there_is_with_its_customers(result: AppTest) -> None:
    result.run()
    result.session_state["cohort-filter"] = True
    offered = {box.label: box.options for box in result.run().multiselect}
    assert list(offered) == ["Org", "Programme", "Type", "Triggered by"]
    assert [option.partition(" (")[0] for option in offered["Org"]] == [
        "Merrowfield Group",
        "Larkhill Grocers",
        "Tarnwater Outdoor",
    ]


def test_filters_that_nobody_fits_say_so(result: AppTest, words: Words) -> None:
    result.query_params["org"] = "99"
    assert "Nobody in this snapshot is like this" in words(result.run())


@pytest.mark.parametrize("view", ["near", "lapsing", "can", "failed"])
def test_each_view_shows_its_rows(result: AppTest, view: str) -> None:
    assert len(_view(result, view).dataframe[0].value) > 0
    assert not result.exception


def test_those_near_a_cap_are_all_near(result: AppTest) -> None:
    assert all("◐" in text for text in _view(result, "near").dataframe[0].value["binding"])


def test_room_that_lapses_stands_in_the_order_of_its_end(result: AppTest) -> None:
    ends = _view(result, "lapsing").dataframe[0].value["lapses"].tolist()
    assert ends == sorted(ends)


def test_what_cannot_be_done_is_a_list_of_its_own(result: AppTest, insight: CohortInsight, words: Words) -> None:
    result.query_params["action"] = "issue"
    result.query_params["verdict"] = "refused"
    said = words(_view(result, "can"))
    selection = Selection(action=Action.ISSUE, verdict=Verdict.REFUSED)
    assert f"{insight.count(selection)} customers" in said


def test_rows_that_failed_name_nobody(result: AppTest, words: Words) -> None:
    failed = _view(result, "failed").dataframe[0].value
    assert STRANGER not in failed.to_string() + words(result)
    assert "scientific" in failed["code"].tolist()


def test_a_snapshot_is_listed_and_opened_from_its_card(kept: Kept, app: AppTest) -> None:
    app.run()
    app.switch_page(str(COHORTS)).run()
    assert app.dataframe[0].value["name"].tolist() == [NAME]
    press(app, "Open")
    assert shown(app) == str(kept.id)


def test_a_link_to_no_snapshot_says_so(result: AppTest, words: Words) -> None:
    for named in (str(uuid4()), "../../etc"):
        result.query_params["snapshot"] = named
        assert "This link opens no snapshot here" in words(result.run())
        assert not result.exception


@pytest.mark.parametrize("damaged", ["promotions", "failures"])
def test_a_damaged_snapshot_says_so(result: AppTest, kept: Kept, words: Words, damaged: str) -> None:
    shutil.rmtree(kept.place / "summary", ignore_errors=True)
    for part in (kept.place / damaged).iterdir():
        part.write_bytes(b"PAR1 no more")
    assert "This snapshot cannot be read" in words(result.run())
    assert not result.exception


def test_deleting_is_said_twice_and_leaves_nothing(result: AppTest, kept: Kept, words: Words) -> None:
    result.run()
    next(box for box in result.checkbox if box.label == "I want to delete it").check().run()
    press(result, "Delete it for good")
    assert not kept.place.exists()
    assert "No snapshot yet" in words(result)
    assert "Deleted." in words(result)


def test_a_snapshot_is_renamed(result: AppTest, words: Words) -> None:
    result.run()
    result.text_input(key="snapshot-name").set_value("Autumn list")
    press(result, "Rename")
    assert "Autumn list, " in words(result)


def test_customers_are_saved_as_a_cohort_that_can_be_pulled_again(
    result: AppTest, sandbox: ServedSandbox, words: Words
) -> None:
    _view(result, "near")
    result.text_input(key="cohort-people-save-name").set_value("Near")
    press(result, "Save")
    assert "It is among the saved cohorts." in words(result)
    with data_layer(sandbox) as data:
        (saved,) = data.cohorts.saved()
        customers = data.cohorts.open_saved(saved.id)
    assert (saved.name, saved.source) == ("Near", f"{NAME}: Near a cap")
    assert saved.size == len(customers) > 0
