from pathlib import Path

import pytest

from promo_data.cohort.lists import FileKind, ListError, open_list
from promo_data.vocabulary import IdentifierKind
from tests.bad_lists import parquet, workbook

ONE, TWO, THREE = "917406400033", "917406400034", "917406400035"
MOBILE, EMAIL, ID = IdentifierKind.MOBILE, IdentifierKind.EMAIL, IdentifierKind.CUSTOMER_ID
EXTERNAL = IdentifierKind.EXTERNAL_ID


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("name,mobile\nJane,917406400033\n", (1, MOBILE)),
        ("name,Phone no.\nJane,917406400033\n", (1, MOBILE)),
        ("mail,mobile\nj@x.org,917406400033\n", (1, MOBILE)),
        ("mobile,user_id\n917406400033,347297848\n", (1, ID)),
        ("externalId,e-mail\n347297848,j@x.org\n", (0, EXTERNAL)),
        ("external_id\n347297848\n", (0, EXTERNAL)),
        ("Jane,917406400033,j@x.org\nTom,917406400034,t@x.org\n", (1, MOBILE)),
        ("Jane,j@x.org\nTom,t@x.org\n", (1, EMAIL)),
        ("Jane,347297848\nTom,347297849\n", (1, ID)),
        ("mail@gmail.com,17\nt@gmail.com,18\n", (0, EMAIL)),
        ("A-1\nB-2\n", (0, EXTERNAL)),
        ("17\n18\n", (0, ID)),
        ("mobile,phone\nno,917406400033\nno,917406400034\n", (1, MOBILE)),
        ("name,age\nJane,17\nTom,18\n", None),
        ("name,day\nJane,2026-01-31\nTom,2026-02-28\n", None),
        ("name,city\nJane,Pune\nTom,Delhi\n", None),
    ],
)
def test_the_column_that_names_the_customers_is_recognised(text: str, best: tuple[int, IdentifierKind] | None) -> None:
    assert open_list(text.encode()).best == best


def test_a_column_says_what_stands_in_it() -> None:
    column = open_list(f"who\n{ONE}\n\nx\n{TWO}\n".encode()).columns[0]
    assert (column.name, column.sample, column.guess) == ("who", (ONE, "x", TWO), MOBILE)
    assert column.share == pytest.approx(2 / 3)


def test_a_column_without_a_name_is_numbered() -> None:
    assert [one.name for one in open_list(f"{ONE},Jane\n{TWO},Tom\n".encode()).columns] == ["column 1", "column 2"]


def test_five_texts_at_most_are_shown() -> None:
    text = "mobile\n" + "\n".join(str(917406400033 + n) for n in range(9))
    assert len(open_list(text.encode()).columns[0].sample) == 5


def test_what_is_shown_of_a_list_in_a_log_names_nobody() -> None:
    assert ONE not in repr(open_list(f"name,mobile\nJane,{ONE}\n".encode()))


@pytest.mark.parametrize(
    ("text", "is_headed"),
    [
        ("mobile\n917406400033\n", True),
        ("Rufnummer\n917406400033\n", True),
        ("who,where\njane@gmail.com,Pune\n", True),
        ("jane@gmail.com\ntom@gmail.com\n", False),
        ("917406400033,Pune\n917406400034,12 Main Street\n", False),
        ("Jane,Pune\nTom,Delhi\n", False),
        ("347297848\n347297849\n", False),
    ],
)
def test_a_header_is_told_from_a_customer(text: str, is_headed: bool) -> None:
    assert open_list(text.encode()).has_header is is_headed


def test_another_column_and_kind_can_be_taken() -> None:
    found = open_list(f"mobile,code\n{ONE},A1\n{TWO},A2\n".encode())
    customers = found.take(1, EXTERNAL)
    assert (customers.by, customers.identifiers.to_pylist()) == (EXTERNAL, ["A1", "A2"])


def test_a_header_that_was_taken_for_a_customer_can_be_corrected() -> None:
    found = open_list(b"K1\nA1\nA2\n")
    assert not found.has_header
    assert found.take(0, EXTERNAL, has_header=True).identifiers.to_pylist() == ["A1", "A2"]


def test_a_customer_that_was_taken_for_a_header_can_be_corrected() -> None:
    found = open_list(b"ABC\nA1\nA2\n")
    assert found.has_header
    customers = found.take(0, EXTERNAL, has_header=False)
    assert (customers.identifiers.to_pylist(), customers.rows.tolist()) == (["ABC", "A1", "A2"], [1, 2, 3])


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(ListError, match="no column 2: it has 1"):
        open_list(f"{ONE}\n".encode()).take(1, MOBILE)


def test_rows_are_records_and_not_lines() -> None:
    found = open_list(f'name,mobile\n"a\nb\nc",{ONE}\nd,x\n"e\nf",{TWO}\n'.encode())
    customers = found.take(1, MOBILE)
    assert (found.rows, customers.rows.tolist(), customers.refused.rows.tolist()) == (3, [1, 3], [2])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (f"name,mobile\nJane,{ONE}\n".encode(), FileKind.CSV),
        (f"{ONE}\n{TWO}\n".encode(), FileKind.TEXT),
        (workbook([["mobile"], [ONE]]), FileKind.XLSX),
        (parquet(mobile=[ONE]), FileKind.PARQUET),
    ],
    ids=["csv", "text", "xlsx", "parquet"],
)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: FileKind) -> None:
    found = open_list(content, "list.pdf")
    assert (found.kind, found.rows) == (kind, 1 if kind is not FileKind.TEXT else 2)


def test_the_sheet_that_was_read_is_named_where_there_are_others() -> None:
    assert open_list(workbook([], [["mobile"], [ONE]])).notes == (
        "Read from the sheet “Sheet2”; the workbook has 1 more.",
    )


def test_columns_of_parquet_that_hold_no_texts_are_left_out_and_counted() -> None:
    found = open_list(parquet(more=[[1]], mobile=[ONE]))
    assert ([one.name for one in found.columns], len(found.notes)) == (["mobile"], 1)


def test_a_western_encoding_is_named_because_it_is_a_guess() -> None:
    assert open_list(f"name,mobile\nJosé,{ONE}\n".encode("latin-1")).notes == ("Read as cp1252.",)


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("Jane.XLSX", ("The name ends with .xlsx, but the file is text; read as that.",)),
        ("list.csv", ()),
        ("list.txt", ()),
        (None, ()),
    ],
)
def test_a_name_that_says_otherwise_is_told(name: str | None, notes: tuple[str, ...]) -> None:
    assert open_list(f"{ONE}\n{TWO}\n".encode(), name).notes == notes


def test_a_name_that_ends_as_a_text_does_is_told_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(workbook([["mobile"], [ONE]]))
    assert open_list(path).notes == ("The name ends with .csv, but the file is XLSX; read as that.",)
