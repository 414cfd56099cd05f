"""The names of limits in both of the vendor's vocabularies, and back from those that createPromotion takes."""

from promo_data.sandbox.promotions import LimitOn, Measure, Restriction, Stage
from promo_data.sandbox.switches import Switches
from promo_data.sandbox.truth import RestrictionTruth

# Short names with `limitOn`, as really seen (api-facts §7.2)
_SHORT: dict[Measure, str] = {
    "issuals": "NUMBER_OF_ISSUALS",
    "earns": "NUMBER_OF_EARNS",
    "times": "NUMBER_OF_TIMES",
    "points": "NUMBER_OF_POINTS",
    "redemptions_per_earn": "NUMBER_OF_REDEMPTIONS_PER_EARN",
}

# The names in 003's tables; those that 003 lacks are 004's, or of the enumeration in api-facts §7.2. Where a kind has a
# second name, a restriction says so itself.
_MAX: dict[tuple[Stage, Measure, LimitOn], str] = {
    ("issual", "issuals", "CUSTOMER"): "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER",
    ("issual", "points", "EVENT"): "MAX_POINTS_PER_ISSUAL_PER_CUSTOMER",
    ("earn", "earns", "CUSTOMER"): "MAX_NUMBER_OF_EARNS_PER_CUSTOMER",
    ("earn", "points", "EVENT"): "MAX_POINTS_PER_EARN_PER_CUSTOMER",
    ("redemption", "times", "EVENT"): "MAX_ALLOWED_TIMES_PER_CART",
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


def kpi(restriction: RestrictionTruth, switches: Switches) -> str:
    """The `kpi` of the limit, in the vocabulary of these switches."""
    if switches.kpi_vocabulary == "short":
        return _SHORT[restriction.measure]
    kind = (restriction.stage, restriction.measure, restriction.limit_on)
    if kind == ("earn", "earns", "PROMOTION"):
        return f"MAX_NUMBER_OF_{switches.earns_per_promotion}_PER_PROMOTION"
    return restriction.kpi or _MAX[kind]


def creation_name(restriction: Restriction) -> str:
    """The name that 004 gives the limit, or that of answers where 004 has none."""
    kind = (restriction.measure, restriction.limit_on)
    named = [name for name, meaning in CREATION_NAMES[restriction.stage].items() if meaning == kind]
    if named:
        return named[0]
    return restriction.kpi or _MAX.get((restriction.stage, *kind), "MAX_NUMBER_OF_EARNS_PER_PROMOTION")
