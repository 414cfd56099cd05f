"""Words of the drawer: one promotion of one customer."""

from promo_data.vocabulary import Action, Verdict

VERDICTS = {Verdict.ALLOWED: "yes", Verdict.REFUSED: "no", Verdict.UNKNOWN: "cannot be told"}
QUESTIONS = {
    Action.ENROL: "Can be enrolled",
    Action.ISSUE: "Can be issued",
    Action.OPT_IN: "Can be opted in",
}
MARKS = {Verdict.ALLOWED: ":material/check:", Verdict.REFUSED: ":material/block:", Verdict.UNKNOWN: ":material/help:"}
NOT_ISSUED_HERE = "The vendor takes issuing to an enrolled customer as a bulk request only; this page does not send it."
APPLIES_BY_ITSELF = "This promotion applies by itself: there is nothing to enrol in and nothing to issue."

LIMITS = "Limits"
NO_LIMITS = "The vendor gave no limits for this promotion."
TIMELINE = "Enrolments and issues"
TIMELINE_KEY = "A line is an enrolment, a dot an issue: full once it brought a benefit, else open. Dotted: now."
NO_TIMELINE = "The vendor gave no timeline for this promotion."
NOTHING_YET = "Never enrolled, never issued."
FACTS = "Facts"
METADATA = "Metadata"
RAW = "All fields, as read"
