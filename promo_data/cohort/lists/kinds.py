"""What kind of file a list is: its first bytes say it, whatever its name ends with."""

import re
from enum import StrEnum

from promo_data.cohort.lists.errors import ListError


class FileKind(StrEnum):
    """What a list was read from."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    TEXT = "text"


_SUFFIXES = {".xlsx": FileKind.XLSX, ".xlsm": FileKind.XLSX, ".parquet": FileKind.PARQUET, ".csv": FileKind.CSV}
_ZIP = b"PK"
_PARQUET, _SEALED_PARQUET = b"PAR1", b"PARE"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The part of an OLE file that holds a workbook under a password (MS-OFFCRYPTO 2.3.4.4)."""

_TAKEN = "Upload a CSV, an XLSX, a Parquet file or a text with one identifier a line."
_OTHERS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"7z\xbc\xaf": "a 7-Zip archive: unpack it first",
    b"Rar!\x1a": "a RAR archive: unpack it first",
    b"\xfd7zXZ": "an xz archive: unpack it first",
    b"\x28\xb5\x2f\xfd": "a zstd archive: unpack it first",
    b"SQLite format 3\0": "a database",
    b"ARROW1\0\0": "an Arrow file: save it as Parquet",
    b"Obj\x01": "an Avro file: save it as Parquet",
}
_MARKUP = {
    "a web page, perhaps a login page that was saved instead of the list": re.compile(
        rb"\s*<(?:!doctype html|html)", re.IGNORECASE
    ),
    "an XML file": re.compile(rb"\s*<\?xml"),
    "a JSON file": re.compile(rb'\s*(?:\{\s*"|\[\s*[\[{])'),
    "an RTF document": re.compile(rb"\{\\rtf"),
}


def kind_of(content: bytes) -> FileKind:
    """Workbook, Parquet or text (``TEXT``, which may turn out to be CSV). Raises ``ListError`` for all else."""
    if not content:
        raise ListError("The list is empty: the file has no bytes.")
    if content.startswith(_ZIP):
        return FileKind.XLSX
    if content.startswith((_PARQUET, _SEALED_PARQUET)):
        return _parquet(content)
    if content.startswith(_OLE):
        raise ListError(_about_ole(content))
    other = _other(content)
    if other is not None:
        raise ListError(f"The list is {other}. {_TAKEN}")
    return FileKind.TEXT


def note_of_name(name: str, kind: FileKind) -> tuple[str, ...]:
    """What a person should know where a file's name ends as another kind's do; nothing else of the name is said."""
    suffix = next((suffix for suffix in _SUFFIXES if name.casefold().endswith(suffix)), None)
    is_text = kind in (FileKind.CSV, FileKind.TEXT)
    told = None if suffix is None else _SUFFIXES[suffix]
    if told is None or told is kind or (is_text and told is FileKind.CSV):
        return ()
    return (f"The name ends with {suffix}, but the file is {'text' if is_text else kind.value.upper()}; read as that.",)


def _parquet(content: bytes) -> FileKind:
    if content.startswith(_SEALED_PARQUET) or content.endswith(_SEALED_PARQUET):
        raise ListError("The Parquet file is encrypted: save it without encryption.")
    if not content.endswith(_PARQUET):
        raise ListError("The Parquet file ends too early: it was not copied as a whole. Upload it again.")
    return FileKind.PARQUET


def _about_ole(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "The workbook is protected by a password: save it without one."
    return "The list is a document of Office 97 to 2003 (.xls): open it and save it as XLSX or CSV."


def _other(content: bytes) -> str | None:
    head = content[:256].removeprefix(b"\xef\xbb\xbf")
    binary = next((name for start, name in _OTHERS.items() if content.startswith(start)), None)
    return binary or next((name for name, pattern in _MARKUP.items() if pattern.match(head)), None)
