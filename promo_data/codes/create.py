"""Codes of createPromotion (004, API error codes); 4076 stands there twice, told apart by the message."""

from promo_data.codes.row import Row

_LISTED = "004, API error codes"

CREATE = (
    Row(4003, "The programme already has a promotion of this name.", "Choose another name.", _LISTED),
    Row(
        4007,
        "The programme already has a promotion with this identifier.",
        "Look at that promotion before you choose another identifier: it may be this one, created before.",
        _LISTED,
    ),
    Row(4011, "The promotion has no start date.", "Give it one.", _LISTED),
    Row(4012, "The promotion has no end date.", "Give it one.", _LISTED),
    Row(
        4074,
        "A user-created promotion needs a target group and a target rule.",
        "Give TargetGroupId and TargetRuleId.",
        _LISTED,
    ),
    Row(4075, "A user-created challenge has exactly one ruleset.", "Give one, and only one.", _LISTED),
    Row(
        4076,
        "The ruleset is not complete.",
        "Give its name, contextId, orgId, contextType, start and end.",
        _LISTED,
        fragment="Ruleset check",
    ),
    Row(
        4076,
        "A rule is not complete.",
        "Give its expression, expressionJson and name.",
        _LISTED,
        fragment="Rules passed check",
    ),
    Row(4078, "The name of the ruleset's filter is not valid.", "Give another.", _LISTED),
    Row(4079, "The promotion does not say what made it.", "Give its source type.", _LISTED),
    Row(4080, "An action has an empty property.", "Give every mandatory property a key and a value.", _LISTED),
)
