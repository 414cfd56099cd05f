"""What can be told of a workbook before anything of it is unpacked: it is a ZIP archive, which says what it holds."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from promo_data.cohort.lists.errors import ListError
from promo_data.cohort.lists.limits import MOST_INFLATED, MOST_MEMBERS, MOST_TIMES_INFLATED

_ENCRYPTED = 0x1
"""Bit 0 of a member's flags (APPNOTE.TXT 4.4.4)."""

_SMALL = 10_000_000
"""Bytes below which it does not matter how many times larger a workbook becomes."""

_WORKBOOK = "xl/workbook.xml"
_OTHERS = {
    "xl/workbook.bin": "The list is a binary workbook (.xlsb): save it as XLSX or CSV.",
    "content.xml": "The list is an OpenDocument file: save it as XLSX or CSV.",
    "word/document.xml": "The list is a Word document: save its table as XLSX or CSV.",
    "ppt/presentation.xml": "The list is a presentation: save its table as XLSX or CSV.",
}
_NO_WORKBOOK = "The list is an archive and no workbook: unpack it, and upload the CSV, XLSX or Parquet file in it."
_DAMAGED = "The workbook is damaged or was not copied as a whole: save it again, and upload that."
_BOMB = (
    "The workbook unpacks to far more than a list needs, so it was not opened: copy the column of the identifiers to a "
    "new workbook, or save it as CSV."
)
_LOCKED = "The workbook is protected by a password: save it without one."
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MOST_SHEETS = 255


def check_workbook(content: bytes) -> None:
    """Raises ``ListError`` where it is none that can be opened safely; reading what it says of itself costs nothing."""
    try:
        members = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise ListError(_DAMAGED) from None
    names = {member.filename for member in members}
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise ListError(_LOCKED)
    if _WORKBOOK not in names:
        raise ListError(next((sentence for name, sentence in _OTHERS.items() if name in names), _NO_WORKBOOK))
    if _is_bomb(members, len(content)):
        raise ListError(_BOMB)


def _is_bomb(members: list[ZipInfo], size: int) -> bool:
    inflated = sum(member.file_size for member in members)
    sheets = sum(_SHEET.fullmatch(member.filename) is not None for member in members)
    too_dense = inflated > _SMALL and inflated > MOST_TIMES_INFLATED * size
    return inflated > MOST_INFLATED or too_dense or len(members) > MOST_MEMBERS or sheets > _MOST_SHEETS
