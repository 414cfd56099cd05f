"""Codes of the four ``POST /v2/promotion/bulk/…``: of the whole request, or of one row (api-facts §4.2)."""

from promo_data.codes.row import Row
from promo_data.codes.v2_writes import NOT_GIVEN, V2_WRITES

_SOURCE = "api-facts §4.2, codes"
_REVOKE = "api-facts §4.2, revoke"

_BOTH = (
    *V2_WRITES,
    Row(1060, "More customers were named than the vendor takes in one request.", "Name fewer at a time.", _SOURCE),
)

BULK_GRANT = (
    *_BOTH,
    NOT_GIVEN,
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
