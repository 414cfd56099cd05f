"""The list on screen as a file; that it left the program goes on record first."""

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from pages.components.activity_lines import Names, activity_frame
from pages.components.wording.activity import EXPORT, EXPORT_HELP
from promo_data.actions import Intent
from promo_data.frames.export import csv_bytes, export_name
from promo_data.opening import PromoData


def show_export(data: PromoData, intents: Sequence[Intent], names: Names, now: datetime) -> None:
    """The button; the file is made when it is pressed."""
    st.download_button(
        EXPORT,
        export_of(intents, names, data.note_export),
        export_name("activity", now),
        "text/csv",
        key="activity-export",
        icon=":material/download:",
        help=EXPORT_HELP,
        on_click="ignore",
    )


def export_of(intents: Sequence[Intent], names: Names, note_export: Callable[[str, int], None]) -> Callable[[], bytes]:
    """What makes the file: it runs without a session, so it holds all it needs.

    What ``note_export`` cannot put on record raises ``StoreError`` and does not leave.
    """

    def export() -> bytes:
        note_export("activity", len(intents))
        return csv_bytes(activity_frame(intents, names))

    return export
