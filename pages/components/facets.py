"""The questions an agent asks of a whole list: each leaves the promotions that answer it. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum

from pages.components.opinions import Opinion
from pages.components.promotion_lines import PromotionLine
from promo_data.vocabulary import Action, AllowanceState, Verdict


class Facet(StrEnum):
    """What a promotion can be picked out by; the value is its word in the page's address."""

    CAN_ENROL = "enrol"
    CAN_ISSUE = "issue"
    REDEEMABLE = "redeem"
    ENDS_SOON = "ending"
    NEAR = "near"
    USED_UP = "used-up"
    CHANGED = "changed"
    CONTRADICTED = "contradicted"


def _allows(action: Action) -> Callable[[PromotionLine], bool]:
    return lambda line: line.verdicts.get(action) is Verdict.ALLOWED


_FITS: Mapping[Facet, Callable[[PromotionLine], bool]] = {
    Facet.CAN_ENROL: _allows(Action.ENROL),
    Facet.CAN_ISSUE: _allows(Action.ISSUE),
    Facet.REDEEMABLE: lambda line: line.redeemable,
    Facet.ENDS_SOON: lambda line: line.ends_soon,
    Facet.NEAR: lambda line: line.binding_state == AllowanceState.NEAR,
    Facet.USED_UP: lambda line: line.is_used_up,
    Facet.CHANGED: lambda line: line.has_changed,
    Facet.CONTRADICTED: lambda line: line.opinion is Opinion.CONTRADICTS,
}


def fitting(lines: Sequence[PromotionLine], facets: Collection[Facet]) -> list[PromotionLine]:
    """The lines that fit every facet."""
    for facet in facets:
        lines = [line for line in lines if _FITS[facet](line)]
    return list(lines)
