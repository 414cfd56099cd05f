"""Codes of promotionData, the list of a customer's promotions (003, error codes; api-facts §3.2, §3.5)."""

from promo_data.codes.row import Row

_OTHER_IDENTIFIER = "Ask the customer for another identifier, or choose the source it is registered in."
_CHOOSE_SOURCE = "Choose the source the customer is registered in."
_REPORT = "Report this: the program should not have asked so."
_SURVIVOR = "Look the customer up by another identifier, or by the customer id that the record has now."
_LISTED = "003, error codes"
_FURTHER = "api-facts §3.5"

SURVIVOR_SHOWN = (
    "The customer's record was merged into another; that one is shown. Compare the customer id before you act."
)
"""What 8069 and 91009 say as warnings, beside an answer; in the table they are refusals, and nothing is shown."""

CUSTOMER_PROMOTIONS = (
    Row(8001, "The customer's source was not given.", _CHOOSE_SOURCE, _FURTHER),
    Row(8002, "The customer's identifier was not given.", "Type the identifier again.", _FURTHER),
    Row(8003, "The source is missing or not one the vendor knows.", _CHOOSE_SOURCE, _LISTED),
    Row(8011, "The vendor does not know this source.", _CHOOSE_SOURCE, _FURTHER),
    Row(8012, "The vendor does not know this source.", _CHOOSE_SOURCE, _FURTHER),
    Row(
        8013,
        "The kind of identifier is missing or not one the vendor knows.",
        "Choose mobile, e-mail, external id or customer id.",
        _LISTED,
    ),
    Row(
        8015,
        "The vendor knows no customer with this identifier and source.",
        _OTHER_IDENTIFIER,
        "003, error codes; 000, response samples",
    ),
    Row(8065, "The customer is not registered in this source.", _CHOOSE_SOURCE, _FURTHER),
    Row(
        8069,
        "The customer's record was merged into another.",
        _SURVIVOR,
        _FURTHER,
    ),
    Row(8089, "The customer is not registered for the loyalty programme.", "Offer to register them first.", _FURTHER),
    Row(8100, "The list was asked for from before its beginning.", _REPORT, "api-facts §3.2, offset"),
    Row(8101, "The list was asked for with no rows.", _REPORT, "api-facts §3.2, limit"),
    Row(8102, "The list was asked for with more than 100 rows.", _REPORT, "api-facts §3.2, limit"),
    Row(8103, "The vendor does not know this kind of origin.", _REPORT, "api-facts §3.2, sourceType"),
    Row(
        8104,
        "A programme and a promotion were both named, and the vendor takes only one.",
        _REPORT,
        "api-facts §3.2, programs",
    ),
    Row(
        8105,
        "The vendor failed to fetch the promotions.",
        "Wait a minute, then read again.",
        _FURTHER,
        retry_helps=True,
    ),
    Row(8110, "The vendor does not know this type of promotion.", _REPORT, "api-facts §3.2, promotionType"),
    Row(
        8111,
        "The vendor does not know this promotion.",
        "Read without naming a promotion.",
        "api-facts §3.2, promotionIdentifier",
    ),
    Row(8121, "The customer is not of a loyalty type.", "Offer to register them first.", _FURTHER),
    Row(
        8125,
        "The vendor does not know this status filter.",
        "Choose another status, or none.",
        "api-facts §3.2, promotionStatusForCustomer",
    ),
    Row(
        8126,
        "The vendor wants to know which child org is meant.",
        "Choose “each” as the scope, or name the org.",
        "api-facts §2, errors",
    ),
    Row(8127, "The source or its account is not one the vendor knows.", _CHOOSE_SOURCE, _FURTHER),
    Row(
        91009,
        "The customer's record was merged into another.",
        _SURVIVOR,
        _FURTHER,
    ),
)
