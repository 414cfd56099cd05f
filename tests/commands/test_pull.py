"""``promo-insight pull``: what scripts rely on (docs/cli.md)."""

import json
import os
import stat
from pathlib import Path

import pandas as pd
import pytest

from promo_data.frames.schema import ALLOWANCES, PROMOTIONS
from promo_data.sandbox import World
from tests.cohorts import ids, reads, told_usage, true_usage, written
from tests.commands.conftest import Command

MANIFEST = {
    "asked", "answered", "failed", "duplicates", "rows_promotions", "rows_allowances", "scope", "orgs", "started_at",
    "finished_at", "complete", "schema_version",
}  # fmt: skip
NOBODY = "999999999"


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMO_RATE_PER_MINUTE", "100000")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_whoever_answered_whole_is_in_the_files_as_the_world_counts(
    account: World, command: Command, tmp_path: Path, out: Path
) -> None:
    asked = ids(account, 5, first=30)
    ended = command("pull", written(tmp_path / "list.txt", asked), "--out", out, "--scope", "self", "--json")
    promotions = pd.read_parquet(out / "promotions.parquet")
    assert (ended.code, ended.json["complete"], ended.err) == (0, True, "")
    assert told_usage(promotions) == true_usage(account, account.orgs[0].id, asked)
    assert list(promotions.columns) == PROMOTIONS.names
    assert list(pd.read_parquet(out / "allowances.parquet").columns) == ALLOWANCES.names
    assert (out / "failures.csv").read_text() == "row,code,message\n"


def test_the_columns_have_the_types_of_the_frames(account: World, command: Command, tmp_path: Path, out: Path) -> None:
    command("pull", written(tmp_path / "list.txt", ids(account, 2, first=30)), "--out", out)
    for schema in (PROMOTIONS, ALLOWANCES):
        found = pd.read_parquet(out / f"{schema.name}.parquet").dtypes.astype("str").to_dict()
        stored = {column.name: "str" if column.dtype == "object" else column.dtype for column in schema.columns}
        assert found == {name: "category" if name in {"timeline", "metadata"} else found_as
                         for name, found_as in stored.items()}  # fmt: skip


def test_the_manifest_counts_and_is_what_json_prints(
    account: World, command: Command, tmp_path: Path, out: Path
) -> None:
    first, *others = ids(account, 3, first=30)
    rows = [first, "", *others, first, "no number", NOBODY]
    list_file = tmp_path / "list.csv"
    list_file.write_text("customer id,name\n" + "".join(f"{row},x\n" for row in rows))
    ended = command(
        "pull", list_file, "--out", out, "--by", "id", "--column", "customer id", "--scope", "self", "--json"
    )
    printed = ended.json
    assert printed == json.loads((out / "manifest.json").read_bytes())
    assert printed.keys() >= MANIFEST
    counted = ("asked", "answered", "failed", "duplicates", "partial", "complete")
    assert [printed[name] for name in counted] == [4, 3, 3, 1, 0, False]
    assert (ended.code, printed["orgs"]) == (5, [account.orgs[0].id])
    assert (printed["rows_promotions"], printed["rows_allowances"]) == (
        len(pd.read_parquet(out / "promotions.parquet")),
        len(pd.read_parquet(out / "allowances.parquet")),
    )


def test_failures_are_rows_with_a_reason_and_name_nobody(
    account: World, command: Command, tmp_path: Path, out: Path
) -> None:
    list_file = written(tmp_path / "list.txt", [*ids(account, 1, first=30), NOBODY, "not a number"])
    command("pull", list_file, "--out", out, "--by", "id", "--scope", "self")
    failures = pd.read_csv(out / "failures.csv", dtype="str")
    assert failures[["row", "code"]].to_numpy().tolist() == [["2", "8015"], ["3", "wrong_kind"]]
    text = (out / "failures.csv").read_text()
    assert NOBODY not in text
    assert "not a number" not in text


def test_each_customer_is_asked_for_once(account: World, command: Command, tmp_path: Path, out: Path) -> None:
    asked = ids(account, 6, first=30)
    command("pull", written(tmp_path / "list.txt", [*asked, *asked]), "--out", out, "--scope", "self")
    assert reads(account) == len(asked)


def test_an_org_that_does_not_know_a_customer_is_told_by_name(
    account: World, command: Command, tmp_path: Path, out: Path
) -> None:
    known_to_one = next(demo for demo in account.demo_customers if demo.title == "Unknown to one brand")
    list_file = written(tmp_path / "list.txt", [known_to_one.identifier_value])
    ended = command("pull", list_file, "--out", out, "--by", known_to_one.identifier_name, "--json")
    assert (ended.code, ended.json["answered"], ended.json["partial"], ended.json["failed"]) == (5, 1, 1, 0)
    assert [org["not_known"] for org in ended.json["coverage"]] == [0, 1, 0]
    assert account.orgs[1].name in (out / "failures.csv").read_text()


def test_nothing_but_the_four_files_is_left(account: World, command: Command, tmp_path: Path, out: Path) -> None:
    command("pull", written(tmp_path / "list.txt", ids(account, 2, first=30)), "--out", out)
    assert {path.name for path in out.iterdir()} == {
        "promotions.parquet", "allowances.parquet", "failures.csv", "manifest.json",
    }  # fmt: skip
    assert stat.S_IMODE(out.stat().st_mode) == 0o700


def test_what_is_finished_is_not_asked_again_with_resume(
    account: World, command: Command, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMO_CACHE_SECONDS", "0")
    list_file = written(tmp_path / "list.txt", ids(account, 3, first=30))
    first = command("pull", list_file, "--out", out, "--scope", "self", "--json")
    again = command("pull", list_file, "--out", out, "--scope", "self", "--resume", "--json")
    assert (again.code, again.json, reads(account)) == (0, first.json, 3)


def test_without_resume_everything_is_asked_anew(
    account: World, command: Command, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMO_CACHE_SECONDS", "0")
    list_file = written(tmp_path / "list.txt", ids(account, 3, first=30))
    for _ in range(2):
        assert command("pull", list_file, "--out", out, "--scope", "self").code == 0
    assert reads(account) == 6


def test_what_is_kept_in_the_cache_is_not_asked_for(
    account: World, command: Command, tmp_path: Path, out: Path
) -> None:
    list_file = written(tmp_path / "list.txt", ids(account, 3, first=30))
    for folder in (out, tmp_path / "second"):
        assert command("pull", list_file, "--out", folder, "--scope", "self").code == 0
    assert reads(account) == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--by", "id", "--column", "none such"), "no column “none such”"),
        (("--by", "id", "--source", "MOBILE_APP"), "choose another"),
        (("--by", "id", "--scope", "self", "--org", "5"), "takes no org ids"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage_and_nothing_is_sent(
    account: World, command: Command, tmp_path: Path, out: Path, options: tuple[str, ...], words: str
) -> None:
    ended = command("pull", written(tmp_path / "list.txt", ids(account, 1, first=30)), "--out", out, *options, "--json")
    assert (ended.code, reads(account), out.exists()) == (2, 0, False)
    assert words in ended.json["error"]


def test_a_list_that_is_not_there_is_wrong_usage(command: Command, tmp_path: Path, out: Path) -> None:
    ended = command("pull", tmp_path / "none.csv", "--out", out)
    assert (ended.code, "Traceback" in ended.err) == (2, False)


def test_another_list_is_not_mixed_into_what_was_begun(
    account: World, command: Command, tmp_path: Path, out: Path
) -> None:
    refused = {"PROMO_PASSWORD": "wrong"}
    before = os.environ["PROMO_PASSWORD"]
    os.environ.update(refused)
    first = command("pull", written(tmp_path / "list.txt", ids(account, 3, first=30)), "--out", out, "--scope", "self")
    os.environ["PROMO_PASSWORD"] = before
    other = command(
        "pull", written(tmp_path / "other.txt", ids(account, 3, first=34)), "--out", out, "--scope", "self", "--resume"
    )
    assert (first.code, other.code) == (3, 2)
    assert "another list" in other.err
    assert not any(entry.status == 200 for entry in account.ledger.requests)


def test_a_vendor_that_nobody_reaches_is_exit_6(
    world: World, command: Command, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMO_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("PROMO_USERNAME", "till")
    monkeypatch.setenv("PROMO_PASSWORD", "secret")
    ended = command(
        "pull", written(tmp_path / "list.txt", ids(world, 3, first=30)), "--out", out, "--by", "id", "--json"
    )
    assert ended.code == 6
    assert "refused the connection" in ended.json["error"]
