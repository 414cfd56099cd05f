"""A frame as a file for a spreadsheet: nothing in it is ever taken for a formula."""

import secrets
import unicodedata
from datetime import UTC, datetime

import pandas as pd

from promo_data.frames.records import records

_STARTS_FORMULA = frozenset("=+-@\t\r\n|%")
"""What spreadsheets take for the start of a formula or a command; full-width forms count too (OWASP, CSV injection)."""
_TEXT_MARK = "'"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """``frame`` as CSV in UTF-8 with its mark, without the index: times ISO 8601 in UTC, absent cells empty.

    Text that would start a formula, in a cell or a heading, gets an apostrophe in front; numbers stay numbers.
    """
    headings = [harmless(str(name)) for name in frame.columns]
    rows = [[_cell(value) for value in row.values()] for row in records(frame)]
    exported = pd.DataFrame(rows, columns=pd.Index(headings), dtype=object)
    return exported.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def harmless(text: str) -> str:
    """``text`` as a spreadsheet shows it and never works it out."""
    start = unicodedata.normalize("NFKC", text.lstrip(" \u00a0\ufeff")[:1])
    return _TEXT_MARK + text if start in _STARTS_FORMULA else text


def export_name(what: str, at: datetime, kind: str = "csv") -> str:
    """``promo-insight-activity-20260930-235900-1f2e3d4c.csv``: unlike any other, and naming nobody.

    Two files of one name could be taken for each other: Streamlit tells large downloads apart by their name.
    """
    return f"promo-insight-{what}-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.{kind}"


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(_TIME)
    return harmless(value) if isinstance(value, str) else value
