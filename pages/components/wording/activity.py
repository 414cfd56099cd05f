"""Words of the activity page: what was wanted, how it ended, and what a person can still do about it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from pages.components.wording.states import StateWords
from promo_data.actions import Route, State
from promo_data.vocabulary import Action, AllowanceState

TITLE = "Activity"


class Ending(StrEnum):
    """How far an action came, as people tell it apart; what is open stands first."""

    UNKNOWN = "unknown"
    CONFLICT = "conflict"
    UNDER_WAY = "under_way"
    CONFIRMED = "confirmed"
    PARTIAL = "partial"
    REFUSED = "refused"
    NOT_APPLIED = "not_applied"
    NOT_SENT = "not_sent"

    @classmethod
    def of(cls, state: State) -> "Ending":
        """Where a state of the journal belongs."""
        return cls.UNDER_WAY if state in (State.PREPARED, State.SENT) else cls(state.value)

    @property
    def states(self) -> tuple[State, ...]:
        """The journal's states that belong here."""
        return tuple(state for state in State if Ending.of(state) is self)


OPEN = (Ending.UNKNOWN, Ending.CONFLICT, Ending.UNDER_WAY)
"""Endings that are none yet."""


class EndingWords(NamedTuple):
    """A mark, two or three words, a sentence for the drawer, and the state of a limit whose colour they share."""

    mark: str
    short: str
    title: str
    manner: AllowanceState


ENDINGS: Mapping[Ending, EndingWords] = {
    Ending.UNKNOWN: EndingWords(
        "?", "not known", "Not known: it may or may not have been done", AllowanceState.UNKNOWN
    ),
    Ending.CONFLICT: EndingWords("?", "contradictory", "Contradictory: a person has to decide", AllowanceState.UNKNOWN),
    Ending.UNDER_WAY: EndingWords("◐", "under way", "Under way", AllowanceState.NEAR),
    Ending.CONFIRMED: EndingWords("●", "done", "Done", AllowanceState.OPEN),
    Ending.PARTIAL: EndingWords("◐", "done in part", "Done in part", AllowanceState.NEAR),
    Ending.REFUSED: EndingWords("○", "refused", "Refused: nothing was done", AllowanceState.EXHAUSTED),
    Ending.NOT_APPLIED: EndingWords(
        "–", "not carried out", "Not carried out: nothing was done", AllowanceState.NO_LIMIT
    ),
    Ending.NOT_SENT: EndingWords("–", "not sent", "Not sent: nothing was done", AllowanceState.NO_LIMIT),
}

ACTIONS = {
    Action.ENROL: "Enrol",
    Action.ISSUE: "Issue",
    Action.OPT_IN: "Opt in",
    Action.REVOKE_ENROL: "Undo an enrolment",
    Action.REVOKE_OPT_IN: "Undo an opt-in",
    Action.REVOKE_ISSUE: "Undo an issue",
}
_UNREAD = {Route.V2_ISSUE: "Enrol or issue", Route.V3_ENROL: "Enrol or issue", Route.V3_REVOKE: "Undo"}
"""What a request does follows the promotion's type, and that was not read."""

COLUMNS = {
    "time": "Time",
    "outcome": "Outcome",
    "action": "Action",
    "promotion": "Promotion",
    "org": "Org",
    "customer": "Customer",
    "who": "Who",
    "said": "The vendor's answer",
    "request": "Request id",
    "open": "Next",
}
HELP = {
    "time": "When a person confirmed it.",
    "outcome": "What is known of it now.",
    "customer": "The vendor's number, and the identifier that was typed, masked.",
    "said": "The vendor's code and words; our own where it said nothing.",
    "request": "By this the vendor's support finds the request.",
}
TABLE_ALT = "Actions, newest first: time, outcome, action, promotion, org, customer, who, the vendor's answer"
NEXT = {Ending.UNKNOWN: "Settle…", Ending.CONFLICT: "Decide…"}
DETAILS = "Details"

ENDING, PERSON, ORG, ACTION, WHEN = "Outcome", "Who", "Org", "Action", "When"
ENDING_HELP = (
    "**Not known**: sent, and its answer was lost; it is settled by reading the customer again.\n\n"
    "**Contradictory**: the customer's figures moved, but not as this action alone would move them.\n\n"
    "**Under way**: not ended yet."
)
ANYONE, ANY_ORG, ANY_ACTION = "Anyone", "Any org", "Any action"
DAYS = "From and to"
REFRESH, REFRESH_HELP = "Refresh", "Looks at the record again."
CLEAR = "Show all"
MORE_OPEN = "Outside these filters, {count} not settled."
NEWER, OLDER = "Newer", "Older"
SHOWING = "{first} to {last} of {total}"
EXPORT = "Export"
EXPORT_HELP = "What is on screen as CSV, times in UTC. That it was exported goes on record."

NOTHING_YET = StateWords(
    "Nothing was done yet",
    "Whatever is enrolled, issued, opted in or undone stands here from the moment it is confirmed.",
    "Look a customer up and choose what to do with one of the promotions.",
)
NOTHING_FITS = StateWords(
    "Nothing on record is like this",
    "There are actions on record, but none that fits every filter.",
    "Take a filter away.",
)
READ_ONLY = "Only looking up is possible"
READ_ONLY_NOTE = (
    "The record was left as it is, and nothing can be enrolled, issued or undone until it is whole again. Tell whoever "
    "runs the dashboard; “promo-insight doctor” and “promo-insight audit verify” tell more."
)

WHAT_HAPPENED = "What happened"
STEPS = {
    "prepared": "Asked for by {person}",
    "sent": "Sent to the vendor",
    "ended": "Ended",
    "unclear": "No clear answer",
    "decided": "Decided by {person}: {decision}",
    "next": "Will be read again",
}
NEVER_SENT = "Never sent"
DECISIONS = {"carried_out": "carried out", "not_carried_out": "not carried out"}
FIGURES, FIGURES_HELP = "Before and after", "Read from the vendor just before it was sent, and last after it ended."
NOT_READ = "not read"
NO_FIGURES = "The customer's figures were not read."
FIGURE_NAMES = {"enrolled": "Enrolled", "issued": "Issued"}
APPEARED = "New in the customer's history: {entries}"
GONE = "No longer in the customer's history: {entries}"
NOTHING_MOVED = "The customer's history has no entry more and none less."
REFERENCE = "For the vendor's support"
REQUEST_ID, OUR_ID, VENDOR_IDS = "The vendor's request id", "Our number of this action", "The vendor's ids of it"
NO_REQUEST_ID = "The vendor gave no request id."
VENDOR_SAID = "The vendor said: “{message}”"
CODE = "code {code}"
BLOCKED_BY, UNDOES, UNDONE_BY = "Show what stood in its way", "Show what this takes back", "Show what took it back"
INSISTED = "Sent at a person's insistence, although it could not be told whether it would work."
IN_A_BATCH = "One of several customers in one request."
READ_BACKS = "Read back {times} so far."
VENDORS_NAMES = {
    "issual_id": "issualId",
    "earned_id": "earnedId",
    "enrollment_id": "enrollmentId",
    "optin_id": "optinId",
}

SETTLE, SETTLING = "Read the customer again now", "Reading the customer again"
STILL_UNKNOWN = "The customer was read again and shows no trace of it yet. It stays open and is read again later."
DECIDE = {True: "It was carried out…", False: "It was not carried out…"}
DECIDE_QUESTION = {
    True: "Put on record that this was carried out?",
    False: "Put on record that this was not carried out?",
}
DECIDE_NOTE = {
    True: "It then counts as done, and cannot be changed here. Nothing is sent.",
    False: "It may then be done once more, and cannot be changed here. Nothing is sent.",
}
DECIDE_NOW = {True: "Yes, it was carried out", False: "Yes, it was not carried out"}
KNOWN = "What is known"
UNDO = "Undo…"
UNDO_QUESTION = {
    Action.REVOKE_ENROL: "Take this enrolment back?",
    Action.REVOKE_OPT_IN: "Take this opt-in back?",
    Action.REVOKE_ISSUE: "Take this issue back?",
}
UNDO_NOW = "Undo now"
TAKEN_BACK = "Taken back"
TAKEN_BACK_IS = {True: "enrolment {id}, and nothing else", False: "issue {id}, and nothing else"}
AFTERWARDS_UNDONE = "whether room under a limit comes back, no document says"


def action_words(effect: Action | None, route: Route) -> str:
    """What was wanted; by its request alone where the customer was not read."""
    return _UNREAD.get(route, "Opt in" if route is Route.V3_OPT_IN else "Enrol") if effect is None else ACTIONS[effect]


def marked(ending: Ending) -> str:
    """``? not known``, ``● done``."""
    return f"{ENDINGS[ending].mark} {ENDINGS[ending].short}"
