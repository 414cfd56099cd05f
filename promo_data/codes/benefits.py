"""Codes of actionSummary, what a customer got from one promotion (api-facts §3.6)."""

from promo_data.codes.row import Row

_LISTED = "api-facts §3.6, errors"

BENEFITS = (
    Row(
        3013,
        "The vendor does not know this promotion.",
        "Read the customer again: the promotion may have been changed since.",
        _LISTED,
    ),
    Row(
        8116,
        "The vendor has no benefit on record that this customer got from this promotion.",
        "Benefits from before 12 June 2025 are on no list; nothing needs to be done.",
        "api-facts §3.6, warning",
    ),
    Row(9001, "The vendor does not know this programme.", "Read the customer again.", _LISTED),
    Row(
        9002,
        "The vendor knows no customer with this number.",
        "Look the customer up again: the record may have been merged into another.",
        _LISTED,
    ),
)
