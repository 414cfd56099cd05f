"""The menu that a list leaves by: three kinds of file, each made when it is asked for, and put on record first."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from pages.components.export_document import ExportDocument
from pages.components.export_kinds import MIME, Kind
from pages.components.wording import export as words
from promo_data.frames.export import export_name

Making = Callable[[datetime], ExportDocument]
"""The document as of a moment; it runs without a session, so it holds all it needs."""

NoteExport = Callable[[str, int], None]
"""Puts on record what is about to leave and how many rows of it, or raises ``StoreError``."""

_now = partial(datetime.now, UTC)


def show_menu(what: str, making: Making, note_export: NoteExport, now: datetime) -> None:
    """The button, and behind it one for each kind of file; ``what`` stands in their names and on record."""
    with st.popover(words.EXPORT, icon=":material/download:", type="tertiary", key=f"{what}-export"):
        st.caption(words.EXPORT_NOTE)
        for kind in Kind:
            st.download_button(
                words.KINDS[kind],
                exporting(what, kind, making, note_export),
                export_name(what, now, kind),
                MIME[kind],
                key=f"{what}-export-{kind}",
                help=words.KIND_HELP[kind],
                on_click="ignore",
                type="tertiary",
            )


def exporting(
    what: str, kind: Kind, making: Making, note_export: NoteExport, clock: Callable[[], datetime] = _now
) -> Callable[[], bytes]:
    """What makes the file; what cannot be put on record raises and does not leave."""

    def export() -> bytes:
        document = making(clock())
        note_export(what, len(document.shown.frame))
        return document.as_file(kind)

    return export
