"""Kinds of limits: a name of the vendor's with all that says how it counts, normalised once however often it comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from promo_data.frames.measures import normalised, resets
from promo_data.vocabulary import LimitOn, Measure, Stage

MOVING = "MOVING_WINDOW"
"""The kind of window that counts back from now (api-facts §7.3)."""
_SHORTEST_FIRST = ("DAILY", "WEEKLY", "MONTHLY")


class Pool(NamedTuple):
    """What a usage is counted in: usages in one pool are of one customer or of all, but of the same thing.

    ``limits`` speaks of the benefit, as the redemption restrictions do (api-facts §7.2, mapping to limits).
    """

    stage: Stage
    counts: str
    period: str | None = None
    window: str | None = None

    @property
    def around(self) -> list["Pool"]:
        """Where all that it counts is counted too: over the whole promotion, and in longer moving windows.

        Windows of any other kind begin when nobody knows (api-facts §7.3).
        """
        if self.period is None and self.window is None:
            return []
        whole = Pool(self.stage, self.counts)
        if self.window != MOVING or self.period not in _SHORTEST_FIRST:
            return [whole]
        longer = _SHORTEST_FIRST[_SHORTEST_FIRST.index(self.period) + 1 :]
        return [whole, *(self._replace(period=period) for period in longer)]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a limit counts, what it applies to and over which time; ``kpi`` is the vendor's name, as given."""

    stage: Stage
    kpi: str
    measure: Measure
    limit_on: str | None
    period: str | None = None
    window: str | None = None

    @property
    def is_whole_promotion(self) -> bool:
        """Whether it counts over the whole promotion and never resets (003, ``type``)."""
        return self.period is None and self.window is None

    def counts(self, measure: Measure) -> bool:
        """Whether its usage says how often the customer was enrolled or issued to, over the whole promotion."""
        own = self.stage in (Stage.ISSUAL, Stage.EARN) and self.limit_on == LimitOn.CUSTOMER
        return own and self.is_whole_promotion and self.measure is measure

    @property
    def pool(self) -> Pool:
        """What its usage is counted in; limits whose names nobody knows are not taken for one another."""
        stage = Stage.REDEMPTION if self.stage is Stage.LIMITS else self.stage
        counts = self.kpi if self.measure is Measure.UNKNOWN else self.measure
        return Pool(stage, counts, self.period, self.window)

    @property
    def is_bounded(self) -> bool:
        """Whether nothing in its pool can be more than its usage: that of all, or of a time that is known."""
        own = self.limit_on == LimitOn.CUSTOMER and (self.is_whole_promotion or self.window == MOVING)
        return own or self.limit_on == LimitOn.PROMOTION

    def repeats(self, other: "Kind") -> bool:
        """Whether, under the same cap, it says no more than ``other``, a redemption of the whole promotion (§7.2)."""
        is_like_limits = other.stage is Stage.REDEMPTION and other.is_whole_promotion
        return is_like_limits and (self.measure, self.limit_on) == (other.measure, other.limit_on)


class Words(NamedTuple):
    """The words of a limit, as given; those of ``limits`` have no more than the name of their field."""

    stage: Stage
    kpi: str
    limit_on: str | None = None
    type: str | None = None
    period_type: str | None = None
    period_unit: str | None = None


IN_LIMITS: Mapping[str, tuple[Measure, LimitOn]] = {
    "maxPointsPerEvent": (Measure.POINTS, LimitOn.EVENT),
    "pointsPerCustomer": (Measure.POINTS, LimitOn.CUSTOMER),
    "numberOFTimesPerCustomer": (Measure.TIMES, LimitOn.CUSTOMER),
    "totalPointsInPromotion": (Measure.POINTS, LimitOn.PROMOTION),
}
"""The four figures of ``limits``, in the order of their rows (api-facts §7.2, mapping to limits)."""


def kind_of(words: Words) -> Kind:
    """What a limit with these words counts; one of ``limits`` counts over the whole promotion."""
    if words.stage is Stage.LIMITS:
        return Kind(words.stage, words.kpi, *IN_LIMITS[words.kpi])
    counted = normalised(words.kpi, words.limit_on)
    if not resets(words.type, words.period_unit):
        return Kind(words.stage, words.kpi, *counted)
    return Kind(words.stage, words.kpi, *counted, words.period_unit or None, words.period_type or words.type)
