"""Frames as plain records, for rules that read rows and for JSON."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from promo_data.frames.records import records
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS


def test_everything_absent_is_none() -> None:
    absent = PROMOTIONS.frame({name: [None] for name in PROMOTIONS.names})

    assert records(absent) == [dict.fromkeys(PROMOTIONS.names)]


def test_a_frame_without_rows_gives_no_records() -> None:
    assert records(ALLOWANCES.empty()) == []


def test_values_are_pythons_own() -> None:
    at = datetime(2026, 1, 31, 10, tzinfo=UTC)
    values: dict[str, list[Any]] = {name: [None] for name in PROMOTIONS.names} | {
        "customer_id": [7],
        "name": ["Award50"],
        "active": [True],
        "points_used": [1.5],
        "as_of": [at],
        "timeline": [[{"enrolment_id": "1", "expires_at": at}]],
    }

    (row,) = records(PROMOTIONS.frame(values))

    assert (row["customer_id"], row["name"], row["points_used"], row["as_of"]) == (7, "Award50", 1.5, at)
    assert (type(row["customer_id"]), type(row["points_used"])) == (int, float)
    assert row["active"] is True
    assert row["timeline"] == [{"enrolment_id": "1", "expires_at": at}]


def test_an_empty_list_is_not_absent() -> None:
    assert records(pd.DataFrame({"timeline": [[], None]}, dtype="object")) == [{"timeline": []}, {"timeline": None}]
