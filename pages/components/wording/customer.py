"""Words of the customer page: coverage, filters and columns."""

from promo_data.models.reading import OrgCoverage
from promo_data.vocabulary import CoverageState

NOT_KNOWN_THERE = 8015
"""No customer with this identifier and source (003, error codes)."""
UNAUTHORISED_CODES = frozenset({401, 403, 498, 4000})
"""Credentials not accepted or without rights (api-facts §1)."""

_SHORT_REASONS = {
    NOT_KNOWN_THERE: "not known here",
    **dict.fromkeys(UNAUTHORISED_CODES, "not let in"),
    429: "too many reads",
    310144: "not connected",
}
FILTERS = "Show only"
FILTERS_HELP = (
    "**Can be enrolled, can be issued**: nothing in the vendor's answer speaks against it.\n\n"
    "**Near**: of the limit that binds, at least {near} is used.\n\n"
    "**Used up**: of the limit that binds, nothing is left.\n\n"
    "**Ending soon**: runs now and ends within 7 days."
)
TABLE_ALT = "The customer's promotions: type, end, usage, the limit that binds and what can be done"
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
    "share": "Used",
    "can": "What can be done",
}
HELP = {
    "enrolled": "How often this customer was enrolled, of how often they may be.",
    "issued": "How often it was issued to this customer, of how often it may be.",
    "benefit": "For how many activities this customer got the benefit, and how many points.",
    "binding": "Of the limits that are used up bit by bit, the one that stops the customer first.",
    "share": "The part of the binding limit that is used.",
}
PARTIAL = "Only {answered} of {asked} orgs answered. Not in the figures below: {missing}."
PROBLEMS = "{count} could not be read; the others are shown"


def failure_words(org: OrgCoverage) -> str:
    """Why an org is missing, in two or three words."""
    if org.state is CoverageState.NOT_ASKED:
        return "not asked"
    if org.code is None:
        return "no usable answer"
    return _SHORT_REASONS.get(org.code, f"refused, code {org.code}")
