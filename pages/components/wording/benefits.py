"""Words of the benefits: what one customer got from one promotion, each in its own unit."""

from promo_data.models.benefits import BENEFITS_SINCE

TITLE = f"Benefits since {BENEFITS_SINCE.day} {BENEFITS_SINCE:%B %Y}"
ASK = "Ask for the benefits"
ASK_HELP = (
    "What this customer got from this promotion: points by category, each alternate currency in its own unit, and "
    "what is not counted in points. One call, made now; its answer is not kept."
)
ASKING = "Asking the vendor"
ASKED_AT = "Asked at {time}. {cannot_say}"
CANNOT_SAY = (
    "This is what was given, not what was spent, expired or taken back since, and nothing from before that day. "
    "Each currency counts in its own unit, so nothing is added up."
)
NO_NUMBER = "The vendor gave no number for this customer, and only by that can benefits be asked for."
NONE = "No benefit is on record."
POINTS, CURRENCIES, INCENTIVES = "Points", "Alternate currencies", "Other benefits"
NONE_OF = "none"
NOT_SAID = "the answer does not say"

NOT_ASKED = "Not asked for"
REFUSED = "The vendor refused"
NOT_READ = "Could not be read"

UNIT_OF_POINTS = "points"
AMOUNT_NOT_GIVEN = "amount not given"
UNIT_NOT_GIVEN = "of a unit not given"
CURRENCY = "{name}, an alternate currency"
NAME_NOT_GIVEN = "Name not given"
LAST = "last {moment}"
ENTRY_ID = "id {id}"
ACTIVITY_ID = "activity {id}"

CATEGORIES = {"REGULAR_POINTS": "Regular points", "BONUS_POINTS": "Bonus points"}
ACTIONS = {
    "REWARD": "Reward",
    "COUPONS": "Coupons",
    "BADGES": "Badges",
    "ENROL": "Enrolment",
    "OPTIN": "Opt-in",
    "UPGRADE_TIER": "Tier upgrade",
}
"""The vendor's words in plain ones (api-facts §3.6); a word we do not know is shown as it was given."""
