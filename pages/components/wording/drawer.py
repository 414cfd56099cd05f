"""Words of the drawer: one promotion of one customer."""

from promo_data.vocabulary import Action, Verdict

VERDICTS = {Verdict.ALLOWED: "yes", Verdict.REFUSED: "no", Verdict.UNKNOWN: "cannot be told"}
QUESTIONS = {
    Action.ENROL: "Can be enrolled",
    Action.ISSUE: "Can be issued",
    Action.OPT_IN: "Can be opted in",
}
MARKS = {Verdict.ALLOWED: ":material/check:", Verdict.REFUSED: ":material/block:", Verdict.UNKNOWN: ":material/help:"}
WOULD_CHANGE = "What would change it:"
APPLIES_BY_ITSELF = "This promotion applies by itself: there is nothing to enrol in and nothing to issue."
UNKNOWN_TYPE = "What the vendor says of its type, in its own word, which is not known here."

PLACES = {
    "answers": "What can be done",
    "confirmation": "To be confirmed",
    "opinion": "The vendor's own filters",
    "benefits": "Benefits",
}
"""What a screen reader calls the parts of the drawer that the focus goes to."""

LIMITS = "Limits"
NO_LIMITS = "The vendor gave no limits for this promotion."
FACTS = "Facts"
METADATA = "Metadata"
RAW = "All fields, as read"
