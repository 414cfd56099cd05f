"""A pull under way: how far it is, and what a person can have become of it."""

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from pages.components.cohort.desk import CohortDesk
from pages.components.formats import number
from pages.components.plain import plain
from pages.components.states import show_state
from pages.components.wording import cohorts as words
from promo_data.cohort.pull.jobs import DUE, ENDED, JobState, PullJob
from promo_data.cohort.pull.progress import Progress
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData

_LOOK_SECONDS = 2.0
_NOTES = {
    JobState.QUEUED: words.QUEUED_NOTE,
    JobState.WAITING: words.WAITING_NEXT,
    JobState.PAUSED: words.PAUSED_NEXT,
    JobState.STOPPED: words.STOPPED_NEXT,
}
_CAN_PAUSE = DUE
_CAN_GO_ON = (JobState.PAUSED, JobState.STOPPED)


def show_pull(data: PromoData, desk: CohortDesk, pull: PullJob) -> None:
    """The pull on show, looked at every other second until it has ended; then the page is drawn anew."""
    if pull.state is JobState.CANCELLED:
        show_state(words.CANCELLED)
        return
    st.fragment(_follow, run_every=_LOOK_SECONDS if pull.state in DUE else None)(data, desk, pull.id)
    st.caption(words.CLOSED_TAB_NOTE)


def _follow(data: PromoData, desk: CohortDesk, pull_id: UUID) -> None:
    try:
        pull = data.cohorts.pull(pull_id)
    except PromoInsightError as error:
        st.caption(plain(error))
        return
    if pull is None or pull.state in ENDED:
        st.rerun()
    show_progress(pull)
    if desk.failure:
        st.error(plain(desk.failure), icon=":material/error:")
    _show_wishes(data, desk, pull)


def show_progress(pull: PullJob) -> None:
    """Where it stands: a bar, the rate, the time it will take yet, and why it does not go on where it does not."""
    done, said = progress_words(pull.progress)
    st.progress(done, said)
    with st.container(gap="xxsmall"):
        if pull.reason and pull.state not in DUE:
            st.error(plain(pull.reason), title=words.STATES[pull.state], icon=":material/error:")
        else:
            waiting = plain((pull.progress.waiting if pull.progress else None) or pull.reason or "")
            st.markdown(f"**{words.STATES[pull.state]}.** {waiting}".strip())
        if pull.state in _NOTES:
            st.caption(_NOTES[pull.state])


def progress_words(progress: Progress | None) -> tuple[float, str]:
    """The share that is done, and ``1,200 of 10,000 customers · 12 failed · 3.2 a second · about 46 minutes left``."""
    if progress is None or not progress.customers:
        return 0.0, " "
    parts = [words.PROGRESS.format(done=number(progress.done), customers=number(progress.customers))]
    parts += [words.FAILED_SO_FAR.format(count=number(progress.failed))] if progress.failed else []
    if progress.rate and progress.seconds_left is not None and progress.done < progress.customers:
        parts.append(words.RATE.format(rate=number(round(progress.rate, 1))))
        parts.append(words.LEFT.format(time=words.time_words(progress.seconds_left)))
    return min(progress.done / progress.customers, 1.0), " · ".join(parts)


def _show_wishes(data: PromoData, desk: CohortDesk, pull: PullJob) -> None:
    with st.container(horizontal=True):
        if pull.state in _CAN_PAUSE:
            _button(words.PAUSE, "pause", data.pulls.pause, desk, pull)
        if pull.state in _CAN_GO_ON:
            _button(words.GO_ON, "go-on", data.pulls.go_on, desk, pull, primary=True)
        with st.popover(words.CANCEL, key=f"pull-end-{pull.id}"):
            st.markdown(words.CANCEL_QUESTION)
            _button(words.CANCEL_NOW, "cancel", data.pulls.cancel, desk, pull)


def _button(
    label: str,
    name: str,
    wish: Callable[[UUID], PullJob],
    desk: CohortDesk,
    pull: PullJob,
    *,
    primary: bool = False,
) -> None:
    """What it brings about decides how the page looks at the pull, so all of it is drawn anew."""
    if st.button(label, key=f"pull-{name}-{pull.id}", type="primary" if primary else "secondary"):
        try:
            wish(pull.id)
        except PromoInsightError as error:
            desk.tell(failure=str(error))
        else:
            desk.tell()
        st.rerun()
