"""Words of the customer page: coverage, filters and columns."""

from collections.abc import Sequence

from pages.components.opinions import Opinion
from promo_data.models.reading import OrgCoverage
from promo_data.vocabulary import CUSTOMER_NOT_FOUND, CoverageState

UNAUTHORISED_CODES = frozenset({401, 403, 498, 4000})
"""Credentials not accepted or without rights (api-facts §1)."""

_SHORT_REASONS = {
    **dict.fromkeys(CUSTOMER_NOT_FOUND, "not known here"),
    **dict.fromkeys(UNAUTHORISED_CODES, "not let in"),
    429: "too many reads",
    310144: "not connected",
}
TABLE_ALT = (
    "The customer's promotions: type, end, usage, the limit that binds and what can be done. "
    "The arrow keys choose a row, Shift and Space open it."
)
COLUMNS = {
    "promotion": "Promotion",
    "org": "Org",
    "type": "Type",
    "ends": "Ends",
    "standing": "State",
    "enrolled": "Enrolled",
    "issued": "Issued",
    "benefit": "Benefit so far",
    "binding": "Binding limit",
    "opinion": "Vendor's filters",
    "changed": "Moved",
    "can": "What can be done",
}
HELP = {
    "enrolled": "How often this customer was enrolled, of how often they may be.",
    "issued": "How often it was issued to this customer, of how often it may be.",
    "benefit": "For how many activities this customer got the benefit, and how many points.",
    "binding": (
        "Of the limits that are used up bit by bit, the one that stops the customer first. The bar is the part of it "
        "that is used."
    ),
    "opinion": "Whether the vendor's own filters bear out what is said here. A promotion's details say what they list.",
    "changed": "What moved since the customer was last read here; the line above the list says what.",
}
TICKET = "For a ticket"
MOVED = "yes"
CHANGED = "↻ changed since last look"
OPINIONS = {
    Opinion.AGREES: "✓ agree",
    Opinion.CONTRADICTS: "≠ contradict",
    Opinion.NOT_KNOWN: "? not known",
}
PARTIAL = "Only {answered} of {asked} orgs answered. Not in the figures below: {missing}."
LOST = "{count} of the vendor's answers could not be read; the rest is shown"
PROMOTION = "promotion"
AT_LEAST = "≥ "
NOTES = "{count} on the vendor's answers"
NOT_CHOSEN = "Not among the orgs chosen above."


def not_known_there(orgs: Sequence[str]) -> str:
    """Which orgs do not know the customer; said calmly, because nothing went wrong."""
    one = len(orgs) == 1
    named = " and ".join(orgs)
    return f"{named} {'does' if one else 'do'} not know this customer, so {'it adds' if one else 'they add'} nothing."


def failure_words(org: OrgCoverage) -> str:
    """Why an org is missing, in two or three words."""
    if org.state is CoverageState.NOT_ASKED:
        return "not asked"
    if org.code is None:
        return "no usable answer"
    return _SHORT_REASONS.get(org.code, f"{'refused' if org.refused else 'failed'}, code {org.code}")
