"""What can be said when no OAuth token is given."""

from promo_data.codes.row import Row

TOKEN = (
    Row(
        None,
        "The vendor gave no access token.",
        "Check the OAuth key and secret, and that the client has an access group.",
        "api-facts §1, token failure",
        fragment="Failed to generate OAuth token",
    ),
)
