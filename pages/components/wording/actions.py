"""Words of an action: before it is sent, while it is under way, and how it ended."""

from typing import NamedTuple

from pages.components.formats import number
from promo_data.actions.preview import Remaining
from promo_data.insight.sentences import unit
from promo_data.vocabulary import Action, Outcome

BUTTON = {Action.ENROL: "Enrol…", Action.ISSUE: "Issue…", Action.OPT_IN: "Opt in…"}
CONFIRM = {Action.ENROL: "Enrol now", Action.ISSUE: "Issue now", Action.OPT_IN: "Opt in now"}
QUESTION = {
    Action.ENROL: "Enrol this customer?",
    Action.ISSUE: "Issue this to the customer?",
    Action.OPT_IN: "Opt this customer in?",
}
CANCEL = "Cancel"
CLOSE = "Put this note away"
WHAT_IS_SENT = "What will be sent"
SEND_ANYWAY = "I know that it cannot be told whether this works. Send it anyway."
SOURCE = "Source to write with"
SOURCE_HELP = "The source this customer was looked up with is not one the vendor takes for this action."
HEX = "Promotion's id (24 hex digits)"
HEX_HELP = (
    "Opting in needs it, and the customer's list does not give it. Leave this empty unless it could not be found: it "
    "stands in the promotion's address on the vendor's screens."
)
HEX_FOUND_BY = "Found by the promotion's name"
UNDER_WAY = "Under way. You may close this or look elsewhere: it is finished and recorded either way."
RECORDED = "Recorded as {id} in the journal."
VENDOR_SAID = "The vendor said: “{message}”"
CODE = "code {code}"
READ_BACK = "Look the customer up again to see what became of it. Acting once more reads that first."


class OutcomeWords(NamedTuple):
    """An outcome as a headline, with its icon."""

    title: str
    icon: str


OUTCOMES = {
    Outcome.CONFIRMED: OutcomeWords("Done", ":material/check_circle:"),
    Outcome.REFUSED: OutcomeWords("Refused: nothing was done", ":material/block:"),
    Outcome.PARTIAL: OutcomeWords("Done in part", ":material/rule:"),
    Outcome.NOT_SENT: OutcomeWords("Not sent: nothing was done", ":material/cancel_schedule_send:"),
    Outcome.NOT_APPLIED: OutcomeWords("Not carried out: nothing was done", ":material/replay:"),
    Outcome.UNKNOWN: OutcomeWords("Not known: it may or may not have been done", ":material/help:"),
    Outcome.CONFLICT: OutcomeWords("Contradictory: a person has to decide", ":material/difference:"),
}


def remaining_words(limit: Remaining, promotion_type: str | None) -> str:
    """``enrolments: 1 of 3 used, then 2 of 3``."""
    counts, cap = unit(limit.measure, promotion_type), number(limit.cap)
    return f"{counts}: {number(limit.used)} of {cap} used, then {number(limit.used_after)} of {cap}"


def moved_words(name: str, before: int | None, after: int | None) -> str:
    """``enrolled 1 → 2``; nothing where it did not move or a reading lacks the figure."""
    return "" if before is None or after is None or before == after else f"{name} {number(before)} → {number(after)}"
