"""Codes of ``POST /v2/promotion/issue`` (000 and 001, response samples and error codes; api-facts §4.2)."""

from promo_data.codes.row import Row

_READ_AGAIN = "Read the customer again: the promotion may have been changed since."
_LISTED = "000 and 001, error codes"
_FURTHER = "api-facts §4.2, codes"

ISSUE = (
    Row(
        618,
        "The vendor allows nothing for this customer, who is marked as fraud.",
        "Follow the house rules for fraud; do not tell the customer the reason.",
        "api-facts §3.5",
    ),
    Row(1101, "The vendor does not know this programme.", _READ_AGAIN, _LISTED),
    Row(1212, "The vendor does not take this kind of entity.", "Report this: only customers are asked for.", _LISTED),
    Row(
        8003,
        "The source is not one the vendor issues with.",
        "Choose the source the customer is registered in.",
        "api-facts §3.5",
    ),
    Row(
        8015,
        "The vendor knows no customer with this identifier and source.",
        "Ask the customer for another identifier, or choose the source it is registered in.",
        "000 and 001, response samples",
    ),
    Row(8874, "The vendor does not know this promotion.", _READ_AGAIN, _LISTED),
    Row(8881, "The programme or the promotion was not given.", "Report this: both are always sent.", _FURTHER),
    Row(
        8890,
        "The customer was not given the promotion. The vendor does not say whether a limit is used up or the "
        "promotion is not set up for it.",
        "Look at this promotion's limits; where none is used up, ask the loyalty team to check its set-up.",
        "000 and 001, response samples",
        several_causes=True,
    ),
    Row(8892, "The promotion is not active.", "Ask the loyalty team whether it was paused or stopped.", _FURTHER),
    Row(
        8896,
        "The vendor failed to issue the promotion, as it does for a customer id it cannot use.",
        "Read the customer again, then try with another identifier.",
        _FURTHER,
    ),
    Row(
        8899,
        "The vendor does not issue promotions to this customer's user group.",
        "Ask the loyalty team which groups the promotion is for.",
        _FURTHER,
    ),
    Row(8901, "The vendor does not take this kind of entity.", "Report this: only customers are asked for.", _FURTHER),
    Row(
        8902,
        "A promotion of this type cannot be enrolled in.",
        "Issue it if it is a direct issue; a generic promotion needs nothing.",
        _FURTHER,
    ),
    Row(
        11013,
        "The customer's identifier or its source was not given.",
        "Type the identifier again and choose a source.",
        _LISTED,
    ),
)
