"""Kinds of limits: a name of the vendor's with all that says how it counts, normalised once however often it comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from promo_data.frames.measures import normalised, resets
from promo_data.vocabulary import LimitOn, Measure, Stage


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

    def repeats(self, other: "Kind") -> bool:
        """Whether, under the same cap, it says no more than the whole-promotion limit ``other`` (design §4)."""
        return other.is_whole_promotion and (self.measure, self.limit_on) == (other.measure, other.limit_on)

    def lies_within(self, everybody: "Kind") -> bool:
        """Whether what a customer used of this is a part of what everybody together used of ``everybody``.

        Over the whole promotion that is all the customer used, in any window; within a window only what lies in it.
        """
        own = self.limit_on == LimitOn.CUSTOMER and self.measure is everybody.measure
        same_window = not self.is_whole_promotion and self.period == everybody.period
        return own and (everybody.is_whole_promotion or same_window)


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
