"""The kinds of file that a list leaves as."""

from enum import StrEnum


class Kind(StrEnum):
    """What kind of file; the value ends its name."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


MIME = {
    Kind.CSV: "text/csv",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.PARQUET: "application/vnd.apache.parquet",
}
