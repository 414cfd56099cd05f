"""Why and why not: what can be done with one promotion, each action with its reasons."""

from collections.abc import Sequence

import streamlit as st

from pages.components.plain import plain
from pages.components.wording import drawer as words
from pages.components.wording import opinion as opinion_words
from pages.components.wording.promotions import actions_of
from promo_data.frames.records import Record
from promo_data.vocabulary import Action, PromotionType, Verdict


def show_why(judged: Sequence[Record], promotion_type: str | None) -> None:
    """One line an action, its reasons below; what is refused stands first."""
    if promotion_type == PromotionType.GENERIC:
        st.markdown(words.APPLIES_BY_ITSELF)
        return
    shown = [row for row in judged if row["action"] in actions_of(promotion_type)]
    with st.container(gap="xsmall"):
        for row in sorted(shown, key=lambda row: row["verdict"] != Verdict.REFUSED):
            _show_verdict(row, promotion_type)


def _show_verdict(row: Record, promotion_type: str | None) -> None:
    verdict = Verdict(row["verdict"])
    ours = f"{words.MARKS[verdict]} **{words.QUESTIONS[Action(row['action'])]}: {words.VERDICTS[verdict]}**"
    st.markdown(f"{ours} {_vendors(row)}".strip())
    reasons = [plain(reason) for reason in row["reasons"]]
    issuing_enrolled = (promotion_type, row["action"]) == (PromotionType.LOYALTY_EARNING, Action.ISSUE)
    if issuing_enrolled and verdict is not Verdict.REFUSED:
        reasons.append(words.NOT_ISSUED_HERE)
    if reasons:
        st.caption("  \n".join(reasons))


def _vendors(row: Record) -> str:
    """What the vendor's own filter makes of it, as a badge; nothing where it was not asked or does not say."""
    if row["vendor_verdict"] is None:
        return ""
    verdict = opinion_words.VERDICTS[Verdict(row["vendor_verdict"])]
    return f":gray-badge[{opinion_words.BESIDE[bool(row['disagrees'])].format(verdict=verdict)}]"
