"""The buttons of what can be done with a promotion."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.components.desk import Desk, PromotionKey
from pages.components.wording.actions import BUTTON
from promo_data.frames.records import Record
from promo_data.vocabulary import Action, PromotionType, Verdict

_SENT_FROM_HERE = {
    PromotionType.LOYALTY_EARNING: (Action.ENROL, Action.OPT_IN),
    PromotionType.LOYALTY: (Action.ISSUE,),
}
"""An enrolled customer is issued an enrol-and-issue promotion by what they do, not from this page."""


def offered(promotion_type: str | None, verdicts: Mapping[Action, Verdict]) -> list[Action]:
    """The actions with a button: those not refused."""
    actions = _SENT_FROM_HERE[PromotionType(promotion_type)] if promotion_type in _SENT_FROM_HERE else ()
    return [action for action in actions if verdicts.get(action) in (Verdict.ALLOWED, Verdict.UNKNOWN)]


def show_offers(desk: Desk, key: PromotionKey, promotion_type: str | None, judged: Sequence[Record]) -> None:
    """One button an action; pressing it asks for confirmation, and sends nothing."""
    verdicts = {Action(row["action"]): Verdict(row["verdict"]) for row in judged}
    actions = offered(promotion_type, verdicts)
    if not actions:
        return
    with st.container(horizontal=True):
        for place, action in enumerate(actions):
            st.button(
                BUTTON[action],
                key=f"offer-{action}",
                type="secondary" if place else "primary",
                on_click=desk.choose,
                args=(key, action),
            )
