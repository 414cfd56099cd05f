"""What a snapshot says: counted once when it is made, then asked by page and command (``cohort_insight``)."""

from promo_data.insight.cohort.asked import CohortFilters, HeadroomBin, LimitKey, Selection
from promo_data.insight.cohort.cohort_insight import CohortInsight
from promo_data.insight.cohort.summarise import summarise

__all__ = ["CohortFilters", "CohortInsight", "HeadroomBin", "LimitKey", "Selection", "summarise"]
