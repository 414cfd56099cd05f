"""The page's figures against what ``promo-insight customer --json`` prints of the same customer.

What the page says in words is read back into numbers here, with neither the page's nor the data layer's own helpers.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from promo_data.cli import main
from promo_data.frames.records import records
from tests.pages.served import LookUp, ServedSandbox

CUSTOMERS = ["Near a cap", "Everything used up", "Every kind of limit", "Contradicted usage", "Known by many names"]
BUTTONS = {"enrol": "Enrol", "issue": "Issue", "opt_in": "Opt in"}
ACTIONS_OF = {"LOYALTY_EARNING": ["enrol", "issue", "opt_in"], "LOYALTY": ["issue"], "GENERIC": []}
MARKS = {"open": "●", "near": "◐", "exhausted": "○", "over": "○"}

Key = tuple[int, int, int]
Row = Mapping[str, Any]
Cells = Iterator[tuple[str, Any, Any]]
"""A column's name, what the page says, and what the command's figures make of it."""


def key_of(row: Row) -> Key:
    return row["org_id"], row["program_id"], row["promotion_id"]


def by_promotion(rows: list[Row]) -> Mapping[Key, list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[key_of(row)].append(row)
    return found


def numbers(words: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]


class Printed:
    """What the command printed."""

    def __init__(self, answer: Row) -> None:
        self.promotions = {key_of(row): row for row in answer["promotions"]}
        self.limits, self.binding = by_promotion(answer["allowances"]), by_promotion(answer["binding"])
        self.judged = by_promotion(answer["availability"])

    def used(self, key: Key, figure: str, measure: str) -> list[float]:
        """What was used, and of how many this customer may have over the whole promotion, where that is limited."""
        whole = (measure, "CUSTOMER", None, None)
        limits = [(one["measure"], one["limit_on"], one["period"], one["window"]) for one in self.limits[key]]
        caps = [one["cap"] for one, limit in zip(self.limits[key], limits, strict=True) if limit == whole]
        used = self.promotions[key][figure]
        return [] if used is None else [used, *(cap for cap in caps[:1] if cap and cap > 0)]

    def can(self, key: Key, verdict: str) -> list[str]:
        """The actions that make sense for its type and are judged so."""
        judged = {row["action"]: row["verdict"] for row in self.judged[key]}
        return [action for action in ACTIONS_OF[self.promotions[key]["type"]] if judged[action] == verdict]

    def count(self, action: str) -> int:
        return sum(row["action"] == action and row["verdict"] == "allowed" for of in self.judged.values() for row in of)

    def tightest(self, key: Key) -> list[Row]:
        """The limits of any stage with the largest share used."""
        shares = {id(one): one["used"] / one["cap"] for one in self.binding[key]}
        return [one for one in self.binding[key] if shares[id(one)] == max(shares.values())]


@pytest.fixture
def printed(capfd: pytest.CaptureFixture[str], real_account: pytest.MonkeyPatch) -> Callable[[str, str], Printed]:  # noqa: ARG001 - the command needs the settings
    """What the command prints of a customer."""

    def run(kind: str, value: str) -> Printed:
        with pytest.raises(SystemExit):
            main(["customer", "--by", kind, "--value", value, "--json"])
        return Printed(orjson.loads(capfd.readouterr().out))

    return run


def cells(line: Row, key: Key, printed: Printed) -> Cells:
    row = printed.promotions[key]
    yield "promotion", line["promotion"], row["name"]
    yield "ends", line["ends"], row["ends_at"] and datetime.fromisoformat(row["ends_at"]).astimezone(UTC)
    if row["type"] == "LOYALTY_EARNING":
        yield "enrolled", numbers(line["enrolled"]), printed.used(key, "enrolled", "issuals")
        yield "issued", numbers(line["issued"]), printed.used(key, "issued", "earns")
    elif row["type"] == "LOYALTY":
        yield "issued", numbers(line["issued"]), printed.used(key, "issued", "issuals")
    used = [row["times_used"], row["points_used"]]
    yield "benefit", numbers(line["benefit"]), [] if used == [0, 0] else [one for one in used if one is not None]
    yield "can", line["can"], can_be_done(key, printed)
    if printed.binding[key]:
        said = [(MARKS[one["state"]], *left(one)) for one in printed.tightest(key)]
        mark = re.search(f"[{''.join(MARKS.values())}]", line["binding"])
        yield "binding", (mark and mark[0], *numbers(line["binding"])) in said, True


def left(limit: Row) -> list[float]:
    """The figures that name what is left: how much of how much, or only how much where one of the two says all."""
    match limit["state"]:
        case "exhausted":
            return [limit["cap"]]
        case "over":
            return [limit["used"] - limit["cap"]]
        case _ if limit["used"] == 0 and limit["limit_on"] != "PROMOTION":
            return [limit["cap"]]
        case _:
            return [limit["headroom"], limit["cap"]]


def can_be_done(key: Key, printed: Printed) -> str:
    if printed.promotions[key]["type"] == "GENERIC":
        return "Details"
    sure = [BUTTONS[action] for action in printed.can(key, "allowed")]
    return " · ".join(sure or [f"{BUTTONS[action]}?" for action in printed.can(key, "unknown")]) or "Why not?"


@pytest.mark.parametrize("title", CUSTOMERS)
def test_every_figure_of_the_table_is_the_commands(
    title: str, app: AppTest, sandbox: ServedSandbox, look_up: LookUp, printed: Callable[[str, str], Printed]
) -> None:
    demo = sandbox.demo(title)
    look_up(app, demo.identifier_value)
    answer = printed(demo.identifier_name, demo.identifier_value)
    lines: Sequence[Row] = records(app.dataframe[0].value)
    keys = [line.key for line in app.session_state["remembered-lines"].lines]
    assert sorted(keys) == sorted(answer.promotions)
    told = [(key, *cell) for line, key in zip(lines, keys, strict=True) for cell in cells(line, key, answer)]
    assert len(told) > 4 * len(keys)
    assert [one for one in told if one[2] != one[3]] == []


@pytest.mark.parametrize("title", CUSTOMERS)
def test_the_counts_above_the_table_are_those_of_the_commands_verdicts(
    title: str, app: AppTest, sandbox: ServedSandbox, look_up: LookUp, printed: Callable[[str, str], Printed]
) -> None:
    demo = sandbox.demo(title)
    look_up(app, demo.identifier_value)
    answer = printed(demo.identifier_name, demo.identifier_value)
    said = [option.content for option in app.button_group(key="facets").proto.options]
    assert f"{answer.count('enrol')} can be enrolled" in said
    assert f"{answer.count('issue')} can be issued" in said
