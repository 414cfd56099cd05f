import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from promo_data.cohort.lists import FileKind, ListError, open_list
from promo_data.cohort.lists.columnar import unpacked_parquet
from promo_data.cohort.lists.inflating import inflated
from promo_data.cohort.lists.numbers import number_text
from promo_data.cohort.lists.unpacked import Unpacked
from promo_data.cohort.lists.workbook import unpacked_workbook
from promo_data.vocabulary import IdentifierKind
from tests.bad_lists import parquet, with_part, with_rows, workbook

CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


def cells(unpacked: Unpacked) -> list[list[str | None]]:
    """Row by row."""
    return [
        list(row) for columns in unpacked.batches for row in zip(*(one.to_pylist() for one in columns), strict=True)
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (917406400033, "917406400033"),
        (917406400033.0, "917406400033"),
        (9.5, "9.5"),
        (-5.0, "-5"),
        (999_999_999_999_990.0, "999999999999990"),
        (1_234_567_890_123_450.0, "1.234567890E+15"),
        (1_234_567_890_123_451.0, "1234567890123451"),
        (float(2**53 - 1), "9007199254740991"),
        (float(2**53), "9.007199255E+15"),
        (2**60, str(2**60)),
        (float("nan"), ""),
        (float("inf"), ""),
    ],
)
def test_a_number_is_its_digits_unless_some_are_lost(number: float, text: str) -> None:
    assert number_text(number) == text


def test_cells_of_a_workbook_are_texts() -> None:
    assert cells(unpacked_workbook(BytesIO(workbook([["mobile", "x"], [917406400033, True], ["a", None]])))) == [
        ["mobile", "x"],
        ["917406400033", "TRUE"],
        ["a", ""],
    ]


def test_a_formula_is_what_it_came_to() -> None:
    row = "<row><c><f>1+1</f><v>2</v></c></row>"
    assert cells(unpacked_workbook(BytesIO(with_rows(row)))) == [["2"]]


def test_a_hidden_sheet_is_not_read() -> None:
    book = workbook([["hidden"]], [["mobile"], ["917406400033"]])
    told = b'<sheet name="Sheet1" sheetId="1" state="hidden" r:id="rId1"/>'
    hidden = _replaced(book, b'<sheet name="Sheet1" sheetId="1" r:id="rId1"/>', told)
    assert cells(unpacked_workbook(BytesIO(hidden)))[0] == ["mobile"]


def _replaced(book: bytes, old: bytes, new: bytes) -> bytes:
    with ZipFile(BytesIO(book)) as archive:
        content = archive.read("xl/workbook.xml")
    assert old in content
    return with_part(book, "xl/workbook.xml", content.replace(old, new))


def test_columns_of_parquet_are_texts() -> None:
    content = parquet(a=[1, None], b=["x", ""], c=[1.0, 2.5], d=pa.array(["p", "q"]).dictionary_encode(), e=[[1], [2]])
    unpacked = unpacked_parquet(BytesIO(content))
    assert unpacked.names == ("a", "b", "c", "d")
    assert cells(unpacked) == [["1", "x", "1", "p"], [None, "", "2.5", "q"]]
    assert unpacked.notes == ("1 columns hold neither texts nor numbers and are left out.",)


def test_two_columns_of_parquet_may_have_one_name() -> None:
    table = pa.Table.from_arrays([pa.array(["1234567"]), pa.array(["7654321"])], ["mobile", "mobile"])
    file = BytesIO()
    pq.write_table(table, file)
    found = open_list(file.getvalue())
    taken = [found.take(column, IdentifierKind.MOBILE).identifiers.to_pylist() for column in (0, 1)]
    assert taken == [["1234567"], ["7654321"]]


def test_what_ends_the_process_that_unpacks_ends_nothing_else() -> None:
    with pytest.raises(ListError, match="does not fit into the memory"):
        inflated(with_rows(CORNERS), FileKind.XLSX)


def test_what_takes_too_long_to_unpack_is_refused() -> None:
    with pytest.raises(ListError, match="took too long"):
        inflated(workbook([["mobile"]]), FileKind.XLSX, seconds=0.001)


def test_the_process_that_unpacks_may_not_take_more_than_its_share() -> None:
    take = (
        "from promo_data.cohort.lists import inflater, limits\n"
        "inflater.limit_memory()\n"
        "half = bytes(limits.MEMORY_TO_INFLATE // 2)\n"
        "try:\n    bytes(limits.MEMORY_TO_INFLATE)\n"
        "except MemoryError:\n    print('refused')\n"
    )
    ended = subprocess.run([sys.executable, "-c", take], check=True, capture_output=True, text=True)
    assert ended.stdout == "refused\n"
