"""The alarm of a record that can be read and not written: what is known is shown, and nothing can be done."""

import streamlit as st

from pages.components.activity_read_only import show_read_only
from pages.components.plain import plain
from pages.components.wording.activity import READ_ONLY
from promo_data.errors import PromoInsightError
from promo_data.opening import PromoData


def show_record_alarm(data: PromoData) -> None:
    """The whole alarm, above records that can be read; raises ``StoreError`` where they cannot."""
    alarm = data.record_alarm()
    if alarm is not None:
        show_read_only(alarm)


def show_alarm_line(data: PromoData) -> bool:
    """The same in a line, beside what could be done otherwise; also where the record cannot be read.

    Returns whether there was anything to say.
    """
    try:
        alarm: PromoInsightError | None = data.record_alarm()
    except PromoInsightError as error:
        alarm = error
    if alarm is not None:
        st.caption(f":material/lock: {READ_ONLY}: {plain(alarm)}")
    return alarm is not None
