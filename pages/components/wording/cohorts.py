"""Words of the cohorts page: the list, its cost, the pull, and what is kept."""

from collections.abc import Mapping
from enum import StrEnum

from pages.components.formats import counted, number
from pages.components.wording.states import StateWords
from promo_data.cohort.lists import DUPLICATE, Refusal
from promo_data.cohort.pull.jobs import JobState

TITLE = "Cohorts"
PROMISE = (
    "A list of customers in; out comes who is near a cap, who has room that lapses, and who can be enrolled or issued."
)
ALL_COHORTS = "All cohorts"


class From(StrEnum):
    """Where a list comes from."""

    FILE = "file"
    PASTED = "pasted"
    SAVED = "saved"


LIST_STEP, COST_STEP = "1 · The list", "2 · What it costs"
FROM = "Where the list comes from"
FROMS = {From.FILE: "A file", From.PASTED: "Pasted", From.SAVED: "A saved cohort"}
UPLOAD = "A file with customers: CSV, XLSX, Parquet, or text with one identifier a line"
UPLOAD_HELP = "Up to 200 MB and a million rows. It stays on this machine; nobody is asked before the pull is started."
PASTE = "One identifier a line"
PASTE_PLACEHOLDER = "918767431754\n919876543210"
READ_LIST = "Read the list"
READING = "Reading the list"
PASTED_NAME = "Pasted list"
SAVED = "Saved cohort"
USE_SAVED = "Use this cohort"
NO_SAVED = "No cohort was saved yet. Customers can be saved from a snapshot, or from what is done on the activity page."
CHOOSE_ANOTHER = "Choose another list"

COLUMN, READ_AS, HEADER = "Column with the customers", "Read as", "The first row is a header"
CHOOSE_COLUMN, CHOOSE_KIND = "Choose the column", "Choose what it holds"
NOTHING_RECOGNISED = "No column is clearly one of customers: choose which it is, and what it holds."
COLUMNS = "Columns"
PREVIEW = {"column": "Column", "guess": "Looks like", "examples": "First cells"}
PREVIEW_ALT = "The columns of the list: what each looks like, and its first cells"
PREVIEW_HELP = "What looks like customers is masked."
LOOKS_LIKE_NOTHING = "—"

NOBODY_TO_ASK = StateWords(
    "Nobody in this list can be asked",
    "No cell of the chosen column can be what it is read as.",
    "Choose another column, or read it as something else; the rows below say what is wrong.",
)
PROBLEMS = {"row": "Row", "problem": "What is wrong", "text": "What stands there"}
PROBLEMS_ALT = "Rows of the list that are not asked for, with their number and what is wrong"
PROBLEM_KINDS = {
    Refusal.BLANK: "empty",
    Refusal.WRONG_KIND: "not what they are read as",
    Refusal.SCIENTIFIC: "rounded by a spreadsheet",
    Refusal.DATE: "a date",
    Refusal.FORMULA: "a formula",
    Refusal.TOO_LONG: "too long",
    Refusal.CONTROL_CHARACTERS: "with unseen characters",
    Refusal.HEADER_AGAIN: "the header again",
    DUPLICATE: "named before",
}
FIRST_PROBLEMS = "The first {shown} of {total}; the whole is in the file."
TAKE_PROBLEMS = "All {count} rows as CSV"
PROBLEM_HEADINGS = ("row", "code", "message", "text_masked")

NAME, NAME_HELP = "Name of the snapshot", "By which it is found again; everybody who uses this dashboard sees it."
ORGS = "Orgs that are asked"
SOURCE = "Source: where the identifiers are registered"
FRESH, FRESH_HELP = "Ask everybody anew", "Also those whose answer of the last minutes is kept here."
CALLS, CALLS_HELP = (
    "Calls",
    "Pages asked for: at least one a customer and org. Customers with many promotions take more.",
)
TIME, TIME_HELP = (
    "Time",
    "At the rate that pulls may use: {rate} calls a minute, a fifth of it kept for people at a page.",
)
ANY_RATE = "as many as there are"
CACHED, CACHED_HELP = "Known already", "Customers whose answer is kept and fresh enough: they take no call."
CACHED_ESTIMATE = "Estimated from 500 of them."
START = "Start"
START_NOTE = "It goes on when this page is closed, and what it brings is kept for {days} days."
CANNOT_START = "It was not started"

UNDER_WAY, SNAPSHOTS, SAVED_COHORTS = "Under way", "Snapshots", "Saved cohorts"
NO_SNAPSHOTS = StateWords(
    "No snapshot yet",
    "A snapshot is what a list of customers had on one day, kept so that it can be looked at from all sides.",
    "Upload or paste a list above, look at what it costs, and start.",
)
SNAPSHOT_COLUMNS = {
    "name": "Name",
    "taken": "Taken",
    "customers": "Customers",
    "answered": "Answered",
    "orgs": "Orgs",
    "open": "Next",
}
SNAPSHOTS_ALT = "Snapshots, latest first: name, when it was taken, customers, how many answered, orgs"
OPEN_SNAPSHOT = "Open"

STATES: Mapping[JobState, str] = {
    JobState.PREPARING: "Being prepared",
    JobState.QUEUED: "Waits for its turn",
    JobState.RUNNING: "Running",
    JobState.WAITING: "Waits: the vendor does not answer",
    JobState.PAUSED: "Paused",
    JobState.STOPPED: "Stopped before its end",
    JobState.CANCELLED: "Cancelled",
    JobState.DONE: "Done",
}
QUEUED_NOTE = "The job process takes it up within seconds."
STOPPED_NEXT = "What was read until then is kept. Mend what is said above, then go on: it is not asked for again."
WAITING_NEXT = "It is tried again every minute by itself; what was read is kept."
PAUSED_NEXT = "What was read is kept, and nothing is asked for until it goes on."
PAUSE, GO_ON, CANCEL, CANCEL_NOW = "Pause", "Go on", "Cancel…", "Cancel it and keep nothing"
CANCEL_QUESTION = "What was read so far is thrown away."
FOLLOW = "Follow"
CLOSED_TAB_NOTE = "This page can be closed: the pull goes on, and its address brings you back here."
PROGRESS = "{done} of {customers} customers"
FAILED_SO_FAR = "{count} failed"
RATE = "{rate} a second"
LEFT = "{time} left"
CANCELLED = StateWords(
    "This pull was cancelled", "Nothing of it was kept.", "Start it anew from the list, if it is still wanted."
)
NO_SNAPSHOT = StateWords(
    "This link opens no snapshot here",
    "It was deleted, or it was not kept any longer.",
    "Look at the snapshots there are.",
)
DAMAGED = StateWords(
    "This snapshot cannot be read",
    "Its files on disk are damaged or missing.",
    "Delete it, and pull the list again.",
)
RECORDS_UNREADABLE = StateWords(
    "Cohorts cannot be shown just now",
    "What is under way and what was saved stands in the dashboard's records, and these cannot be read.",
    "“promo-insight doctor” tells what is wrong with the records.",
)

MANAGE = "Rename or delete"
SAVE_NAME_OF_ANY = "Name"
RENAME, DELETE, DELETE_NOW = "Rename", "I want to delete it", "Delete it for good"
DELETE_SNAPSHOT = "The snapshot and all its figures go from this machine. Cohorts saved from it stay."
DELETE_SAVED = "The cohort goes from this machine. Snapshots made from it stay."
RENAMED, DELETED = "Renamed.", "Deleted."

SAVE, SAVE_NOW = "Save as cohort", "Save"
SAVE_NOTE = "{count}, by the vendor's number. Saved cohorts can be pulled again."
SAVE_NAME = "Name of the cohort"
SAVED_AS = "Saved: {count}. It is among the saved cohorts."


def sum_words(asked: int, duplicates: int, refused: int) -> str:
    """``12,034 rows: 11,800 to ask, 134 duplicates, 100 cannot be asked``."""
    rows = counted(asked + duplicates + refused, "row")
    more = [counted(duplicates, "duplicate")] if duplicates else []
    more += [f"{number(refused)} cannot be asked"] if refused else []
    return f"{rows}: {', '.join([f'**{number(asked)} to ask**', *more])}"


def time_words(seconds: float) -> str:
    """``under a minute``, ``about 12 minutes``, ``about 3.5 hours``, ``about 2 days``."""
    minutes = seconds / 60
    if minutes < 1:
        return "under a minute"
    if minutes < 90:  # noqa: PLR2004 - an hour and a half
        return f"about {counted(round(minutes), 'minute')}"
    hours = minutes / 60
    if hours < 36:  # noqa: PLR2004 - a day and a half
        return f"about {number(round(hours * 2) / 2)} hours"
    return f"about {counted(round(hours / 24), 'day')}"
