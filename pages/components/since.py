"""What moved since the last look at the customer: told calmly, and nothing at a first look."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.desk import Desk, PromotionKey
from pages.components.formats import moment, number
from pages.components.looked_up import Scope, Since
from pages.components.plain import plain
from pages.components.records import by_promotion
from pages.components.wording import changes as words
from promo_data.errors import StoreError
from promo_data.frames.records import Record, records
from promo_data.insight.changes import Change, changes
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData

_MOST_PROMOTIONS = 20
_WIDTH = 480


def since_last_look(data: PromoData, desk: Desk, scope: Scope, view: CustomerView) -> Since | None:
    """What ``view`` shows that the look before this customer came on the desk did not; this one is kept after it.

    ``None`` where there was none, or where the dashboard's records cannot be used.
    """
    if desk.asked is None or not view.answered:
        return None
    try:
        if scope not in desk.earlier:
            desk.earlier[scope] = data.earlier_look(desk.asked, view)
        data.keep_look(desk.asked, view)
    except StoreError:
        return None
    earlier = desk.earlier[scope]
    return None if earlier is None or earlier.as_of is None else Since(earlier.as_of, changes(earlier, view))


def changed_keys(since: Since | None) -> frozenset[PromotionKey]:
    """The promotions that moved."""
    return frozenset() if since is None else frozenset(by_promotion(records(since.changes)))


def show_since(since: Since | None, desk: Desk, zone: ZoneInfo) -> None:
    """One line, and behind it the changes of each promotion, which open it."""
    if since is None:
        return
    label = words.since_words(moment(since.as_of, zone), len(since.changes))
    if since.changes.empty:
        st.caption(label, help=words.SINCE_HELP, width="content")
        return
    with (
        st.popover(label, icon=":material/history:", type="tertiary", help=words.SINCE_HELP, key="since"),
        st.container(width=_WIDTH, gap="xsmall"),
    ):
        _show_changes(by_promotion(records(since.changes)), desk, zone)


def _show_changes(moved: Mapping[PromotionKey, Sequence[Record]], desk: Desk, zone: ZoneInfo) -> None:
    for key, rows in list(moved.items())[:_MOST_PROMOTIONS]:
        name = plain(rows[0]["name"] or f"Promotion {key.promotion_id}")
        if any(row["what"] == Change.GONE for row in rows):
            st.markdown(f"**{name}**")
        else:
            st.button(name, key=f"since-{key}", type="tertiary", on_click=desk.open, args=(key,))
        st.caption(plain("; ".join(words.change_words(row, zone) for row in rows)))
    if len(moved) > _MOST_PROMOTIONS:
        st.caption(words.MORE.format(count=number(len(moved) - _MOST_PROMOTIONS)))
