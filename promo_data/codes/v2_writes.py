"""Codes that every ``POST /v2/promotion/…`` shares: issue and the four of bulk (000 and 001; api-facts §4.2)."""

from promo_data.codes.row import Row

READ_AGAIN = "Read the customer again: the promotion may have been changed since."
_ONLY_CUSTOMERS = "Report this: only customers are asked for."
_LISTED = "000 and 001, error codes; api-facts §4.2, codes"
_SOURCE = "api-facts §4.2, codes"

V2_WRITES = (
    Row(1101, "The vendor does not know this programme.", READ_AGAIN, _LISTED),
    Row(1212, "The vendor does not take this kind of entity.", _ONLY_CUSTOMERS, _LISTED),
    Row(
        8015,
        "The vendor knows no customer with this identifier and source.",
        "Ask the customer for another identifier, or choose the source it is registered in.",
        "000 and 001, response samples; api-facts §4.2, codes",
    ),
    Row(8874, "The vendor does not know this promotion.", READ_AGAIN, _LISTED),
    Row(8881, "The programme or the promotion was not given.", "Report this: both are always sent.", _SOURCE),
    Row(8892, "The promotion is not active.", "Ask the loyalty team whether it was paused or stopped.", _SOURCE),
    Row(
        8896,
        "The vendor failed to act for this customer, as it does for a customer id it cannot use.",
        "Look the customer up by another identifier, and act from there.",
        _SOURCE,
    ),
    Row(8899, "The vendor does not do this for a user group.", _ONLY_CUSTOMERS, _SOURCE),
    Row(8901, "The vendor does not take this kind of entity.", _ONLY_CUSTOMERS, _SOURCE),
    Row(
        11013,
        "The customer's identifier or its source was not given.",
        "Type the identifier again and choose a source.",
        _LISTED,
    ),
)

NOT_GIVEN = Row(
    8890,
    "The customer was not given the promotion. The vendor does not say whether a limit is used up or the "
    "promotion is not set up for it.",
    "Look at this promotion's limits; where none is used up, ask the loyalty team to check its set-up.",
    "000 and 001, response samples; api-facts §4.2, codes",
    several_causes=True,
)
"""Of those that give something; what takes back has a row of its own."""
