"""What a page says when there is nothing to show: what happened, whether anything was done, and the next step."""

from typing import NamedTuple

NOTHING_CHANGED = "Nothing was changed: a look-up only reads."


class StateWords(NamedTuple):
    """A state in words; ``what`` and ``next_step`` are sentences."""

    title: str
    what: str
    next_step: str


NOTHING_LOOKED_UP = StateWords(
    "No customer looked up yet",
    "This page shows one customer: what can be enrolled and issued, how much room is left, and why not.",
    "Type a mobile, an e-mail, an external id or a customer id above and press Enter.",
)
LINK_UNKNOWN = StateWords(
    "This link opens no customer here",
    "It is not known to this account, or it was not used for so long that it is no longer kept.",
    "Look the customer up above, or ask for a new link.",
)
LINK_UNREADABLE = StateWords(
    "This link cannot be opened just now",
    "Whom it stands for is in the dashboard's records, and these cannot be read.",
    "Look the customer up above; “promo-insight doctor” tells what is wrong with the records.",
)
NOT_FOUND = StateWords(
    "No such customer",
    "None of the orgs asked knows a customer with this identifier and source.",
    "Check the digits, correct what it was read as, choose another source, or ask for another identifier.",
)
UNAUTHORISED = StateWords(
    "The vendor did not accept our credentials",
    "None of the orgs asked let us in.",
    "Whoever set up the dashboard should check the user name and password, or the OAuth key and secret, "
    "and what they may read. “promo-insight doctor” tells each org's answer.",
)
UNREACHABLE = StateWords(
    "The vendor could not be read",
    "None of the orgs asked gave an answer that can be used.",
    "Wait a minute and read again. If it stays so, “promo-insight doctor” tells where it stops.",
)
REFUSED = StateWords(
    "The vendor refused the look-up",
    "None of the orgs asked gave the customer's promotions.",
    "Follow what each org said below, then look up again.",
)
NO_PROMOTIONS = StateWords(
    "No promotions",
    "The customer is known, and has no promotions at all in the orgs that answered.",
    "Check the org scope above; a customer of no programme has none.",
)
NONE_READABLE = StateWords(
    "No promotion could be read",
    "The customer is known, but what came of their promotions cannot be read: there may be some.",
    "Read again in a minute. If it stays so, show whoever set up the dashboard what is said below.",
)
NOTHING_FILTERED = StateWords(
    "No promotion is all of this",
    "The customer has promotions, but none that fits every filter chosen.",
    "Take a filter away.",
)
SETTINGS_WRONG = StateWords(
    "The settings are wrong",
    "The dashboard was not connected to anything.",
    "Correct it in the environment or in .streamlit/secrets.toml, then restart.",
)
RECORDS_UNUSABLE = StateWords(
    "The dashboard cannot keep its records",
    "The cache or the journal could not be opened.",
    "Check the folder named in PROMO_DATA_DIR and the space left on its disk, then restart.",
)
CANNOT_BE_ASKED = StateWords(
    "This cannot be looked up",
    "The customer was not asked for.",
    "Correct the identifier or the org scope, then look up again.",
)
PAGE_FAILED = StateWords(
    "This page failed",
    "Something happened that the dashboard does not know how to explain; the log has it.",
    "Reload the page. An action that was already sent is in the journal, so it is not lost and not sent again.",
)
