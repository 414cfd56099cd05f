"""Words of an action: before it is sent, while it is under way, and how it ended."""

from pages.components.formats import number
from pages.components.wording.limits import used_of
from promo_data.actions.preview import Remaining
from promo_data.insight.sentences import unit
from promo_data.vocabulary import Action

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
RECORD_UNREADABLE = "What became of it cannot be read just now"
RECORDED = "On record as {id}."
READ_BACK_NOW = "Read back now"
READING_BACK = "Reading the customer again"
SHOW_IN_ACTIVITY = "Show in Activity"
READ_SINCE = "From what was read since: {reason}"
NOT_TOLD_APART = "Which of the causes it was cannot be told: {reason}"
DONE = {
    Action.ENROL: "Enrolled",
    Action.ISSUE: "Issued",
    Action.OPT_IN: "Opted in",
    Action.ENROL_MILESTONES: "Enrolled in a milestone",
    Action.REVOKE_ENROL: "Enrolment taken back",
    Action.REVOKE_OPT_IN: "Opt-in taken back",
    Action.REVOKE_ISSUE: "Issue taken back",
}
"""What is said of a confirmed action, of whatever kind: another page or person may have asked for it."""


def remaining_words(limit: Remaining, promotion_type: str | None) -> str:
    """``enrolments: 1 of 3 used, then 2 of 3``."""
    counts, cap = unit(limit.measure, promotion_type), number(limit.cap)
    return f"{counts}: {number(limit.used)} of {cap} used, then {number(limit.used_after)} of {cap}"


def moved_words(name: str, before: int | None, after: int | None, cap: float | None = None) -> str:
    """``enrolled 1 → 2 of 3``; nothing where it did not move or a reading lacks the figure."""
    if before is None or after is None or before == after:
        return ""
    return f"{name} {number(before)} → {used_of(after, cap)}"
