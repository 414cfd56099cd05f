"""Codes and HTTP statuses that mean the same at every endpoint (api-facts §1 and §6)."""

from promo_data.codes.row import Row

_RIGHTS = "Ask whoever manages the API clients to give them access to the customer resource."
_LATER = "Wait a minute, then try again."

SHARED = (
    Row(
        400,
        "The vendor could not accept the request as it was sent.",
        "Check the identifier, the source and the ids.",
        "api-facts §6, HTTP list",
    ),
    Row(
        401,
        "The vendor did not accept our credentials.",
        "Check the user name and password, or the OAuth key and secret.",
        "api-facts §1, 401",
    ),
    Row(403, "These credentials may not do this.", _RIGHTS, "api-facts §1, 403"),
    Row(4000, "These credentials may not do this.", _RIGHTS, "api-facts §1, 403"),
    Row(
        404,
        "The vendor has no such address.",
        "Check the configured host and that this API is switched on for the org.",
        "api-facts §6, HTTP list",
    ),
    Row(
        405,
        "The vendor's address does not take this kind of request.",
        "Check the configured host.",
        "api-facts §6, HTTP list",
    ),
    Row(408, "The vendor gave up waiting for the request.", _LATER, "RFC 9110, 15.5.9", retry_helps=True),
    Row(415, "The vendor does not take this form of request.", "Check the configured host.", "api-facts §6, HTTP list"),
    Row(
        429,
        "More requests were made than the vendor allows in a minute.",
        _LATER,
        "api-facts §6, rate limit",
        retry_helps=True,
    ),
    Row(461, "The vendor's customer search is busy.", _LATER, "api-facts §6, HTTP list", retry_helps=True),
    Row(
        498, "Our access token has expired.", "Try again: a new one is fetched.", "api-facts §1, 498", retry_helps=True
    ),
    Row(500, "The vendor's server failed.", _LATER, "api-facts §6, HTTP list", retry_helps=True),
    Row(
        502,
        "The vendor's server could not be reached behind its gateway.",
        _LATER,
        "RFC 9110, 15.6.3",
        retry_helps=True,
    ),
    Row(503, "The vendor's server is not available just now.", _LATER, "RFC 9110, 15.6.4", retry_helps=True),
    Row(504, "The vendor's server did not answer its gateway in time.", _LATER, "RFC 9110, 15.6.5", retry_helps=True),
    Row(4001, "The vendor could not check our rights just now.", _LATER, "api-facts §1, 503", retry_helps=True),
    Row(521, "Another action is under way for this customer.", _LATER, "api-facts §3.5, 521", retry_helps=True),
    Row(
        618,
        "The vendor allows nothing for this customer, who is marked as fraud.",
        "Follow the house rules for fraud; do not tell the customer the reason.",
        "api-facts §3.5",
    ),
    Row(1064, "The vendor does not know this org.", "Check the configured org ids.", "api-facts §6, HTTP list"),
    Row(
        310141,
        "The vendor cannot read all orgs in one call here.",
        "Choose “each” as the scope: every org is then asked by itself.",
        "api-facts §2, errors",
    ),
    Row(
        310144,
        "The org is not connected to the one whose credentials we use.",
        "Check the org id, that the vendor has connected the two orgs, and PROMO_SCOPE_HEADER, the name of the header.",
        "003, error codes",
    ),
)
