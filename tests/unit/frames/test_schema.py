"""The contract of the frames: which columns, of which type, and that none is ever missing."""

import numpy as np
import pandas as pd
import pytest

from promo_data.frames.schema import ALLOWANCES, PROMOTIONS, TIME, Column, Schema

SMALL = Schema(
    "small",
    (
        Column("number", "Int64", "A number", "", "number"),
        Column("word", "category", "A word", "", "word"),
        Column("at", TIME, "A time", "UTC", "at"),
    ),
)
BOTH = [PROMOTIONS, ALLOWANCES]


def test_the_promotions_frame_begins_with_the_columns_of_the_design() -> None:
    assert PROMOTIONS.names[:17] == [
        *("customer_id", "org_id", "program_id", "promotion_id", "name", "identifier", "type", "event"),
        *("starts_at", "ends_at", "active", "phase", "points_used", "times_used", "enrolled", "issued", "as_of"),
    ]


def test_the_allowances_frame_begins_with_the_columns_of_the_design() -> None:
    assert ALLOWANCES.names[:16] == [
        *("customer_id", "org_id", "program_id", "promotion_id", "stage", "kpi", "measure", "limit_on"),
        *("period", "window", "cap", "used", "headroom", "share_used", "state", "as_of"),
    ]


@pytest.mark.parametrize("schema", BOTH, ids=lambda schema: schema.name)
def test_no_column_has_the_name_of_another(schema: Schema) -> None:
    assert len(set(schema.names)) == len(schema.names)


@pytest.mark.parametrize("schema", BOTH, ids=lambda schema: schema.name)
def test_every_column_says_what_it_means_and_where_it_comes_from(schema: Schema) -> None:
    assert all(column.meaning and column.source for column in schema.columns)


@pytest.mark.parametrize("schema", BOTH, ids=lambda schema: schema.name)
def test_an_empty_frame_has_every_column_in_its_type(schema: Schema) -> None:
    empty = schema.empty()

    assert len(empty) == 0
    assert {name: str(dtype) for name, dtype in empty.dtypes.items()} == {c.name: c.dtype for c in schema.columns}


def test_a_frame_keeps_its_types_where_every_value_is_absent() -> None:
    frame = SMALL.frame({"number": [None], "word": [None], "at": [None]})

    assert [str(dtype) for dtype in frame.dtypes] == ["Int64", "category", TIME]
    assert frame.isna().to_numpy().all()


@pytest.mark.parametrize("lacking", SMALL.names)
def test_a_missing_column_is_refused_by_name(lacking: str) -> None:
    values: dict[str, list[object]] = {name: [] for name in SMALL.names if name != lacking}

    with pytest.raises(KeyError, match=lacking):
        SMALL.frame(values)


def test_a_surplus_column_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="colour"):
        SMALL.frame({"number": [], "word": [], "at": [], "colour": []})


def test_an_array_of_another_type_is_refused_by_the_name_of_its_column() -> None:
    with pytest.raises(TypeError, match="number is Int64, not float64"):
        SMALL.frame({"number": np.array([1.5]), "word": ["a"], "at": [pd.NaT]})


def test_the_columns_stand_in_the_order_of_the_schema() -> None:
    frame = SMALL.frame({"at": [], "word": [], "number": []})

    assert frame.columns.tolist() == SMALL.names


def test_a_number_beyond_53_bits_is_exact() -> None:
    frame = SMALL.frame({"number": [2**53 + 1, None], "word": ["a", "b"], "at": [pd.NaT, pd.NaT]})

    assert frame["number"].iloc[0] == 2**53 + 1
