"""Codes of ``POST /v3/promotions/enrol``: numbered errors, five causes of 400, and warnings without any code (002)."""

from promo_data.codes.row import READ_BACK, Row

_LISTED = "002, error codes"
_WARNED = "002, warning messages"
_REPORT = "Report this: the program should have sent it."
_NEWER = "api-facts §4.3, optinDate"
_NEWER_WARNED = "api-facts §4.3, warnings"

ENROL = (
    Row(310002, "The vendor was not told what to do.", _REPORT, _LISTED),
    Row(310003, "The vendor was not told which promotion.", _REPORT, _LISTED),
    Row(310004, "The vendor was not told which customer.", _REPORT, _LISTED),
    Row(310005, "The vendor was not told which programme.", "Choose the promotion again.", _LISTED),
    Row(
        310006,
        "The kind of identifier was not given, or it is not one the vendor takes here.",
        "Use the customer's mobile, e-mail or customer id.",
        _LISTED,
    ),
    Row(310007, "The customer's identifier was not given.", "Type the identifier again.", _LISTED),
    Row(310008, "The vendor needs the source the customer is registered in.", "Choose a source.", _LISTED),
    Row(
        310009, "The vendor needs to know which milestone to enrol in.", "Give the milestone's target rule id.", _LISTED
    ),
    Row(
        400,
        "The promotion was not found, or it is neither live nor upcoming.",
        "Read the customer again, or ask the loyalty team for its state.",
        _LISTED,
        fragment="Promotion not found",
    ),
    Row(
        400,
        "The vendor does not know this programme.",
        "Read the customer again.",
        _LISTED,
        fragment="Program not found",
    ),
    Row(
        400,
        "The vendor knows no customer with this identifier in this org.",
        "Ask the customer for another identifier, or choose the source it is registered in.",
        _LISTED,
        fragment="Customer not found",
    ),
    Row(
        400,
        "This promotion is open to everybody, so nobody is enrolled in it.",
        "Nothing needs to be done: the customer already takes part.",
        _LISTED,
        fragment="GENERIC promotions",
    ),
    Row(
        400,
        "Customers do not opt in to this type of promotion.",
        "Enrol the customer instead.",
        _LISTED,
        fragment="OPT_IN action not supported",
    ),
    Row(
        500,
        "The vendor's promotion engine failed, and it is not known whether the customer was enrolled.",
        READ_BACK,
        _LISTED,
        fragment="Unable to enrol",
    ),
    Row(
        None,
        "The customer was not enrolled: either they are enrolled already or a limit is reached. The vendor does "
        "not say which.",
        "Look at the customer's enrolments and this promotion's limits.",
        _WARNED,
        fragment="already enrolled or limit reached",
        several_causes=True,
    ),
    Row(
        None,
        "The customer was enrolled in the promotion, but not in its milestones.",
        "Enrol the customer in the milestones by themselves.",
        _WARNED,
        fragment="failed to enrol into milestones",
    ),
    Row(
        None,
        "The vendor's promotion engine did not answer, so it is not known whether the customer was enrolled.",
        READ_BACK,
        _WARNED,
        fragment="No Response from EMF",
    ),
    Row(
        None,
        "The customer was enrolled in the promotion, but not in its milestones.",
        "Enrol the customer in the milestones by themselves.",
        _NEWER_WARNED,
        fragment="Milestone enrollment failed",
    ),
    Row(
        None,
        "The vendor says only that something went wrong, so it is not known whether the customer was enrolled.",
        READ_BACK,
        _NEWER_WARNED,
        fragment="Something went wrong",
    ),
    Row(310229, "The time to opt in has not begun.", "Try again once it has.", _NEWER, retry_helps=True),
    Row(310230, "The time to opt in is over.", "It can no longer be done.", _NEWER),
    Row(310238, "The date of opting in lies in the future.", "Report this: the program sends no date.", _NEWER),
)
