"""Words of the case page: what somebody saw, frozen."""

from pages.components.wording.states import StateWords

TITLE = "Case: customer {name}"
BANNER = "Frozen: what {person} saw on {seen} ({ago}). Nothing here is read anew, and nothing can be done from here."
BANNER_HELP = "Opened at {opened}, with version {version} of this program."
OTHER_VERSION = (
    "Version {version} of this program opened this case, and another one shows it: it may judge the same answers "
    "otherwise."
)
LIVE = "Look the customer up to see how things stand now."
NO_LINK = StateWords(
    "No case",
    "This page shows a case that somebody opened for a ticket.",
    "Open it by its link. A case is opened with “Case link” on the page of a customer.",
)
UNKNOWN = StateWords(
    "This case cannot be shown",
    "Nothing was looked up instead.",
    "Check that the whole link was copied, or ask whoever wrote the ticket to open the case again.",
)
UNREADABLE = StateWords(
    "This case cannot be read just now",
    "It is in the dashboard's records, and these cannot be read.",
    "Try again in a minute; “promo-insight doctor” tells what is wrong with the records.",
)
