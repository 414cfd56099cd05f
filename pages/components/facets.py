"""The filters above the list: each is a question an agent asks, with how many promotions answer it."""

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum

import streamlit as st

from pages.components.formats import share
from pages.components.promotion_lines import PromotionLine
from pages.components.wording.customer import FILTERS, FILTERS_HELP
from promo_data.vocabulary import Action, AllowanceState, Verdict


class Facet(StrEnum):
    """What a promotion can be filtered by; the value is the filter's label."""

    CAN_ENROL = "can be enrolled"
    CAN_ISSUE = "can be issued"
    NEAR = "near the limit"
    USED_UP = "used up"
    ENDS_SOON = "ending soon"


def _allows(action: Action) -> Callable[[PromotionLine], bool]:
    return lambda line: line.verdicts.get(action) is Verdict.ALLOWED


_FITS: dict[Facet, Callable[[PromotionLine], bool]] = {
    Facet.CAN_ENROL: _allows(Action.ENROL),
    Facet.CAN_ISSUE: _allows(Action.ISSUE),
    Facet.NEAR: lambda line: line.binding_state == AllowanceState.NEAR,
    Facet.USED_UP: lambda line: line.is_used_up,
    Facet.ENDS_SOON: lambda line: line.ends_soon,
}


def fitting(lines: Sequence[PromotionLine], facets: Collection[Facet]) -> list[PromotionLine]:
    """The lines that fit every facet."""
    return [line for line in lines if all(_FITS[facet](line) for facet in facets)]


def show_facets(lines: Sequence[PromotionLine], *, near_share: float) -> list[Facet]:
    """The filters chosen; each says how many promotions it leaves."""
    counts = {facet: len(fitting(lines, [facet])) for facet in Facet}
    return st.pills(
        FILTERS,
        list(Facet),
        selection_mode="multi",
        format_func=lambda facet: f"{counts[facet]} {facet}",
        key="facets",
        wrap=True,
        help=FILTERS_HELP.format(near=share(near_share)),
    )
