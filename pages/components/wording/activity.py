"""Words of the activity page: what was wanted, how it ended, and what a person can still do about it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from pages.components.wording.outcomes import OUTCOMES
from pages.components.wording.states import StateWords
from promo_data.actions import Intent, Route, State, Undoing
from promo_data.vocabulary import Action, AllowanceState, Outcome, Verdict

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
    """A mark, two or three words, and the state of a limit whose colour they share."""

    mark: str
    short: str
    manner: AllowanceState


ENDINGS: Mapping[Ending, EndingWords] = {
    Ending.UNKNOWN: EndingWords("?", "not known", AllowanceState.UNKNOWN),
    Ending.CONFLICT: EndingWords("?", "contradictory", AllowanceState.UNKNOWN),
    Ending.UNDER_WAY: EndingWords("◐", "under way", AllowanceState.NEAR),
    Ending.CONFIRMED: EndingWords("●", "done", AllowanceState.OPEN),
    Ending.PARTIAL: EndingWords("◐", "done in part", AllowanceState.NEAR),
    Ending.REFUSED: EndingWords("○", "refused", AllowanceState.EXHAUSTED),
    Ending.NOT_APPLIED: EndingWords("–", "not carried out", AllowanceState.NO_LIMIT),
    Ending.NOT_SENT: EndingWords("–", "not sent", AllowanceState.NO_LIMIT),
}
_UNDER_WAY = "Under way"

ACTIONS = {
    Action.ENROL: "Enrol",
    Action.ISSUE: "Issue",
    Action.OPT_IN: "Opt in",
    Action.ENROL_MILESTONES: "Enrol in a milestone",
    Action.REVOKE_ENROL: "Undo an enrolment",
    Action.REVOKE_OPT_IN: "Undo an opt-in",
    Action.REVOKE_ISSUE: "Undo an issue",
}
_UNREAD = {Route.V2_ISSUE: "Enrol or issue", Route.V3_ENROL: "Enrol or issue", Route.V3_REVOKE: "Undo"}
"""What a request does follows the promotion's type, and that was not read."""

COLUMNS = {
    "time": "Time",
    "outcome": "Outcome",
    "open": "Next",
    "action": "Action",
    "promotion": "Promotion",
    "org": "Org",
    "customer": "Customer",
    "who": "Who",
    "said": "What came of it",
    "vendor": "The vendor's answer",
    "request": "Request id",
}
HELP = {
    "time": "When a person confirmed it.",
    "outcome": "What is known of it now.",
    "customer": "The vendor's number, and the identifier that was typed, masked.",
    "said": "In our words; the drawer says what to do.",
    "vendor": "The vendor's own code and words; empty where it gave none.",
    "request": "By this the vendor's support finds the request.",
}
TABLE_ALT = "Actions, newest first: time, outcome, action, promotion, org, customer, who, what came of it"
NEXT = {Ending.UNKNOWN: "Look again…", Ending.CONFLICT: "Decide…", Ending.PARTIAL: "See what is missing…"}
DETAILS = "Details"

ENDING, PERSON, ORG, ACTION, WHEN = "Outcome", "Who", "Org", "Action", "When"
ENDING_HELP = (
    "**Not known**: sent, and its answer was lost; reading the customer again shows what became of it.\n\n"
    "**Contradictory**: the customer's figures moved, but not as this action alone would move them.\n\n"
    "**Under way**: not ended yet."
)
ANYONE, ANY_ORG, ANY_ACTION = "Anyone", "Any org", "Any action"
DAYS = "From and to"
REFRESH, REFRESH_HELP = "Refresh", "Looks at the record again."
CLEAR = "Show all"
MORE_OPEN = "Outside these filters, {count} still open."
NEWER, OLDER = "Newer", "Older"
SHOWING = "{first} to {last} of {total}"

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
    "contradicted": "Read again: the figures contradict it",
    "decided": "Decided by {person}: {decision}",
    "next": "Will be read again",
}
NEVER_SENT = "Never sent."
DECISIONS = {"carried_out": "carried out", "not_carried_out": "not carried out"}
FIGURES, FIGURES_HELP = "Before and after", "Read from the vendor just before it was sent, and last after it ended."
NOT_READ = "not read"
NO_FIGURES = "The customer's figures were not read."
FIGURE_NAMES = {"enrolled": "Enrolled", "issued": "Issued"}
APPEARED = "New in the customer's history: {entries}"
GONE = "No longer in the customer's history: {entries}"
NOTHING_MOVED = "The customer's history has no entry more and none less."
REFERENCE = "For the vendor's support"
REQUEST_ID, OUR_ID = "The vendor's request id", "Our number of this action"
NO_REQUEST_ID = "The vendor gave no request id."
BLOCKED_BY, UNDOES, UNDONE_BY = "Show what stood in its way", "Show what this takes back", "Show what took it back"
INSISTED = "A person insisted on it, although it could not be told whether it would work."
IN_A_BATCH = "One of several customers in one request."
READ_BACKS = "To find out, the customer was looked at again {times} so far."
CUSTOMER = "Open this customer"
VENDORS_NAMES = {
    "issual_id": "issualId",
    "earned_id": "earnedId",
    "enrollment_id": "enrollmentId",
    "optin_id": "optinId",
}

SETTLE, SETTLING = "Read the customer again now", "Reading the customer again"
_NOT_READ_BACK = "The customer's figures could not be read, so nothing more is known than before."
_NO_TRACE = "When the customer was last read, there was no trace of it."
_READ_LATER = "It stays open, and the customer is read again by itself later."
_YOURS_TO_DECIDE = "No further reading is planned: find out on the vendor's own screens, then decide it here."
MISSING_PART = (
    "What was done stands, and cannot be taken back from here. The missing part is done on the vendor's own screens: "
    "give the loyalty team the ids below."
)
DECIDE = {True: "It was carried out…", False: "It was not carried out…"}
MAY_TRAVEL = "The vendor may still carry it out: that it was not can be decided from {time} on."
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
UNDO_HINTS = {
    Verdict.REFUSED: "It cannot be undone from here, for the reason above.",
    Verdict.UNKNOWN: (
        "Whether this takes back the right thing, or works at all, cannot be told, for the reason above. Compare it "
        "with the vendor's own screens first; if it is right, tick the box, and the button can be pressed."
    ),
}
TAKEN_BACK = "Taken back"
_TAKEN_BACK_IS = {
    Action.REVOKE_ENROL: "enrolment {id}, and nothing else",
    Action.REVOKE_OPT_IN: "opt-in {id}, and nothing else",
    Action.REVOKE_ISSUE: "issue {id}, and nothing else",
}
_WITHOUT_ID = "the enrolment that runs, which is {id}; the request itself cannot name it"
AFTERWARDS_UNDONE = "whether room under a limit comes back, no document says"


def action_words(effect: Action | None, route: Route) -> str:
    """What was wanted; by its request alone where the customer was not read."""
    return _UNREAD.get(route, "Opt in" if route is Route.V3_OPT_IN else "Enrol") if effect is None else ACTIONS[effect]


def title_words(ending: Ending) -> str:
    """The headline of the drawer."""
    return _UNDER_WAY if ending is Ending.UNDER_WAY else OUTCOMES[Outcome(ending.value)].title


def looked_again_words(intent: Intent) -> str:
    """What to say after one more reading; nothing where that told how it ended.

    A reading leaves its figures on the intent. Where an earlier one did and this one failed, the sentence is still
    true: it speaks of the last.
    """
    if intent.state is not State.UNKNOWN:
        return ""
    found = _NOT_READ_BACK if intent.after is None else _NO_TRACE
    return f"{found} {_YOURS_TO_DECIDE if intent.next_read_at is None else _READ_LATER}"


def taken_back_words(undo: Undoing, route: Route) -> str:
    """What an undoing takes back; v2's request for an enrolment has no place for its id (api-facts §4.2, revoke)."""
    words = _WITHOUT_ID if route is Route.V2_REVOKE_ENROL else _TAKEN_BACK_IS[undo.effect]
    return words.format(id=undo.vendor_id)


def marked(ending: Ending) -> str:
    """``? not known``, ``● done``."""
    return f"{ENDINGS[ending].mark} {ENDINGS[ending].short}"
