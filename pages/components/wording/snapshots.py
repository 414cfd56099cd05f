"""Words of a snapshot: what it says of the customers, and of what it rests on."""

from collections.abc import Mapping

from pages.components.cohort.narrowing import Property, View
from pages.components.formats import counted, number
from pages.components.wording.limits import MARKS
from pages.components.wording.states import StateWords
from promo_data.vocabulary import Action, AllowanceState, Verdict

VIEWS = {
    View.PROMOTIONS: "By promotion",
    View.NEAR: "Near a cap",
    View.LAPSING: "Room that lapses",
    View.CAN: "What can be done",
    View.FAILED: "Not answered",
}
VIEW = "What to look at"
STATE_NAMES = {
    AllowanceState.EXHAUSTED: "used up",
    AllowanceState.NEAR: "near the limit",
    AllowanceState.OPEN: "room left",
    AllowanceState.NO_LIMIT: "no limit",
    AllowanceState.CAP_ONLY: "a ceiling per activity",
    AllowanceState.UNKNOWN: "not known",
}
STATES_FILTER = "Limit that binds"
STATES_COUNTED = "Limit that binds, counted once for each customer and promotion"
STATES_HELP = (
    "How the limit that stops a customer first stands, promotion by promotion.\n\n"
    "**Used up**: nothing is left. **Near the limit**: at least {near} is used. **Room left**: less is used.\n\n"
    "**A ceiling per activity**: nothing is used up. **Not known**: the vendor's answer does not tell, or contradicts "
    "itself."
)
LEGEND_COLOURS = {
    AllowanceState.EXHAUSTED: "red",
    AllowanceState.NEAR: "orange",
    AllowanceState.OPEN: "blue",
    AllowanceState.NO_LIMIT: "gray",
    AllowanceState.CAP_ONLY: "violet",
    AllowanceState.UNKNOWN: "gray",
}
"""The theme gives these names the colours of the states (.streamlit/config.toml)."""
FILTER, FILTERS_SET, EVERY = "Filter", "Filter ({count})", "All"
PROPERTIES = {
    Property.ORG: "Org",
    Property.PROGRAMME: "Programme",
    Property.TYPE: "Type",
    Property.EVENT: "Triggered by",
}
FACET_VALUE = "{name} ({customers})"
OWN_ORG, NOT_GIVEN = "Own org", "not given"

CUSTOMERS, CUSTOMERS_HELP = (
    "Customers",
    "Distinct customers with any promotion that fits the filters, of {answered} that answered.",
)
USED_UP, USED_UP_HELP = "Used up", "Distinct customers of whom the limit that binds has nothing left, in any promotion."
NEAR, NEAR_HELP = "Near a cap", "Distinct customers of whom the limit that binds is near its cap, in any promotion."
CAN_ENROL, CAN_ENROL_HELP = "Can be enrolled", "Distinct customers of whom nothing speaks against it, in any promotion."
CAN_ISSUE, CAN_ISSUE_HELP = "Can be issued", "Distinct customers of whom nothing speaks against it, in any promotion."

ANSWERED = "**{answered} of {asked} customers answered.**"
FAILED = "{count} failed: {reasons}."
ANSWERED_PARTLY = "{count} of those that answered are not known in some org, or failed there."
NOT_ASKED = "{count} of the list could not be asked: {reasons}."
REASON = "{count} × {reason}"
OTHER_REASONS = "{count} otherwise"
COMPLETE = "Nothing is missing."
ORG_ANSWERED = "{name} ✓ {answered} of {asked}"
ORG_PARTLY = "{name} ✗ {failed} failed, {answered} of {asked}"
ORG_HELP = "{number}{answered} answered, {not_known} are not known there, {failed} failed otherwise."
PARTIAL_TOTALS = (
    "Every figure below rests on the customers that answered; for an org with ✗ there may be more than is shown."
)
AS_OF = "as of {time}"
AS_OF_HELP = "When the newest answer arrived: {exact}. Dates and what can be done are judged at that moment."
NAMED_BY = "by {kind}"
ASK_AGAIN = "Ask the failed again ({count})"
ASK_AGAIN_HELP = "A new pull of those whose failure may pass; what it brings is a snapshot of its own."
ASK_AGAIN_NAME = "{name}, asked again"

NOTHING_FITS = StateWords(
    "Nobody in this snapshot is like this",
    "There are promotions in it, but none of a customer that fits every filter.",
    "Take a filter away.",
)
NO_PROMOTIONS = StateWords(
    "No promotions in this snapshot",
    "None of the customers that answered has any promotion in the orgs that were asked.",
    "Look at those that did not answer, or pull the list again with other orgs.",
)
NOBODY_ANSWERED = StateWords(
    "Nobody answered",
    "Nobody of this list was found, or nobody could be asked.",
    "“Not answered” below says why, row by row.",
)
NOBODY_BEHIND = "Nobody."
NONE_NEAR = "Nobody is near a cap."
NONE_LAPSING = "Nobody has room that lapses in this time."
NONE_CAN = "For nobody."
NONE_FAILED = "Everybody answered."

CHART = "Customers by how the limit that binds them stands"
CHART_HINT = "A click on a bar shows the customers behind it."
REST = "The {shown} promotions with most customers near a cap or beyond; all {total} are in the table below."
PROMOTION_COLUMNS = {
    "promotion": "Promotion",
    "org": "Org",
    "type": "Type",
    "standing": "State",
    "customers": "Customers",
    "exhausted": f"{MARKS[AllowanceState.EXHAUSTED]} Used up",
    "near": f"{MARKS[AllowanceState.NEAR]} Near",
    "open": f"{MARKS[AllowanceState.OPEN]} Room left",
    "no_limit": f"{MARKS[AllowanceState.NO_LIMIT]} No limit",
    "cap_only": f"{MARKS[AllowanceState.CAP_ONLY]} Ceiling",
    "unknown": f"{MARKS[AllowanceState.UNKNOWN]} Not known",
    "enrol": "Can be enrolled",
    "issue": "Can be issued",
    "next": "Next",
}
PROMOTION_HELP = {
    "customers": "Customers who have it, of those for whom its org answered.",
    "cap_only": "A ceiling for each activity; nothing is used up.",
    "enrol": "Customers of whom nothing in the vendor's answer speaks against enrolling them.",
    "issue": "Customers of whom nothing in the vendor's answer speaks against issuing it.",
}
PROMOTIONS_ALT = "Promotions of the snapshot: how many customers have each, by the state of the limit that binds them"
OPEN_PROMOTION = "Customers"
OF_ANSWERED = "{customers} of {answered} customers"
ABOUT_BAR = "{customers} customers"

PEOPLE_COLUMNS = {
    "customer": "Customer",
    "promotion": "Promotion",
    "org": "Org",
    "binding": "Limit",
    "lapses": "Lapses",
    "next": "Next",
}
PEOPLE_HELP = {
    "customer": "The vendor's number.",
    "binding": "The limit that stops the customer first. The bar is the part of it that is used.",
    "lapses": "When the room ends: with the enrolment or with the promotion, whichever comes first.",
}
PEOPLE_ALT = "Customers: the vendor's number, promotion, limit that binds, when its room lapses"
OPEN_CUSTOMER = "Open"
EVERYBODY = "All"
SHOWING = "{first} to {last} of {total}"
LEFT, LEFT_LIMIT = "What is left", "Limit"
LEFT_UNKNOWN = "Not in the chart: {parts}."
NOTHING_LEFT_TOLD = "Of no customer is it known how much is left."
BEHIND = "Its customers"

WITHIN = "Ends within"
WITHIN_DAYS = (7, 14, 30, 60, 90)
ACTION = "What"
ACTIONS = {Action.ENROL: "Enrol", Action.ISSUE: "Issue", Action.OPT_IN: "Opt in"}
VERDICT = "Verdict"
VERDICTS = {Verdict.ALLOWED: "can be done", Verdict.UNKNOWN: "cannot be told", Verdict.REFUSED: "cannot be done"}
VERDICT_HELP = (
    "**Can be done**: nothing in the vendor's answer speaks against it. **Cannot be told**: something it would take to "
    "know was not given, or the org's own credentials are not configured. Judged as the snapshot was taken: the "
    "customer's page judges anew."
)

FAILURE_COLUMNS = {"row": "Row", "code": "Code", "message": "What happened", "partial": "Some orgs answered"}
YES = "yes"
FAILURES_ALT = "Rows of the list that brought nothing or not all: row, code, what happened"
FAILURES_NOTE = "Rows are those of the list, its header not counted; nobody is named here."
TAKE_FAILURES = "All {count} rows as CSV"
FIRST_FAILURES = "The first {shown} of {total}; the whole is in the file."


def state_words(state: AllowanceState) -> str:
    """``◐ near the limit``."""
    return f"{MARKS[state]} {STATE_NAMES[state]}"


def reasons_words(reasons: Mapping[str, int], most: int = 4) -> str:
    """``180 × The customer is not known., 8 otherwise``: the most frequent, the others counted."""
    named = [REASON.format(count=number(count), reason=reason.rstrip(".")) for reason, count in reasons.items()]
    rest = sum(list(reasons.values())[most:])
    return "; ".join([*named[:most], *([OTHER_REASONS.format(count=number(rest))] if rest else [])])


def pairs_words(rows: int, customers: int) -> str:
    """``812 customers`` or ``812 customers, 1,020 rows``: a customer may stand there with several promotions."""
    people = counted(customers, "customer")
    return people if rows == customers else f"{people}, {counted(rows, 'row')}"
