"""What a rule of availability finds: a reason in a sentence, what it means, and what would change it."""

from collections.abc import Callable
from dataclasses import dataclass

from promo_data.insight.facts import PromotionFacts
from promo_data.vocabulary import Verdict

_ONLY_TRYING = "Only trying it would tell: the vendor then accepts or refuses it."


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, what it means for the action, and what would change it: ``None`` where nothing has to.

    ``is_moot_if_refused``: it speaks of trying the action, which nobody does while something else is in its way.
    """

    verdict: Verdict
    reason: str
    change: str | None
    is_moot_if_refused: bool = False


Rule = Callable[[PromotionFacts], Finding | None]


def refused(reason: str, change: str) -> Finding:
    """It is in the way of the action."""
    return Finding(Verdict.REFUSED, reason, change)


def unknown(reason: str, change: str) -> Finding:
    """It may be in the way."""
    return Finding(Verdict.UNKNOWN, reason, change)


def untried(reason: str, change: str = _ONLY_TRYING) -> Finding:
    """It may turn out to be in the way when the action is tried, and is moot while it is refused anyway."""
    return Finding(Verdict.UNKNOWN, reason, change, is_moot_if_refused=True)


def noted(reason: str, change: str | None = None) -> Finding:
    """It is not in the way, but worth knowing."""
    return Finding(Verdict.ALLOWED, reason, change)


def side_effect(reason: str) -> Finding:
    """It is not in the way, but worth knowing before the action is tried."""
    return Finding(Verdict.ALLOWED, reason, None, is_moot_if_refused=True)
