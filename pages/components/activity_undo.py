"""The confirmation of an undoing: what is taken back from whom, and what will be sent, before a person says yes."""

import streamlit as st

from pages.components.activity_desk import ActivityDesk, Undo
from pages.components.activity_lines import Names, customer_words, promotion_words
from pages.components.plain import one_line, plain
from pages.components.wording import activity as words
from pages.components.wording.actions import CANCEL, SEND_ANYWAY, WHAT_IS_SENT
from promo_data.actions import Intent, Preview, as_seen
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData
from promo_data.vocabulary import Verdict


def show_undo(data: PromoData, desk: ActivityDesk, undo: Undo, intent: Intent, names: Names) -> None:
    """Everything a person has to see before it is sent; only the button sends."""
    with st.container(border=True, key="activity-undoing"):
        st.markdown(f"**{words.UNDO_QUESTION[undo.taken_back.effect]}**")
        preview = _previewed(data, undo)
        if preview is not None:
            _show_preview(preview, undo, intent, names)
        insisted = preview is not None and _insisted(preview)
        ready = preview is not None and (preview.verdict is Verdict.ALLOWED or insisted)
        with st.container(horizontal=True):
            st.button(
                words.UNDO_NOW,
                type="primary",
                key="activity-undo-now",
                disabled=not ready,
                on_click=_send,
                args=(data, desk, undo, insisted),
            )
            st.button(CANCEL, key="activity-undo-cancel", on_click=desk.drop)


def _previewed(data: PromoData, undo: Undo) -> Preview | None:
    """The preview, worked out once, from a fresh look-up."""
    if undo.preview is None:
        try:
            with st.spinner(words.SETTLING):
                undo.preview = data.preview(undo.wish)
        except PromoInsightError as error:
            st.error(plain(error), icon=":material/error:")
    return undo.preview


def _show_preview(preview: Preview, undo: Undo, intent: Intent, names: Names) -> None:
    taken_back = words.taken_back_words(undo.taken_back, undo.wish.route)
    st.table(
        {
            "Customer": plain(customer_words(intent)),
            "Promotion": plain(promotion_words(intent, names)),
            "Org": plain(names.org(intent.org_id)),
            words.TAKEN_BACK: plain(taken_back),
            "Afterwards": words.AFTERWARDS_UNDONE,
        },
        border="horizontal",
        width="stretch",
    )
    for reason in preview.reasons:
        st.caption(plain(reason))
    request = preview.request
    with st.expander(WHAT_IS_SENT):
        query = "&".join(f"{name}={value}" for name, value in request.query)
        address = f"{request.method} {request.path}{'?' if query else ''}{query}"
        st.code(one_line(address), language=None, wrap_lines=True)
        st.code(one_line(request.body), language="json", wrap_lines=True)


def _insisted(preview: Preview) -> bool:
    """Whether a person wants it although it is in doubt; why the button cannot be pressed yet is said beside it."""
    if hint := words.UNDO_HINTS.get(preview.verdict):
        st.info(hint, icon=":material/info:")
    return preview.verdict is Verdict.UNKNOWN and st.checkbox(SEND_ANYWAY)


def _send(data: PromoData, desk: ActivityDesk, undo: Undo, insist: bool) -> None:  # noqa: FBT001 - callbacks get their arguments in order
    """Hand it over and follow it in its own drawer; a second press with the same token sends nothing more."""
    try:
        sent = data.submit(as_seen(undo.wish, undo.preview), insist=insist, token=undo.token)
    except PromoInsightError as error:
        desk.drop()
        desk.failure = str(error)
    else:
        desk.open(sent)
