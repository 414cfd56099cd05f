"""The first step: a list from a file, pasted, or saved before."""

import streamlit as st

from pages.components.cohort.desk import CohortDesk, ListOnDesk
from pages.components.cohort.reading_as import show_list
from pages.components.formats import counted
from pages.components.plain import one_line, plain
from pages.components.wording import cohorts as words
from pages.components.wording.cohorts import From
from promo_data.cohort.lists import ListError, open_list
from promo_data.cohort.saved import CohortId
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData

_FROM, _FILE, _TEXT, _SAVED = "cohort-from", "cohort-file", "cohort-pasted", "cohort-saved"
_LARGEST_MEGABYTES = 200
_TEXT_PIXELS = 180


def show_list_step(data: PromoData, desk: CohortDesk) -> None:
    """The ways to a list, or the list that was chosen."""
    st.header(words.LIST_STEP, anchor=False)
    if desk.list is not None:
        show_list(desk, desk.list)
        return
    chosen = st.segmented_control(
        words.FROM,
        list(From),
        default=From.FILE,
        required=True,
        format_func=lambda given: words.FROMS[given],
        key=_FROM,
        label_visibility="collapsed",
        persist_state="session",
    )
    match chosen:
        case From.PASTED:
            _show_paste(desk)
        case From.SAVED:
            _show_saved(data, desk)
        case _:
            _show_upload(desk)
    with st.container():  # there even if empty: what stands below keeps its place
        if desk.failure:
            st.error(plain(desk.failure), icon=":material/edit:")


def _show_upload(desk: CohortDesk) -> None:
    uploaded = st.file_uploader(
        words.UPLOAD, key=f"{_FILE}-{desk.turn}", help=words.UPLOAD_HELP, max_upload_size=_LARGEST_MEGABYTES
    )
    if uploaded is None:
        desk.failure = ""
    elif uploaded.file_id not in desk.worked_out.get(_FILE, ()):
        desk.worked_out[_FILE] = (uploaded.file_id, None)
        _read(desk, uploaded.getvalue(), uploaded.name)


def _show_paste(desk: CohortDesk) -> None:
    with st.form("cohort-paste", border=False):
        text = st.text_area(words.PASTE, placeholder=words.PASTE_PLACEHOLDER, key=_TEXT, height=_TEXT_PIXELS)
        if st.form_submit_button(words.READ_LIST, type="primary"):
            _read(desk, (text or "").encode(), words.PASTED_NAME)


def _read(desk: CohortDesk, content: bytes, name: str) -> None:
    """The list on the desk and the page anew, or the sentence that says why not."""
    with st.spinner(words.READING, show_time=True):
        try:
            desk.put(ListOnDesk.opened(open_list(content, name), name))
        except ListError as error:
            desk.tell(failure=str(error))
            return
    st.rerun()


def _show_saved(data: PromoData, desk: CohortDesk) -> None:
    try:
        saved = data.cohorts.saved()
    except PromoInsightError as error:
        desk.tell(failure=str(error))
        return
    desk.failure = ""
    if not saved:
        st.caption(words.NO_SAVED)
        return
    names = {one.id: f"{one_line(one.name)} ({counted(one.size, 'customer')})" for one in saved}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(words.SAVED, list(names), format_func=names.__getitem__, key=_SAVED, width=420)
        st.button(
            words.USE_SAVED, type="primary", key="cohort-use-saved", on_click=use_saved, args=(data, desk, chosen)
        )


def use_saved(data: PromoData, desk: CohortDesk, cohort_id: CohortId) -> None:
    """Put a saved cohort on the desk."""
    try:
        name = next(one.name for one in data.cohorts.saved() if one.id == cohort_id)
        customers = data.cohorts.open_saved(cohort_id)
    except (PromoInsightError, StopIteration) as error:
        desk.tell(failure=str(error) or words.NO_SAVED)
    else:
        desk.put(ListOnDesk(name, customers=customers, kind=customers.by))
