"""The list on screen as a file that says what it rests on; that it left the program goes on record first."""

from collections.abc import Callable, Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from pages.components.promotion_lines import PromotionLine
from pages.components.wording import customer as words
from promo_data.frames.export import csv_bytes, export_name
from promo_data.insight.customer import CustomerView
from promo_data.opening import PromoData

_WHAT = "promotions"


def show_export(data: PromoData, lines: Sequence[PromotionLine], view: CustomerView, now: datetime) -> None:
    """The button; the file is made when it is pressed."""
    st.download_button(
        words.EXPORT,
        _exporting(data, lines, view),
        export_name(_WHAT, now),
        "text/csv",
        key="export",
        icon=":material/download:",
        type="tertiary",
        help=words.EXPORT_HELP,
        on_click="ignore",
    )


def _exporting(data: PromoData, lines: Sequence[PromotionLine], view: CustomerView) -> Callable[[], bytes]:
    """It runs without a session, so it holds all it needs; what cannot be put on record raises and does not leave."""

    def export() -> bytes:
        data.note_export(_WHAT, len(lines))
        return csv_bytes(export_frame(lines, view))

    return export


def export_frame(lines: Sequence[PromotionLine], view: CustomerView) -> pd.DataFrame:
    """One row a line in the words of the table; every row says over which orgs it was gathered, and when."""
    rests_on = words.EXPORT_RESTS_ON.format(answered=view.answered, asked=view.asked)
    rows = [_row(line) | {"orgs": rests_on, "complete": view.complete, "as_of": view.as_of} for line in lines]
    return pd.DataFrame(rows, columns=list(words.EXPORT_COLUMNS)).rename(columns=dict(words.EXPORT_COLUMNS))


def _row(line: PromotionLine) -> dict[str, object]:
    return {
        "promotion": line.name,
        "promotion_id": line.key.promotion_id,
        "program_id": line.key.program_id,
        "org": line.org,
        "type": line.type,
        "ends": line.ends_at,
        "standing": line.standing,
        "enrolled": line.enrolled,
        "issued": line.issued,
        "benefit": line.benefit,
        "binding": line.binding,
        "state": line.binding_state,
        "share": line.share_used,
        "opinion": line.opinion and words.OPINIONS[line.opinion],
        "can": line.can,
    }
