"""Files as people upload them: workbooks, Parquet and archives made on the spot, and the worst that can be made."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with these sheets, row by row."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": False}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part of it replaced, or added."""
    made = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return made.getvalue()


def with_rows(rows: str) -> bytes:
    """A workbook whose sheet has these rows, in its own XML."""
    return with_part(workbook([["x"]]), SHEET, _SHEET.format(rows).encode())


def parquet(**columns: object) -> bytes:
    file = BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def repeated_text(rows: int, characters: int) -> bytes:
    """A Parquet file that says a long text once, and in each row."""
    file = BytesIO()
    text = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["x" * characters])
    pq.write_table(pa.table({"mobile": text}), file, store_schema=False)
    return file.getvalue()


def archive(**members: bytes) -> bytes:
    """A ZIP archive with these members, ``__`` standing for a slash and ``_dot_`` for a dot."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def locked_archive() -> bytes:
    """An archive whose members say that they are encrypted."""
    content = bytearray(workbook([["mobile"], ["917406400033"]]))
    start = content.find(b"PK\x01\x02")
    while start >= 0:
        content[start + 8] |= 1  # general purpose flag of the central directory (APPNOTE.TXT 4.3.12)
        start = content.find(b"PK\x01\x02", start + 4)
    return bytes(content)


def dense_bomb(inflated: int) -> bytes:
    """A workbook whose sheet unpacks to so many bytes of spaces."""
    file = BytesIO(workbook([["mobile"]]))
    told = ZipInfo("xl/worksheets/sheet2.xml")
    told.compress_type = ZIP_DEFLATED
    with ZipFile(file, "a") as made, made.open(told, "w") as member:
        for _ in range(inflated >> 20):
            member.write(b" " * (1 << 20))
    return file.getvalue()


def zip_of(sheets: int) -> bytes:
    """A workbook with so many sheets, all but one of them empty."""
    file = BytesIO(workbook([["mobile"]]))
    with ZipFile(file, "a") as made:
        for number in range(2, sheets + 1):
            made.writestr(f"xl/worksheets/sheet{number}.xml", _SHEET.format(""))
    return file.getvalue()
