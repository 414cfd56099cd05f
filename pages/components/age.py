"""How old what is shown is, and the button that reads it anew."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.desk import Desk
from pages.components.formats import clock, exact, moment
from pages.components.wording import frame as words


def show_age(as_of: datetime | None, zone: ZoneInfo, help_text: str) -> None:
    """The time of the answer; ``help_text`` takes it as ``exact``."""
    if as_of is not None:
        text = words.DATA_OF.format(time=_time_or_day(as_of, zone))
        st.caption(text, width="content", help=help_text.format(exact=exact(as_of)))


def show_read_again(desk: Desk, key: str) -> bool:
    """The button; whether it was pressed, which a fragment has to pass on to the page."""
    return st.button(
        words.READ_AGAIN,
        icon=":material/refresh:",
        type="tertiary",
        key=key,
        help=words.READ_AGAIN_HELP,
        on_click=desk.ask_again,
    )


def _time_or_day(at: datetime, zone: ZoneInfo) -> str:
    """The time alone where it is today's."""
    today = datetime.now(UTC).astimezone(zone).date()
    return clock(at, zone) if at.astimezone(zone).date() == today else moment(at, zone)
