"""The filters above the list: each is a question an agent asks, with how many promotions answer it."""

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum

import streamlit as st

from pages.components.coverage import at_least, is_part, resting_on
from pages.components.formats import share
from pages.components.opinions import Opinion
from pages.components.promotion_lines import PromotionLine
from pages.components.wording.customer import FILTERS, FILTERS_HELP, FILTERS_PART_HELP, FILTERS_RESTING
from pages.components.wording.opinion import CONTRADICTED
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import Action, AllowanceState, Verdict

_KEY = "facets"


class Facet(StrEnum):
    """What a promotion can be filtered by; the value is the filter's label."""

    CAN_ENROL = "can be enrolled"
    CAN_ISSUE = "can be issued"
    NEAR = "near the limit"
    USED_UP = "used up"
    ENDS_SOON = "ending soon"
    CONTRADICTED = CONTRADICTED


def _allows(action: Action) -> Callable[[PromotionLine], bool]:
    return lambda line: line.verdicts.get(action) is Verdict.ALLOWED


_FITS: dict[Facet, Callable[[PromotionLine], bool]] = {
    Facet.CAN_ENROL: _allows(Action.ENROL),
    Facet.CAN_ISSUE: _allows(Action.ISSUE),
    Facet.NEAR: lambda line: line.binding_state == AllowanceState.NEAR,
    Facet.USED_UP: lambda line: line.is_used_up,
    Facet.ENDS_SOON: lambda line: line.ends_soon,
    Facet.CONTRADICTED: lambda line: line.opinion is Opinion.CONTRADICTS,
}


def fitting(lines: Sequence[PromotionLine], facets: Collection[Facet]) -> list[PromotionLine]:
    """The lines that fit every facet."""
    return [line for line in lines if all(_FITS[facet](line) for facet in facets)]


def show_facets(lines: Sequence[PromotionLine], view: CustomerView, *, near_share: float) -> list[Facet]:
    """The filters chosen; each says how many promotions it leaves, and all of them over which orgs."""
    offered = [facet for facet in Facet if view.filters or facet is not Facet.CONTRADICTED]
    counts = {facet: at_least(len(fitting(lines, [facet])), view) for facet in offered}
    _let_go_of_others(offered)
    return st.pills(
        FILTERS_RESTING.format(resting_on=resting_on(view)) if resting_on(view) else FILTERS,
        offered,
        selection_mode="multi",
        format_func=lambda facet: f"{counts[facet]} {facet}",
        key=_KEY,
        wrap=True,
        help=FILTERS_HELP.format(near=share(near_share)) + (FILTERS_PART_HELP if is_part(view) else ""),
    )


def _let_go_of_others(offered: Collection[Facet]) -> None:
    """A filter that is no longer offered leaves nothing out."""
    if _KEY in st.session_state:
        st.session_state[_KEY] = [facet for facet in st.session_state[_KEY] if facet in offered]
