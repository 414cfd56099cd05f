"""Codes of the four ``POST /v2/promotion/bulk/…``: of the whole request, or of one row (api-facts §4.2)."""

from promo_data.codes.row import Row

_READ_AGAIN = "Read the customer again: the promotion may have been changed since."
_SOURCE = "api-facts §4.2, codes"
_REVOKE = "api-facts §4.2, revoke"

_BOTH = (
    Row(
        618,
        "The vendor allows nothing for this customer, who is marked as fraud.",
        "Follow the house rules for fraud; do not tell the customer the reason.",
        "api-facts §3.5",
    ),
    Row(1060, "More customers were named than the vendor takes in one request.", "Name fewer at a time.", _SOURCE),
    Row(1101, "The vendor does not know this programme.", _READ_AGAIN, _SOURCE),
    Row(1212, "The vendor does not take this kind of entity.", "Report this: only customers are asked for.", _SOURCE),
    Row(
        8015,
        "The vendor knows no customer with this identifier and source.",
        "Ask the customer for another identifier, or choose the source it is registered in.",
        _SOURCE,
    ),
    Row(8874, "The vendor does not know this promotion.", _READ_AGAIN, _SOURCE),
    Row(8881, "The programme or the promotion was not given.", "Report this: both are always sent.", _SOURCE),
    Row(8892, "The promotion is not active.", "Ask the loyalty team whether it was paused or stopped.", _SOURCE),
    Row(
        8896,
        "The vendor failed to act for this customer, as it does for a customer id it cannot use.",
        "Read the customer again, then try with another identifier.",
        _SOURCE,
    ),
    Row(
        8899,
        "The vendor does not do this for a user group.",
        "Report this: only customers are asked for.",
        _SOURCE,
    ),
    Row(8901, "The vendor does not take this kind of entity.", "Report this: only customers are asked for.", _SOURCE),
    Row(
        11013,
        "The customer's identifier or its source was not given.",
        "Type the identifier again and choose a source.",
        _SOURCE,
    ),
)

BULK_GRANT = (
    *_BOTH,
    Row(
        8890,
        "The customer was not given the promotion. The vendor does not say whether a limit is used up or the "
        "promotion is not set up for it.",
        "Look at this promotion's limits; where none is used up, ask the loyalty team to check its set-up.",
        _SOURCE,
        several_causes=True,
    ),
    Row(
        8902,
        "A promotion of this type takes no such action.",
        "Enrol in it or issue it as its type demands; a generic promotion needs nothing.",
        _SOURCE,
    ),
)
"""Those of ``enrolAndEarn`` and ``directEarn``."""

BULK_REVOKE = (
    *_BOTH,
    Row(
        8890,
        "It was not taken back. The vendor does not say why.",
        "Look at the customer's enrolments and issues: what was issued is taken back before the enrolment.",
        _REVOKE,
    ),
    Row(
        8902,
        "From a promotion of this type nothing of this kind can be taken back.",
        "Take back the issue instead: a direct issue has no enrolment of its own.",
        _REVOKE,
    ),
    Row(
        8903,
        "The vendor does not know this issue, or it was taken back already.",
        "Look at the customer's issues.",
        _SOURCE,
    ),
)
"""Those of ``revokeEnrolAndEarn`` and ``revokeDirectEarn``."""
