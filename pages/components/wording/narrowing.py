"""Words of the overview and of the filters above the list of promotions."""

from pages.components.facets import Facet
from pages.components.narrowing import Order, Property
from pages.components.wording.limits import MARKS
from pages.components.wording.opinion import ASK, CONTRADICTED
from promo_data.vocabulary import AllowanceState

FACETS = {
    Facet.CAN_ENROL: "can be enrolled",
    Facet.CAN_ISSUE: "can be issued",
    Facet.REDEEMABLE: "to redeem",
    Facet.ENDS_SOON: "ending in 7 days",
    Facet.NEAR: "near the limit",
    Facet.USED_UP: "used up",
    Facet.CHANGED: "changed since last look",
    Facet.CONTRADICTED: CONTRADICTED,
}
OVERVIEW = "Show only"
OVERVIEW_RESTING = "Show only (counts are {resting_on})"
OVERVIEW_HELP = (
    "How many promotions are in each state; a click shows these alone.\n\n"
    "**Can be enrolled, can be issued**: nothing in the vendor's answer speaks against it.\n\n"
    "**To redeem**: it runs, is issued to the customer and not expired (or applies by itself), and no limit of its "
    "benefit is used up.\n\n"
    "**Ending in 7 days**: it runs now and ends within that time.\n\n"
    "**Near the limit**: of the limit that binds, at least {near} is used.\n\n"
    "**Used up**: of the limit that binds, nothing is left.\n\n"
    "**Changed since last look**: a date, a limit or a figure of the customer moved since they were last read here.\n\n"
    f"**{CONTRADICTED.capitalize()}**: on show once “{ASK}” is on."
)
OVERVIEW_PART_HELP = "\n\n**≥**: there may be more, because not everything could be read."

FIND = "Find a promotion"
FIND_PLACEHOLDER = "Find by name or id"
FILTER = "Filter"
FILTERS_SET = "Filter ({count})"
PROPERTIES = {
    Property.ORG: "Org",
    Property.PROGRAMME: "Programme",
    Property.TYPE: "Type",
    Property.STATE: "State",
    Property.LIMIT: "Limit that binds",
    Property.LISTED_AS: "Listed by the vendor as",
}
EVERY = "All"
LISTED_AS_LATER = f"By the vendor's own status: once “{ASK}” is on."
PROGRAMME = "Programme {id}"
ORDER = "Order"
ORDERS = {
    Order.URGENCY: "What can be done first",
    Order.ENDS: "Ends first",
    Order.USED: "Most used first",
    Order.NAME: "By name",
}
LIMIT_STATES = {
    AllowanceState.OPEN: "room left",
    AllowanceState.NEAR: "near the limit",
    AllowanceState.EXHAUSTED: "used up",
    AllowanceState.OVER: "over the limit",
    AllowanceState.NO_LIMIT: "no limit",
    AllowanceState.CAP_ONLY: "a ceiling per activity",
    AllowanceState.UNKNOWN: "not known",
}
REMOVE = "Take this filter away"
REMOVE_ALL = "Clear all"


def limit_state_words(state: str) -> str:
    """``◐ near the limit``; a state that is not ours as it was given."""
    if state not in list(AllowanceState):
        return state
    known = AllowanceState(state)
    return f"{MARKS[known]} {LIMIT_STATES[known]}"
