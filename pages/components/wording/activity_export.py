"""Words of the exported record: what stands in each column, and how the list was narrowed."""

from pages.components.activity_filters import When
from promo_data.frames.document import ExportColumn
from promo_data.frames.schema import TIME

TITLE = "Activity"
WHEN = {When.ANY: "", When.TODAY: "today", When.WEEK: "the last 7 days", When.MONTH: "the last 30 days"}
OPEN_END = "…"


def _text(name: str, meaning: str) -> ExportColumn:
    return ExportColumn(name, name, meaning)


def _count(name: str, meaning: str, unit: str = "") -> ExportColumn:
    return ExportColumn(name, name, meaning, unit, "Int64")


def _time(name: str, meaning: str) -> ExportColumn:
    return ExportColumn(name, name, meaning, "UTC", TIME)


EXPORT_COLUMNS = (
    _time("prepared_at", "When a person confirmed it"),
    _text("state", "How far it came, as the journal has it"),
    _text("outcome", "The same in words"),
    _text("action", "What it does to the customer; empty until the customer was read"),
    _text("action_name", "The same in words, and where it is not known, what was requested"),
    _text("person", "Who confirmed it"),
    _count("org_id", "The org whose promotion it is; empty where the own org's id is not known"),
    _text("org", "The org's name"),
    _count("program_id", "The loyalty programme"),
    _count("promotion_id", "The promotion; unique within org and programme"),
    _text("promotion", "Its name, where it is known"),
    _count("customer_id", "The vendor's number of the customer; empty until the customer was read"),
    _text("customer_masked", "The identifier that was typed, masked"),
    _count("code", "The vendor's code; empty where it gave none"),
    _text("vendor_message", "The vendor's own words"),
    _text("message", "What came of it, in our words"),
    _text("advice", "What to do next"),
    _text("request_id", "By this the vendor's support finds the request"),
    _text("intent_id", "Our number of this action"),
    _text("route", "Which of the vendor's endpoints was asked"),
    ExportColumn("insisted", "insisted", "Whether a person insisted although it could not be told", dtype="boolean"),
    _time("sent_at", "When it was sent; empty where it was not"),
    _time("ended_at", "When its end was known"),
    _count("reads", "How often the customer was read back to find out", "reads"),
    _text("decision", "What a person decided where the program could not tell"),
    _text("decided_by", "Who decided it"),
    _time("decided_at", "When it was decided"),
    _text("undoes", "Our number of the action that this one takes back"),
)
