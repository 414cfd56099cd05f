"""How a pull that has not ended is told, in each of its states."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from promo_data.cohort.pull import Progress
from promo_data.cohort.pull.jobs import JobState, PullJob
from tests.pages.served import Words

AT = datetime(2026, 9, 18, 12, tzinfo=UTC)
HALF = Progress(customers=200, done=100, failed=4, rate=2.0, seconds_left=50.0)
REFUSED = "The vendor does not let these credentials read [customers](x): their role was taken away."


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 - the script runs by itself

    from pages.components.cohort.progress import show_progress  # noqa: PLC0415 - the script runs by itself

    show_progress(st.session_state["pull"])


def _shown(state: JobState, reason: str | None = None, progress: Progress | None = HALF) -> AppTest:
    pull = PullJob(UUID(int=1), "Spring list", "meera", state, AT, AT, progress, reason)
    app = AppTest.from_function(_page)
    app.session_state["pull"] = pull
    return app.run()


def test_one_that_runs_tells_rate_and_remaining_time() -> None:
    bar = _shown(JobState.RUNNING).get("progress")[0].proto
    assert bar.value == 50
    assert bar.text == "100 of 200 customers · 4 failed · 2 a second · under a minute left"


def test_one_that_failed_part_way_says_why_and_what_is_kept(words: Words) -> None:
    app = _shown(JobState.STOPPED, REFUSED)
    assert app.error[0].proto.title == "Stopped before its end"
    assert REFUSED in words(app)
    assert "What was read until then is kept" in words(app)
    assert "[customers](x)" not in app.error[0].value


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (JobState.QUEUED, "The job process takes it up within seconds."),
        (JobState.WAITING, "It is tried again every minute by itself"),
        (JobState.PAUSED, "nothing is asked for until it goes on"),
    ],
)
def test_each_state_says_what_comes_next(state: JobState, said: str, words: Words) -> None:
    assert said in words(_shown(state))


def test_one_that_waits_says_what_for(words: Words) -> None:
    waiting = Progress(200, 100, 0, 0.0, None, waiting="The vendor does not answer.")
    assert "The vendor does not answer." in words(_shown(JobState.RUNNING, progress=waiting))
