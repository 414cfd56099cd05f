"""Codes of ``POST /v3/promotions/revoke`` (api-facts §4.3, revoke v3)."""

from promo_data.codes.row import READ_BACK, Row

_SOURCE = "api-facts §4.3, revoke v3"
_REPORT = "Report this: the program should not have asked so."

REVOKE = (
    Row(
        400,
        "The vendor knows no customer with this identifier in this org.",
        "Look the customer up again.",
        _SOURCE,
        fragment="Customer not found",
    ),
    Row(
        400,
        "The vendor does not know this promotion.",
        "Look the customer up again.",
        _SOURCE,
        fragment="Promotion not found",
    ),
    Row(
        400,
        "The vendor does not know this programme.",
        "Look the customer up again.",
        _SOURCE,
        fragment="program was not found",
    ),
    Row(
        400,
        "From a promotion of this type nothing of this kind can be taken back.",
        "Ask the loyalty team to take it back.",
        _SOURCE,
        fragment="not applicable",
    ),
    Row(
        558,
        "The vendor had this very request before, although it was sent once: something on the way repeated it, so it "
        "is not known what became of the first.",
        READ_BACK,
        _SOURCE,
    ),
    Row(3901, "The customer has no such enrolment that runs.", "Look at the customer's enrolments.", _SOURCE),
    Row(
        8892,
        "The customer has no such opt-in that runs.",
        "Look at the customer's opt-ins.",
        "api-facts §3.5, codes in conflict",
    ),
    Row(8893, "The customer has no opt-in to this promotion that runs.", "Look at the customer's opt-ins.", _SOURCE),
    Row(
        None,
        "Ids were left out of account because all were to be taken back.",
        _REPORT,
        _SOURCE,
        fragment="IDS_IGNORED_DUE_TO_REVOKE_ALL",
    ),
)
