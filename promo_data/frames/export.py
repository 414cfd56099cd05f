"""A frame as a file for a spreadsheet: nothing in it is ever taken for a formula."""

import secrets
import unicodedata
from datetime import UTC, datetime

import pandas as pd

from promo_data.frames.records import records

_STARTS_FORMULA = frozenset("=+-@|%")
"""What spreadsheets take for the start of a formula or a command; full-width forms count too (OWASP, CSV injection)."""
_CONTROL = "Cc"
"""Unicode's category of tabs and line breaks, which count as a start as well, and of what nobody can see."""
_PASSED_OVER = frozenset({"Zs", "Zl", "Zp", "Cf"})
"""The categories of spaces, and of characters without width."""
_TEXT_MARK = "'"


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """``frame`` as CSV in UTF-8 with its mark, without the index: times ISO 8601 in UTC, absent cells empty.

    Text that would start a formula, in a cell or a heading, gets an apostrophe in front; numbers stay numbers.
    """
    headings = [harmless(str(name)) for name in frame.columns]
    rows = [[_cell(value) for value in row.values()] for row in records(frame)]
    exported = pd.DataFrame(rows, columns=pd.Index(headings), dtype=object)
    return exported.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def harmless(text: str) -> str:
    """``text`` as a spreadsheet shows it and never works it out.

    Spaces and characters without width do not hide the start of a formula.
    """
    start = next((c for c in text if unicodedata.category(c) not in _PASSED_OVER), "")
    starts_formula = unicodedata.normalize("NFKC", start)[:1] in _STARTS_FORMULA
    return _TEXT_MARK + text if starts_formula or unicodedata.category(start or " ") == _CONTROL else text


def iso_utc(at: datetime) -> str:
    """``2026-09-30T23:59:00Z``."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def export_name(what: str, at: datetime, kind: str = "csv") -> str:
    """``promo-insight-activity-20260930-235900-1f2e3d4c.csv``: unlike any other, and naming nobody.

    Two files of one name could be taken for each other: Streamlit tells large downloads apart by their name.
    """
    return f"promo-insight-{what}-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.{kind}"


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return iso_utc(value)
    return harmless(value) if isinstance(value, str) else value
