"""Every kind of bad list and bad identifier that people bring: refused in one sentence, or told row by row.

The number of each case is that of its class among the bad inputs (1 identifiers, 2 lists, 4 numbers, 5 dates),
and its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from time import process_time

import pyarrow as pa
import pytest

from promo_data.cohort.lists import CustomerList, ListError, Refusal, open_list
from promo_data.vocabulary import IdentifierKind
from tests.bad_lists import (
    SHEET,
    archive,
    dense_bomb,
    locked_archive,
    parquet,
    repeated_text,
    with_part,
    with_rows,
    workbook,
    zip_of,
)

MOBILE, EMAIL = IdentifierKind.MOBILE, IdentifierKind.EMAIL
EXTERNAL, ID = IdentifierKind.EXTERNAL_ID, IdentifierKind.CUSTOMER_ID
ONE, TWO = "917406400033", "917406400034"
SECONDS = 2.0
FULL_WIDTH = {digit: digit - ord("0") + 0xFF10 for digit in range(ord("0"), ord("9") + 1)}


@dataclass(frozen=True)
class Row:
    """What a cell comes to: an identifier, or a refusal."""

    number: str
    cell: str
    kind: IdentifierKind
    becomes: str | Refusal


ROWS = (
    Row("1.01 digits", ONE, MOBILE, ONE),
    Row("1.02 plus", "+917406400033", MOBILE, ONE),
    Row("1.03 spaces within", "+91 74064 00033", MOBILE, ONE),
    Row("1.04 brackets and hyphens", "(91) 740-640-0033", MOBILE, ONE),
    Row("1.05 dots", "91.7406.400033.1", MOBILE, "9174064000331"),
    Row("1.06 leading zeros live", "00917406400033", MOBILE, "00917406400033"),
    Row("1.07 full width digits", ONE.translate(FULL_WIDTH), MOBILE, Refusal.WRONG_KIND),
    Row("1.08 Arabic digits", "٩١٧٤٠٦٤٠٠٠٣٣", MOBILE, Refusal.WRONG_KIND),
    Row("1.09 one digit", "7", MOBILE, Refusal.WRONG_KIND),
    Row("1.10 seven digits", "7406400", MOBILE, "7406400"),
    Row("1.11 sixteen digits", "9174064000331234", MOBILE, Refusal.WRONG_KIND),
    Row("1.12 forty digits", "9" * 40, MOBILE, Refusal.WRONG_KIND),
    Row("1.13 letters", "91740640003O", MOBILE, Refusal.WRONG_KIND),
    Row("1.14 two numbers", "917406400033/917406400034", MOBILE, Refusal.WRONG_KIND),
    Row("1.15 rounded", "9.18E+11", MOBILE, Refusal.SCIENTIFIC),
    Row("1.16 rounded with a comma", "9,18E+11", MOBILE, Refusal.SCIENTIFIC),
    Row("1.17 rounded in small letters", "9.17406400033e+11", MOBILE, Refusal.SCIENTIFIC),
    Row("1.18 rounded external id", "9.18E+11", EXTERNAL, Refusal.SCIENTIFIC),
    Row("1.19 an external id that only looks rounded", "12E4", EXTERNAL, "12E4"),
    Row("1.20 a path", "../etc/passwd", MOBILE, Refusal.WRONG_KIND),
    Row("1.21 a path as external id", "../etc/passwd", EXTERNAL, "../etc/passwd"),
    Row("1.22 a parameter", "917406400033&limit=1", MOBILE, Refusal.WRONG_KIND),
    Row("1.23 a parameter as external id", "A&limit=1", EXTERNAL, "A&limit=1"),
    Row("1.24 an escaped zero", "%00", EXTERNAL, "%00"),
    Row("1.25 NUL", "91740\0006400033", MOBILE, Refusal.CONTROL_CHARACTERS),
    Row("1.26 a line break", "917406\r\n400033", MOBILE, Refusal.CONTROL_CHARACTERS),
    Row("1.27 a line break in an external id", "A\nB", EXTERNAL, Refusal.CONTROL_CHARACTERS),
    Row("1.28 ten thousand characters", "x" * 10_000, EXTERNAL, Refusal.TOO_LONG),
    Row("1.29 255 characters", "x" * 255, EXTERNAL, "x" * 255),
    Row("1.30 256 characters", "x" * 256, EXTERNAL, Refusal.TOO_LONG),
    Row("1.31 zero width", "9174064\u200b00033", MOBILE, Refusal.CONTROL_CHARACTERS),
    Row("1.32 direction marks", "\u202a917406400033\u202c", MOBILE, Refusal.CONTROL_CHARACTERS),
    Row("1.33 no-break spaces around", "\u00a0917406400033\u00a0", MOBILE, ONE),
    Row("1.34 spaces around", "  917406400033 ", MOBILE, ONE),
    Row("1.35 marked as text", "'917406400033", MOBILE, ONE),
    Row("1.36 text in a formula", '="00917406400033"', MOBILE, "00917406400033"),
    Row("1.37 a formula", "=1+1", MOBILE, Refusal.FORMULA),
    Row("1.38 a formula that calls", '=HYPERLINK("http://x")', EXTERNAL, Refusal.FORMULA),
    Row("1.39 e-mail", "jane@example.com", EMAIL, "jane@example.com"),
    Row("1.40 e-mail with a plus", "jane+tag@example.com", EMAIL, "jane+tag@example.com"),
    Row("1.41 e-mail of an international domain", "jane@bücher.example", EMAIL, "jane@bücher.example"),
    Row("1.42 e-mail with a quoted name", '"jane doe"@example.com', EMAIL, '"jane doe"@example.com'),
    Row("1.43 e-mail without a domain", "jane@", EMAIL, Refusal.WRONG_KIND),
    Row("1.44 e-mail without an @", "jane.example.com", EMAIL, Refusal.WRONG_KIND),
    Row("1.45 e-mail with a name before it", "Jane <jane@example.com>", EMAIL, Refusal.WRONG_KIND),
    Row("1.46 two e-mails", "jane@example.com, tom@example.com", EMAIL, Refusal.WRONG_KIND),
    Row("1.47 e-mail in a column of mobiles", "jane@example.com", MOBILE, Refusal.WRONG_KIND),
    Row("1.48 mobile in a column of e-mails", ONE, EMAIL, Refusal.WRONG_KIND),
    Row("1.49 external id with leading zeros", "000003873354", EXTERNAL, "000003873354"),
    Row("1.50 external id with a space", "CARD 17", EXTERNAL, "CARD 17"),
    Row("1.51 external id in letters of elsewhere", "Größe-Ł", EXTERNAL, "Größe-Ł"),
    Row("1.52 customer id", "347297848", ID, "347297848"),
    Row("1.53 customer id with letters", "A347297848", ID, Refusal.WRONG_KIND),
    Row("1.54 negative customer id", "-5", ID, Refusal.WRONG_KIND),
    Row("1.55 blank", "", MOBILE, Refusal.BLANK),
    Row("1.56 spaces", "   ", MOBILE, Refusal.BLANK),
    Row("1.57 NULL", "NULL", EXTERNAL, Refusal.BLANK),
    Row("1.58 not available", "#N/A", EXTERNAL, Refusal.BLANK),
    Row("1.59 not a number", "nan", EXTERNAL, Refusal.BLANK),
    Row("4.01 a whole fraction", "347297848.0", ID, "347297848"),
    Row("4.02 a whole fraction as mobile", "917406400033.0", MOBILE, ONE),
    Row("4.03 a fraction", "347297848.5", ID, Refusal.WRONG_KIND),
    Row("4.04 a fraction that could be a mobile", "9174064.00033", MOBILE, Refusal.WRONG_KIND),
    Row("4.05 an amount", "4990.00", ID, Refusal.WRONG_KIND),
    Row("4.06 the largest exact whole fraction", f"{2**53 - 1}.0", ID, str(2**53 - 1)),
    Row("4.07 a whole fraction that is not exact", f"{2**53}.0", ID, Refusal.WRONG_KIND),
    Row("4.08 thousands separated", "347,297,848", ID, Refusal.WRONG_KIND),
    Row("4.09 infinity", "inf", MOBILE, Refusal.WRONG_KIND),
    Row("4.10 nineteen digits", "9" * 19, ID, "9" * 19),
    Row("4.11 Arabic three", "٣", ID, Refusal.WRONG_KIND),
    Row("4.12 an external id that ends in .0", "12345.0", EXTERNAL, "12345.0"),
    Row("5.01 a date", "2026-01-31", MOBILE, Refusal.DATE),
    Row("5.02 a date with a time", "2026-01-31 10:00:00", MOBILE, Refusal.DATE),
    Row("5.03 a date of Europe", "31.01.2026", MOBILE, Refusal.DATE),
    Row("5.04 a date of America", "1/31/2026", MOBILE, Refusal.DATE),
    Row("5.05 a date as external id", "2026-01-31", EXTERNAL, Refusal.DATE),
    Row("5.06 a time of ISO 8601", "2026-01-31T10:00:00+05:30", EXTERNAL, Refusal.DATE),
)


def outcome(customers: CustomerList) -> list[str | Refusal]:
    """What each row of the list came to."""
    by_row: dict[int, str | Refusal] = dict(
        zip(customers.rows.tolist(), customers.identifiers.to_pylist(), strict=True)
    )
    by_row |= {row: code for row, code, _ in customers.refused}
    return [by_row[row] for row in sorted(by_row)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_cell_is_an_identifier_or_refused_with_the_reason(row: Row) -> None:
    assert outcome(CustomerList.of(row.kind, pa.array([row.cell]))) == [row.becomes]


@dataclass(frozen=True)
class File:
    """What a file comes to, row by row in its recognised column."""

    number: str
    content: bytes
    becomes: tuple[str | Refusal, ...] = (ONE, TWO)
    kind: IdentifierKind = MOBILE


TWO_ROWS = f"mobile\n{ONE}\n{TWO}\n"
THREE = "917406400035"
LISTS = (
    File("2.01 plain", TWO_ROWS.encode()),
    File("2.02 UTF-8 with a mark", TWO_ROWS.encode("utf-8-sig")),
    File("2.03 UTF-16 little end first", TWO_ROWS.encode("utf-16")),
    File("2.04 UTF-16 big end first", b"\xfe\xff" + TWO_ROWS.encode("utf-16-be")),
    File("2.05 UTF-16 without a mark", TWO_ROWS.encode("utf-16-le")),
    File("2.06 UTF-16 big end first without a mark", TWO_ROWS.encode("utf-16-be")),
    File("2.07 Latin-1", f"name;mobile\nJosé;{ONE}\nZoë;{TWO}\n".encode("latin-1")),
    File("2.08 Windows-1252", f"name;mobile\n“José”;{ONE}\n€;{TWO}\n".encode("cp1252")),
    File("2.09 two marks", b"\xef\xbb\xbf" + TWO_ROWS.encode("utf-8-sig")),
    File("2.10 a mark in a quoted header", f'"\ufeffmobile","x"\n"{ONE}",1\n"{TWO}",2\n'.encode()),
    File("2.11 a mark and no header", f"{ONE}\n{TWO}\n".encode("utf-8-sig")),
    File("2.12 semicolons", f"name;mobile\nJane;{ONE}\nTom;{TWO}\n".encode()),
    File("2.13 tabs", f"name\tmobile\nJane\t{ONE}\nTom\t{TWO}\n".encode()),
    File("2.14 bars", f"name|mobile\nJane|{ONE}\nTom|{TWO}\n".encode()),
    File("2.15 carets", f"name^mobile\nJane^{ONE}\nTom^{TWO}\n".encode()),
    File("2.16 colons", f"name:mobile\nJane:{ONE}\nTom:{TWO}\n".encode()),
    File("2.17 the delimiter told for Excel", f"sep=;\nname;mobile\nJane;{ONE}\nTom;{TWO}\n".encode()),
    File("2.18 commas within cells of a list with semicolons", f"name;mobile\nDoe, J;{ONE}\nRoe, T;{TWO}\n".encode()),
    File("2.19 decimal commas", f"{ONE};1,5\n{TWO};2,5\n".encode()),
    File("2.20 no header", f"{ONE},Jane\n{TWO},Tom\n".encode()),
    File("2.21 a doubled header", f"mobile\nmobile\n{ONE}\n".encode(), (Refusal.HEADER_AGAIN, ONE)),
    File("2.22 two columns of one name", f"mobile,mobile\n{ONE},{THREE}\n{TWO},{THREE}\n".encode()),
    File("2.23 a header in another language", f"Rufnummer\n{ONE}\n{TWO}\n".encode()),
    File("2.24 mobiles as Excel rounds them", b"mobile\n9.17E+11\n9.17E+11\n", (Refusal.SCIENTIFIC,) * 2),
    File("2.25 formulas", f'mobile\n=A1\n"=""{ONE}"""\n'.encode(), (Refusal.FORMULA, ONE)),
    File("2.26 quoted", f'"mobile","name"\n"{ONE}","Doe, Jane"\n"{TWO}","a ""b"""\n'.encode()),
    File("2.27 a line break within a cell", f'name,mobile\n"Jane\nDoe",{ONE}\n"Tom\r\nRoe",{TWO}\n'.encode()),
    File("2.28 lines that end as on old Macs", f"mobile,x\r{ONE},1\r{TWO},2\r".encode()),
    File("2.29 lines that end as on Windows", TWO_ROWS.replace("\n", "\r\n").encode()),
    File("2.30 line ends of both kinds", f"mobile\r\n{ONE}\n{TWO}\r\n".encode()),
    File("2.31 no line end at the end", f"mobile\n{ONE}\n{TWO}".encode()),
    File("2.32 short rows", f"name,mobile,x\nJane,{ONE},1\nTom\nAnn,{TWO}\n".encode(), (ONE, Refusal.BLANK, TWO)),
    File("2.33 long rows", f"name,mobile\nJane,{ONE}\nTom,{TWO},1,2,3\n".encode()),
    File("2.34 blank lines between", f"mobile\n{ONE}\n\n{TWO}\n".encode(), (ONE, Refusal.BLANK, TWO)),
    File("2.35 blank lines at both ends", f"\n\nmobile\n{ONE}\n{TWO}\n\n\n".encode()),
    File("2.36 rows of nothing but commas at the end", f"mobile,x\n{ONE},1\n{TWO},2\n,\n,\n".encode()),
    File("2.37 NUL in a cell", f"mobile\n9174\00006400033\n{TWO}\n".encode(), (Refusal.CONTROL_CHARACTERS, TWO)),
    File("2.38 one column", f"{ONE}\n{TWO}\n".encode()),
    File("2.39 300 columns", f"{'x,' * 299}mobile\n{'1,' * 299}{ONE}\n{'2,' * 299}{TWO}\n".encode()),
    File("2.40 pasted with spaces", f"  {ONE}  \n\t{TWO}\n".encode()),
    File("2.41 external ids of one column that hold a colon", b"urn:1\nurn:2\n", ("urn:1", "urn:2"), EXTERNAL),
    File(
        "2.42 a quotation mark in a list of one column", f'mobile\n"{ONE}\n{TWO}\n'.encode(), (Refusal.WRONG_KIND, TWO)
    ),
    File("2.43 the same customer twice", f"mobile\n{ONE}\n+91 7406 400033\n{TWO}\n".encode()),
    File(
        "2.44 another kind among them",
        f"mobile\n{ONE}\njane@example.com\n{TWO}\n".encode(),
        (ONE, Refusal.WRONG_KIND, TWO),
    ),
    File("2.45 XLSX of texts", workbook([["name", "mobile"], ["Jane", ONE], ["Tom", TWO]])),
    File("2.46 XLSX of numbers", workbook([["mobile"], [int(ONE)], [int(TWO)]])),
    File(
        "2.47 XLSX of numbers that lost digits",
        workbook([["id"], [2**53], [347297848], [1234567890123450]]),
        (Refusal.SCIENTIFIC, "347297848", Refusal.SCIENTIFIC),
        ID,
    ),
    File(
        "2.48 XLSX with formulas",
        with_rows(
            '<row><c t="str"><v>mobile</v></c></row>'
            f'<row><c><f>A9+1</f><v>{ONE}</v></c></row><row><c t="str"><f>T(B1)</f><v>{TWO}</v></c></row>'
        ),
    ),
    File("2.49 XLSX with dates", workbook([["mobile"], [ONE], [date(2026, 1, 31)]]), (ONE, Refusal.DATE)),
    File("2.50 XLSX with the list on the second sheet", workbook([], [["mobile"], [ONE], [TWO]])),
    File(
        "2.51 XLSX with blank rows",
        workbook([[], ["mobile"], [ONE], [None], [TWO], [""], [" "]]),
        (ONE, Refusal.BLANK, TWO),
    ),
    File("2.52 XLSX with true and false", workbook([["mobile"], [ONE], [True]]), (ONE, Refusal.WRONG_KIND)),
    File(
        "2.53 XLSX with merged cells",
        with_part(workbook([["mobile"], [ONE], [None], [TWO]]), "x", b""),
        (ONE, Refusal.BLANK, TWO),
    ),
    File("2.54 Parquet of texts", parquet(name=["a", "b"], mobile=[ONE, TWO])),
    File("2.55 Parquet of numbers", parquet(mobile=[int(ONE), int(TWO)])),
    File(
        "2.56 Parquet of fractions with nothing between",
        parquet(id=[347297848.0, None, 347297849.0]),
        ("347297848", Refusal.BLANK, "347297849"),
        ID,
    ),
    File("2.57 Parquet of times", parquet(mobile=[ONE, TWO], at=[datetime(2026, 1, 31, tzinfo=UTC)] * 2)),
    File("2.58 Parquet of categories", parquet(mobile=pa.array([ONE, TWO]).dictionary_encode())),
    File("2.59 Parquet with lists and bytes beside", parquet(mobile=[ONE, TWO], more=[[1], [2]], raw=[b"a", b"b"])),
    File("2.60 Parquet that begins with nothing", parquet(mobile=[None, ONE]), (Refusal.BLANK, ONE)),
)


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.number)
def test_a_messy_list_is_read_row_by_row(file: File) -> None:
    found = open_list(file.content)
    assert found.best is not None
    column, kind = found.best
    customers = found.take(column, kind)
    assert (kind, outcome(customers)) == (file.kind, list(file.becomes))
    assert found.rows == len(customers) + len(customers.refused) + len(customers.duplicates)


WORDS: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "2.61 no bytes": (b"", "empty"),
    "2.62 blank lines": (b"\n \n\t\n", "empty"),
    "2.63 only a header": (b"mobile,name\n", "no rows"),
    "2.64 200 MB": (partial(bytes, 200_000_000), "200 MB or more"),
    "2.65 1,000,001 rows": (partial(bytes.join, b"917406400033\n", [b""] * 1_000_003), "more than 1,000,000 rows"),
    "2.66 a dense XLSX bomb": (partial(dense_bomb, 300 << 20), "unpacks to far more"),
    "2.67 XLSX with corners far apart": (
        with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'),
        "does not fit into the memory",
    ),
    "2.68 XLSX with 256 sheets": (partial(zip_of, 256), "unpacks to far more"),
    "2.69 XLSX with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "2.70 an encrypted archive": (locked_archive(), "protected by a password"),
    "2.71 XLS": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "Workbook".encode("utf-16-le"), r"\.xls"),
    "2.72 XLSB": (archive(xl__workbook_dot_bin=b"x"), r"\.xlsb"),
    "2.73 ODS": (archive(content_dot_xml=b"x"), "OpenDocument"),
    "2.74 Word": (archive(word__document_dot_xml=b"x"), "Word"),
    "2.75 any archive": (archive(list_dot_csv=b"mobile"), "unpack it"),
    "2.76 an archive cut off": (workbook([["mobile"], [ONE]])[:-100], "damaged"),
    "2.77 XLSX whose sheet is no XML": (
        with_part(workbook([["x"]]), SHEET, b"<worksheet><sheetData><row><c"),
        "damaged|nothing|anything",
    ),
    "2.78 XLSX with nothing in it": (workbook([]), "no sheet with anything"),
    "2.79 PDF": (b"%PDF-1.7\n%...", "PDF"),
    "2.80 a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    "2.81 gzip": (b"\x1f\x8b\x08" + bytes(100), "gzip"),
    "2.82 random bytes": (bytes((n * n * 31 + n // 7) % 256 for n in range(5_000)), "no text"),
    "2.83 zeros": (bytes(5_000), "no text"),
    "2.84 a web page": (b"<!DOCTYPE html><html>", "web page"),
    "2.85 XML": (b"<?xml version='1.0'?><a/>", "XML"),
    "2.86 JSON": (b'{"customers": []}', "JSON"),
    "2.87 RTF": (b"{\\rtf1", "RTF"),
    "2.88 Parquet cut off": (parquet(mobile=[ONE])[:-4], "ends too early"),
    "2.89 Parquet without a column of texts": (parquet(more=[[1]]), "no column"),
    "2.90 Parquet without rows": (parquet(mobile=pa.array([], pa.string())), "no row"),
    "2.91 Parquet that is damaged": (b"PAR1" + bytes(64) + b"PAR1", "damaged"),
    "2.92 encrypted Parquet": (b"PARE" + bytes(64) + b"PARE", "encrypted"),
    "2.93 an open quotation mark": (f'name,mobile\nJane,{ONE}\n"Tom,{TWO}\n'.encode(), "line 3"),
    "2.94 a quotation mark that swallows rows": (f'name,mobile\n"Jane,{ONE}\n"Tom",{TWO}\n'.encode(), "line 2"),
    "2.95 a cell of a million characters": (b"name,mobile\n" + b"x" * 1_000_000 + b",1\n", "line 2"),
    "2.96 2,000 columns": (b"a," * 2_000 + b"\n", "1,000 cells"),
    "2.97 UTF-16 cut in the middle of a letter": (TWO_ROWS.encode("utf-16")[:-1], "damaged"),
    "2.98 one Parquet text repeated a million times": (
        partial(repeated_text, 999_999, 1_000_000),
        "does not fit into the memory",
    ),
}


@pytest.mark.parametrize("number", WORDS)
def test_what_is_no_list_is_refused_at_once_in_one_sentence(number: str) -> None:
    made, words = WORDS[number]
    content = made if isinstance(made, bytes) else made()
    began = process_time()
    with pytest.raises(ListError, match=words) as refused:
        open_list(content)
    assert process_time() - began <= SECONDS
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert len(sentence) < 250
    assert ONE not in sentence


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_what_is_no_file_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ListError, match="no file"):
        open_list(tmp_path / name)
