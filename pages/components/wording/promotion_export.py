"""Words of the exported list of promotions: what stands in each column, and what the list rests on."""

from pages.components.wording.customer import COLUMNS, HELP
from promo_data.frames.document import ExportColumn, schema_columns
from promo_data.frames.schema import ALLOWANCES, PROMOTIONS, TIME

_FIELDS = {column.name: column for column in PROMOTIONS.columns}


def _shown(name: str, meaning: str) -> ExportColumn:
    return ExportColumn(name, COLUMNS[name], meaning)


def _field(name: str, heading: str) -> ExportColumn:
    field = _FIELDS[name]
    return ExportColumn(name, heading, field.meaning, field.unit, "str" if field.dtype == "category" else field.dtype)


TITLE, LIMITS_TITLE = "Promotions", "Limits"
EXPORT_COLUMNS = (
    _shown("promotion", "Name of the promotion"),
    _field("promotion_id", "Promotion id"),
    _field("program_id", "Programme id"),
    _shown("org", "The org whose promotion it is"),
    _shown("type", "Whether it is enrolled in and issued, issued directly, or applies by itself"),
    ExportColumn("ends_at", COLUMNS["ends"], _FIELDS["ends_at"].meaning, "UTC", TIME),
    _shown("standing", "Where it stood between its dates when the file was asked for"),
    _shown("enrolled", HELP["enrolled"]),
    _shown("issued", HELP["issued"]),
    _shown("benefit", HELP["benefit"]),
    _shown("binding", "Of the limits that are used up bit by bit, the one that stops the customer first"),
    ExportColumn("state", "State of the binding limit", "open, near, exhausted or over; others where none is used up"),
    ExportColumn("share", "Share used", "Used / cap of the binding limit", "share, 1 = all", "float64"),
    _shown("opinion", "Whether the vendor's own filters bear out what is said; empty where they were not asked"),
    _shown("can", COLUMNS["can"]),
    _field("identifier", "Identifier"),
    _field("org_id", "Org id"),
    _field("starts_at", "Starts"),
    ExportColumn("times_enrolled", "Times enrolled", _FIELDS["enrolled"].meaning, _FIELDS["enrolled"].unit, "Int64"),
    ExportColumn("times_issued", "Times issued", _FIELDS["issued"].meaning, _FIELDS["issued"].unit, "Int64"),
    _field("times_used", "Times benefited"),
    _field("points_used", "Points"),
    _field("points_unit", "Points are"),
    ExportColumn("orgs", "Rests on", "How many of the orgs asked answered"),
    ExportColumn("scope", "Orgs asked", "Over which orgs the list was gathered"),
    ExportColumn("missing", "Orgs missing", "Orgs asked that did not answer, with why; empty where all did"),
    ExportColumn("complete", "Nothing missing", "Whether all orgs answered and all could be read", dtype="boolean"),
    ExportColumn("as_of", "Oldest answer", "When the oldest answer arrived", "UTC", TIME),
)
LIMIT_COLUMNS = (EXPORT_COLUMNS[0], *schema_columns(ALLOWANCES))
RESTS_ON = "{answered} of {asked} orgs answered"

CUSTOMER = "Customer (the vendor's number)"
OLDEST = "Oldest answer"
AGE = "Age of the oldest answer"
AGE_IS = "read {ago}"
COVERAGE = "Coverage"
ORG = "Org {name}"
ANSWERED = "answered {at}"
COMPLETE = "Nothing missing"
PROBLEMS = "Parts of the vendor's answers that could not be read"
OPINION = "The vendor's own filters"
ASKED, NOT_ASKED = "asked", "not asked"
SEARCHED = "Searched by text"
YES, NO = "yes", "no"
