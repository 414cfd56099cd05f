"""Codes of ``POST /v2/promotion/issue`` (000 and 001, response samples and error codes; api-facts §4.2)."""

from promo_data.codes.row import Row
from promo_data.codes.v2_writes import NOT_GIVEN, V2_WRITES

ISSUE = (
    *V2_WRITES,
    NOT_GIVEN,
    Row(
        8003,
        "The source is not one the vendor issues with.",
        "Choose the source the customer is registered in.",
        "api-facts §3.5",
    ),
    Row(
        8902,
        "A promotion of this type cannot be enrolled in.",
        "Issue it if it is a direct issue; a generic promotion needs nothing.",
        "api-facts §4.2, codes",
    ),
)
