"""What each figure is counted in: units are named and never mixed in silence."""

from promo_data.vocabulary import Measure

MIXED_POINTS = "points and alternate currencies"
"""What points are where a read asked for alternate currencies: they come in the same fields (api-facts §3.2)."""

UNITS = {
    Measure.TIMES: "activities",
    Measure.POINTS: "points",
    Measure.ISSUALS: "issuals",
    Measure.EARNS: "earns",
    Measure.REDEMPTIONS_PER_EARN: "redemptions per earn",
}
POINTS_UNITS = [UNITS[Measure.POINTS], MIXED_POINTS]
"""The unit of points, plain and mixed."""
