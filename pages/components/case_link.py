"""A case for a ticket: a button that freezes what is seen, then the link to it and a short text, both to be copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.case_text import case_text
from pages.components.desk import Desk, PromotionKey
from pages.components.plain import plain
from pages.components.wording import case as words
from promo_data.errors import PromoInsightError
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData
from promo_data.settings import Settings

_OPENED = "opened-case"
_PLACE = "case"
"""The case page's address and its parameter (``pages/views/case.py``)."""


@dataclass(frozen=True, eq=False)
class _Opened:
    """A case that was opened: of which view and promotion, its text, and its link or why there is none."""

    view: CustomerView
    about: PromotionKey | None
    text: str
    link: str = ""
    failure: str = ""


def show_case_link(data: PromoData, desk: Desk, view: CustomerView, about: PromotionKey | None, now: datetime) -> None:
    """The button, and once it was pressed, the link and the text of ``view``: of one promotion, or of the customer."""
    show_case_button(data, desk, view, about, now)
    show_opened_case(view, about)


def show_case_button(
    data: PromoData, desk: Desk, view: CustomerView, about: PromotionKey | None, now: datetime
) -> None:
    """The button alone, for a row of buttons; ``show_opened_case`` then belongs below that row."""
    if desk.asked is not None:
        st.button(
            words.BUTTON,
            icon=":material/link:",
            type="tertiary",
            key=f"case-link-{_suffix(about)}",
            help=words.HELP,
            on_click=_open,
            args=(data, desk, view, about, now),
        )


def show_opened_case(view: CustomerView, about: PromotionKey | None) -> None:
    """The link and the text, once the button was pressed for exactly this.

    Where what is seen cannot be kept there is no link, and that is said; the text is there all the same.
    """
    opened = _opened(view, about)
    if opened is None:
        return
    with st.container(border=True, gap="small", key=f"case-{_suffix(opened.about)}"):
        st.markdown(f"**{words.TITLE}**")
        if opened.link:
            st.caption(words.LINK)
            st.code(opened.link, language=None, wrap_lines=True)
        else:
            st.warning(
                f"{plain(words.NO_LINK.format(why=opened.failure))} {words.TEXT_ALONE}", icon=":material/link_off:"
            )
        st.code(opened.text, language=None, wrap_lines=True)
        st.button(words.CLOSE, key=f"case-close-{_suffix(opened.about)}", on_click=_put_away)


def _open(data: PromoData, desk: Desk, view: CustomerView, about: PromotionKey | None, now: datetime) -> None:
    """Freeze what is seen, once; pressing again after it was put away makes another case.

    The button is not disabled meanwhile: that would take the focus away, and a drawer without it ignores the keyboard.
    """
    if desk.asked is None or _opened(view, about) is not None:
        return
    settings = data.settings
    text = case_text(
        view,
        about,
        customer=desk.asked.masked,
        org_names=_org_names(settings),
        zone=ZoneInfo(settings.timezone),
        now=now,
    )
    try:
        link = _link(data.open_case(desk.asked, view, about))
        opened = _Opened(view, about, f"{text}\n{link}", link=link)
    except PromoInsightError as error:
        opened = _Opened(view, about, text, failure=str(error))
    st.session_state[_OPENED] = opened


def _link(reference: str) -> str:
    """An address that a colleague can open: beside this page, wherever it is served from."""
    base = (st.context.url or "").rstrip("/").removesuffix("/customer")
    return f"{base}/{_PLACE}?{_PLACE}={reference}"


def _opened(view: CustomerView, about: PromotionKey | None) -> _Opened | None:
    """The case of exactly this; what was read since is another."""
    held: _Opened | None = st.session_state.get(_OPENED)
    return held if held is not None and held.view is view and held.about == about else None


def _put_away() -> None:
    st.session_state.pop(_OPENED, None)


def _suffix(about: PromotionKey | None) -> str:
    return "customer" if about is None else "promotion"


def _org_names(settings: Settings) -> Mapping[int | None, str]:
    return {org.id: org.name for org in settings.orgs}
