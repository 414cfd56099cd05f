"""Words of a case: a link to what was seen of a customer, and a short text of it, for a ticket."""

BUTTON = "Case link"
HELP = (
    "A link and a short text for a ticket: what is shown now, as it is shown now. A colleague who opens the link sees "
    "the same. Neither holds a mobile, an e-mail or an external id."
)
TITLE = "For the ticket"
LINK = "The link opens what you see now, frozen."
NO_LINK = "No link could be made, because the dashboard cannot keep what you see: {why}"
TEXT_ALONE = "The text below holds the main facts all the same."
CLOSE = "Put this away"

SEEN = "Customer {customer}, seen {at} ({zone})"
DATA_OF = "Data of {at} ({age}), {answered} of {asked} orgs answered"
NO_DATA = "No data: {answered} of {asked} orgs answered"
NOT_IN_IT = "Not in it: {orgs}"
PROMOTION = "{name} ({org}; promotion {promotion}, programme {programme})"
STANDS = "{type}, {standing}"
ENROLLED, ISSUED, TIMES, POINTS = (
    "enrolled {count}",
    "issued {count}",
    "benefit received {count}",
    "points received {count}",
)
VERDICT = "{question}: {verdict}"
LIMIT = "Limit: {name}: {words}"
PROMOTIONS = "{count} on the list"
CAN_BE = {"enrol": "{count} can be enrolled", "issue": "{count} can be issued", "opt_in": "{count} can be opted in"}
NEAR, USED_UP = "{count} near a limit", "{count} with a limit used up"
