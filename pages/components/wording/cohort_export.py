"""Words of an exported part of a snapshot: its columns, and what it rests on."""

from promo_data.frames.document import ExportColumn, schema_columns
from promo_data.insight.cohort.schema import MEMBERS

TITLE = "Customers"

EXPORT_COLUMNS: tuple[ExportColumn, ...] = (
    *schema_columns(MEMBERS),
    ExportColumn("org", "org", "The org's name"),
    ExportColumn("asked", "asked", "Customers for whom the promotion's org was asked", "customers", "Int64"),
    ExportColumn("answered", "answered", "Customers for whom it answered", "customers", "Int64"),
    ExportColumn(
        "read_until", "read_until", "When the newest answer of the snapshot arrived", "UTC", "datetime64[us, UTC]"
    ),
)

SNAPSHOT, WHAT, AS_OF, AGE, AGE_IS = "Snapshot", "What is listed", "Newest answer", "Age", "{ago}"
CUSTOMERS, ASKED, ANSWERED, FAILED = "Customers behind it", "Asked", "Answered", "Failed rows of the list"
SCOPE, COMPLETE, YES, NO = "Scope", "Complete", "yes", "no"
ORG, ORG_IS = "Org: {name}", "{answered} of {asked} answered, {not_known} not known there, {failed} failed"

MOST_IN_WORKBOOK, MOST_IN_FILE = 100_000, 2_000_000
TOO_LONG_FOR_WORKBOOK = (
    "A workbook holds up to {most} of these rows and there are {rows}: take CSV or Parquet, or narrow the list first."
)
TOO_LONG = (
    "A file from this page holds up to {most} rows and there are {rows}: narrow the list first, or take the files of "
    "“promo-insight pull”."
)
