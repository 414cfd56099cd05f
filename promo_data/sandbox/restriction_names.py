"""The names of limits in both of the vendor's vocabularies, and back from those that createPromotion takes."""

from typing import Literal

from promo_data.sandbox.promotions import LimitOn, Measure, Restriction, Stage

# Short names with `limitOn`, as really seen (api-facts §7.2)
_SHORT: dict[Measure, str] = {
    "issuals": "NUMBER_OF_ISSUALS",
    "earns": "NUMBER_OF_EARNS",
    "times": "NUMBER_OF_TIMES",
    "points": "NUMBER_OF_POINTS",
    "redemptions_per_earn": "NUMBER_OF_REDEMPTIONS_PER_EARN",
}

# The names in 003's tables. 003 has none for points per issue, nor for redemptions per issue: those are 004's.
_MAX: dict[tuple[Stage, Measure, LimitOn], str] = {
    ("issual", "issuals", "CUSTOMER"): "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER",
    ("earn", "earns", "CUSTOMER"): "MAX_NUMBER_OF_EARNS_PER_CUSTOMER",
    ("earn", "points", "EVENT"): "MAX_POINTS_PER_EARN_PER_CUSTOMER",
    ("redemption", "points", "EVENT"): "MAX_ALLOWED_POINTS_PER_CART",
    ("redemption", "times", "CUSTOMER"): "MAX_ALLOWED_TIMES_PER_CUSTOMER",
    ("redemption", "points", "CUSTOMER"): "MAX_ALLOWED_POINTS_PER_CUSTOMER",
    ("redemption", "times", "PROMOTION"): "MAX_ALLOWED_EVENTS_PER_PROMOTION",
    ("redemption", "points", "PROMOTION"): "MAX_ALLOWED_POINTS_PER_PROMOTION",
    ("redemption", "redemptions_per_earn", "CUSTOMER"): "MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER",
}

# 004, request parameters, `name` of each kind of restriction. Points per earn are a ceiling per event (api-facts §7.2).
CREATION_NAMES: dict[Stage, dict[str, tuple[Measure, LimitOn]]] = {
    "redemption": {
        "MAX_ALLOWED_POINTS_PER_EVENT": ("points", "EVENT"),
        "MAX_ALLOWED_TIMES_PER_CUSTOMER": ("times", "CUSTOMER"),
        "MAX_ALLOWED_POINTS_PER_CUSTOMER": ("points", "CUSTOMER"),
        "MAX_ALLOWED_TIMES_PER_PROMOTION": ("times", "PROMOTION"),
        "MAX_ALLOWED_POINTS_PER_PROMOTION": ("points", "PROMOTION"),
        "MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER": ("redemptions_per_earn", "CUSTOMER"),
    },
    "issual": {"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER": ("issuals", "CUSTOMER")},
    "earn": {
        "MAX_NUMBER_OF_EARNS_PER_CUSTOMER": ("earns", "CUSTOMER"),
        "MAX_POINTS_PER_EARN_PER_CUSTOMER": ("points", "EVENT"),
    },
}


def kpi(stage: Stage, measure: Measure, limit_on: LimitOn, vocabulary: Literal["short", "max"]) -> str:
    """The `kpi` of such a limit in that vocabulary."""
    return _SHORT[measure] if vocabulary == "short" else _MAX[stage, measure, limit_on]


def creation_name(restriction: Restriction) -> str:
    """The name that 004 gives the limit."""
    names = CREATION_NAMES[restriction.stage]
    return next(name for name, meaning in names.items() if meaning == (restriction.measure, restriction.limit_on))
