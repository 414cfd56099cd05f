"""Words of every exported file: the menu, what it says about itself, and its dictionary."""

from pages.components.export_kinds import Kind
from pages.components.wording.frame import PRODUCT
from promo_data.frames.document import ExportColumn

EXPORT = "Export"
EXPORT_NOTE = "The list as it is filtered now. That it was taken goes on record."
KINDS = {Kind.CSV: "CSV", Kind.XLSX: "Excel (XLSX)", Kind.PARQUET: "Parquet"}
KIND_HELP = {
    Kind.CSV: "One table for any spreadsheet. Every row says what it rests on; times are UTC.",
    Kind.XLSX: "A workbook with sheets about the list and about its columns.",
    Kind.PARQUET: "For programs: typed, with what the columns mean in the file's metadata; times are UTC.",
}

ABOUT, DICTIONARY = "About", "Columns"
ABOUT_COLUMNS = (
    ExportColumn("what", "What", "What is told", dtype="object"),
    ExportColumn("value", "Value", "What it is", dtype="object"),
)
DICTIONARY_COLUMNS = (
    ExportColumn("sheet", "Sheet", "Where the column stands"),
    ExportColumn("heading", "Column", "Its heading"),
    ExportColumn("name", "Name in Parquet", "Its name for programs"),
    ExportColumn("meaning", "Meaning", "What it says"),
    ExportColumn("unit", "Unit", "What it counts"),
)
PROGRAM = "Made by"
MADE_BY = f"{PRODUCT} {{version}}"
MADE_AT = "Made at"
ZONE = "Times"
ZONE_IS = "In a workbook those of {zone}, in CSV and Parquet UTC"
TIMES_OF = "time in {zone}"
ROWS = "Rows"
MARKED = "Text"
MARKED_IS = (
    "In a workbook and in CSV, text that a spreadsheet could take for a formula has an apostrophe in front; in Parquet "
    "it has none"
)
ROWS_OF = "Of how many"
FILTERS, NO_FILTER = "Filters", "none"
FILTER = "Filter: {name}"
