"""What an export is made of, whatever kind of file carries it: tables whose columns say what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from promo_data.frames.schema import TIME, Schema

Cell = str | int | float | bool | datetime | None
"""What stands in one place of a file; absent is ``None``."""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: its name for programs, its heading for people, what it means, in which unit, and how it is stored."""

    name: str
    heading: str
    meaning: str
    unit: str = ""
    dtype: str = "str"

    @property
    def is_time(self) -> bool:
        """Whether its cells are times."""
        return self.dtype == TIME


@dataclass(frozen=True, eq=False)
class ExportTable:
    """A titled table; ``frame`` has exactly ``columns``, under their names and in their order and types."""

    title: str
    columns: tuple[ExportColumn, ...]
    frame: pd.DataFrame

    @property
    def for_people(self) -> pd.DataFrame:
        """The frame under its headings."""
        return self.frame.rename(columns={column.name: column.heading for column in self.columns})


def table_of(title: str, columns: Sequence[ExportColumn], rows: Sequence[Mapping[str, object]]) -> ExportTable:
    """A table of records; a name that a record lacks is absent, one that is no column is left out."""
    frame = pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)
    return ExportTable(title, tuple(columns), frame.astype({column.name: column.dtype for column in columns}))


def schema_columns(schema: Schema) -> tuple[ExportColumn, ...]:
    """The columns of one of our frames, as its contract describes them."""
    return tuple(ExportColumn(one.name, one.name, one.meaning, one.unit, one.dtype) for one in schema.columns)
