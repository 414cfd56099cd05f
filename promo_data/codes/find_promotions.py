"""Codes of ``GET /v3/promotions`` (api-facts §1 and §4.4)."""

from promo_data.codes.row import Row

FIND_PROMOTIONS = (
    Row(
        300003,
        "The promotion belongs to another org than our credentials.",
        "Use that org's own credentials.",
        "api-facts §1, 300005 / 300003",
    ),
    Row(
        300004,
        "The vendor lists 1 to 100 promotions at once.",
        "Report this: the program asked for more.",
        "api-facts §4.4, GET /v3/promotions",
    ),
    Row(
        300005,
        "These credentials may not see this org's promotions.",
        "Use that org's own credentials, or ask for access.",
        "api-facts §1, 300005 / 300003",
    ),
)
