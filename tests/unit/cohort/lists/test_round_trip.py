"""Whatever identifiers a list holds, and however it was written, the same rows come back."""

import csv
from io import StringIO

import pyarrow as pa
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from promo_data.cohort.lists import CustomerList, ListError, open_list
from promo_data.vocabulary import IdentifierKind
from tests.bad_lists import parquet, workbook

MOBILES = st.from_regex(r"[0-9]{7,15}", fullmatch=True)
EXTERNALS = st.from_regex(r"[A-Z][A-Z0-9]{1,8}(-[0-9]{1,4})?", fullmatch=True)
BESIDE = st.text(st.characters(codec="latin-1", exclude_categories=["Cc", "Cs"]), max_size=8)
ROWS = st.lists(st.tuples(MOBILES, EXTERNALS, BESIDE | st.just("a\nb") | st.just('x"y')), min_size=1, max_size=12)
HEADER = ("mobile", "external id", "more, or less")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1")


def held(content: bytes, column: int, kind: IdentifierKind) -> tuple[list[str], list[int]]:
    found = open_list(content)
    customers = found.take(column, kind)
    assert not len(customers.refused)
    return customers.identifiers.to_pylist(), customers.rows.tolist()


def wanted(rows: list[tuple[str, str, str]], column: int, kind: IdentifierKind) -> tuple[list[str], list[int]]:
    customers = CustomerList.of(kind, pa.array([row[column] for row in rows]))
    firsts = list(dict.fromkeys(row[column] for row in rows))
    assert customers.identifiers.to_pylist() == firsts
    return firsts, customers.rows.tolist()


def written(rows: list[tuple[str, str, str]], delimiter: str, quoting: int, line_end: str) -> str:
    text = StringIO()
    made = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=line_end)  # type: ignore[arg-type]  # one of csv's constants
    made.writerows([HEADER, *rows])
    return text.getvalue()


@given(
    ROWS,
    st.sampled_from(",;\t|^:~#"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(ENCODINGS),
)
def test_a_csv_comes_back(
    rows: list[tuple[str, str, str]], delimiter: str, quoting: int, line_end: str, encoding: str
) -> None:
    content = written(rows, delimiter, quoting, line_end).encode(encoding)
    for column, kind in enumerate((IdentifierKind.MOBILE, IdentifierKind.EXTERNAL_ID)):
        assert held(content, column, kind) == wanted(rows, column, kind)


@given(st.lists(MOBILES, min_size=1, max_size=20), st.sampled_from(ENCODINGS))
def test_a_pasted_list_comes_back(mobiles: list[str], encoding: str) -> None:
    found = open_list("\n".join(mobiles).encode(encoding))
    assert not found.has_header
    assert found.take(0, IdentifierKind.MOBILE).identifiers.to_pylist() == list(dict.fromkeys(mobiles))


@settings(max_examples=5)
@given(ROWS)
def test_a_workbook_comes_back(rows: list[tuple[str, str, str]]) -> None:
    content = workbook([HEADER, *rows])
    assert held(content, 0, IdentifierKind.MOBILE) == wanted(rows, 0, IdentifierKind.MOBILE)


@settings(max_examples=5)
@given(ROWS)
def test_a_parquet_file_comes_back(rows: list[tuple[str, str, str]]) -> None:
    columns = dict(zip(HEADER, map(list, zip(*rows, strict=True)), strict=True))
    assert held(parquet(**columns), 1, IdentifierKind.EXTERNAL_ID) == wanted(rows, 1, IdentifierKind.EXTERNAL_ID)


MESS = st.lists(
    st.sampled_from([*',;\t"\n\r\0', "91740640003", "3", "mobile", "é", "\ufeff", "x@y.z", "9.1E+11"]), max_size=40
)


@given(st.binary(max_size=200) | MESS.map(lambda parts: "".join(parts).encode()))
def test_whatever_comes_in_is_a_list_or_refused_as_one(content: bytes) -> None:
    assume(not content.startswith((b"PK", b"PAR1")))  # a process each: what those may do, tests of their own show
    try:
        found = open_list(content)
    except ListError as error:
        event(str(error)[:20])
        return
    customers = found.take(0, IdentifierKind.MOBILE)
    assert len(customers) + len(customers.refused) + len(customers.duplicates) == found.rows
