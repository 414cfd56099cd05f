"""The confirmation: who, what, what will be sent and what is left afterwards, before a person says yes."""

import streamlit as st

from pages.components.acting import Acting
from pages.components.desk import Desk, PromotionKey
from pages.components.plain import one_line, plain
from pages.components.wording import actions as words
from pages.components.wording.promotions import SOURCES
from promo_data.actions import Preview, as_seen
from promo_data.errors import PromoInsightError
from promo_data.frames.records import Record
from promo_data.opening import PromoData
from promo_data.vocabulary import Source, Verdict


def show_confirmation(data: PromoData, desk: Desk, key: PromotionKey, row: Record, org: str) -> None:
    """Everything a person has to see before it is sent; only the button sends."""
    acting = desk.acting[key]
    with st.container(border=True, key="confirmation"):
        st.markdown(f"**{words.QUESTION[acting.action]}**")
        preview = _previewed(data, acting)
        if preview is not None:
            _show_preview(preview, row, org)
        insisted = preview is not None and preview.verdict is Verdict.UNKNOWN and st.checkbox(words.SEND_ANYWAY)
        ready = preview is not None and (preview.verdict is Verdict.ALLOWED or insisted)
        with st.container(horizontal=True):
            st.button(
                words.CONFIRM[acting.action],
                type="primary",
                key="confirm",
                disabled=not ready,
                on_click=_send,
                args=(data, acting, insisted),
            )
            st.button(words.CANCEL, key="cancel", on_click=desk.drop, args=(key,))


def _previewed(data: PromoData, acting: Acting) -> Preview | None:
    """The preview, worked out once; ``None`` while something it needs is missing."""
    if acting.needs_source:
        source = st.selectbox(
            words.SOURCE, acting.sources, index=None, format_func=lambda known: SOURCES[known], help=words.SOURCE_HELP
        )
        return _with_source(data, acting, source)
    if acting.can_name_hex:
        acting.name_promotion(
            st.text_input(words.HEX, help=words.HEX_HELP, placeholder=words.HEX_FOUND_BY, max_chars=24, key="hex")
        )
    if acting.preview is None:
        try:
            acting.preview = data.preview(acting.wish)
        except PromoInsightError as error:
            st.error(plain(error), icon=":material/error:")
    return acting.preview


def _with_source(data: PromoData, acting: Acting, source: Source | None) -> Preview | None:
    if source is None:
        return None
    acting.write_with(source)
    return _previewed(data, acting)


def _show_preview(preview: Preview, row: Record, org: str) -> None:
    remaining = [plain(words.remaining_words(limit, row["type"])) for limit in preview.remaining]
    st.table(
        {
            "Customer": plain(preview.customer),
            "Promotion": plain(row["name"] or row["promotion_id"]),
            "Org": plain(org),
            "Afterwards": "  \n".join(remaining) or "no limit counts this",
        },
        border="horizontal",
        width="stretch",
    )
    for reason in preview.reasons:
        st.caption(plain(reason))
    request = preview.request
    with st.expander(words.WHAT_IS_SENT):
        query = "&".join(f"{name}={value}" for name, value in request.query)
        address = f"{request.method} {request.path}{'?' if query else ''}{query}"
        st.code(one_line(f"{address}"), language=None, wrap_lines=True)
        st.code(one_line(request.body), language="json", wrap_lines=True)


def _send(data: PromoData, acting: Acting, insist: bool) -> None:  # noqa: FBT001 - callbacks get their arguments in order
    """Hand it over; a second press with the same token changes nothing."""
    try:
        acting.intent_id = data.submit(as_seen(acting.wish, acting.preview), insist=insist, token=acting.token)
    except PromoInsightError as error:
        acting.failure = str(error)
