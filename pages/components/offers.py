"""The buttons of what can be done with a promotion."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.components.desk import Desk, PromotionKey
from pages.components.wording.actions import BUTTON
from pages.components.wording.promotions import actions_of
from promo_data.actions import route_for
from promo_data.frames.records import Record
from promo_data.vocabulary import Action, Verdict


def offered(promotion_type: str | None, verdicts: Mapping[Action, Verdict]) -> list[Action]:
    """The actions with a button: those that make sense for the type and are not refused."""
    may_be = (Verdict.ALLOWED, Verdict.UNKNOWN)
    return [action for action in actions_of(promotion_type) if verdicts.get(action) in may_be]


def show_offers(
    desk: Desk, key: PromotionKey, row: Record, judged: Sequence[Record], *, is_locked: bool = False
) -> None:
    """One button an action; pressing it asks for confirmation, and sends nothing.

    ``row`` is the promotion in the promotions frame; ``is_locked``: nothing could be recorded, so none can be pressed.
    """
    verdicts = {Action(one["action"]): Verdict(one["verdict"]) for one in judged}
    actions = offered(row["type"], verdicts)
    if not actions:
        return
    with st.container(horizontal=True):
        for place, action in enumerate(actions):
            st.button(
                BUTTON[action],
                key=f"offer-{action}",
                type="secondary" if place else "primary",
                disabled=is_locked,
                on_click=_choose,
                args=(desk, key, action, row),
            )


def _choose(desk: Desk, key: PromotionKey, action: Action, row: Record) -> None:
    desk.choose(key, action)
    if key in desk.acting:
        desk.acting[key].go_by(route_for(action, row["type"]), row["customer_id"])
