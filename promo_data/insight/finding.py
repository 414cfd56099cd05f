"""What a rule of availability finds: a reason in a sentence, what it means, and what would change it."""

from collections.abc import Callable
from dataclasses import dataclass

from promo_data.insight.facts import PromotionFacts
from promo_data.vocabulary import Verdict

_ONLY_TRYING = "Only trying it would tell: the vendor then accepts or refuses it."


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, what it means for the action, and what would change it: ``None`` where nothing has to."""

    verdict: Verdict
    reason: str
    change: str | None


Rule = Callable[[PromotionFacts], Finding | None]


def refused(reason: str, change: str) -> Finding:
    """It is in the way of the action."""
    return Finding(Verdict.REFUSED, reason, change)


def unknown(reason: str, change: str = _ONLY_TRYING) -> Finding:
    """It may be in the way."""
    return Finding(Verdict.UNKNOWN, reason, change)


def noted(reason: str, change: str | None = None) -> Finding:
    """It is not in the way, but worth knowing."""
    return Finding(Verdict.ALLOWED, reason, change)
