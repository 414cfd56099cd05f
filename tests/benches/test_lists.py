"""Lists of a million customers: memory of the whole process, and time beside pandas.read_csv in the same run."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from promo_data.cohort.lists import open_list
from promo_data.vocabulary import IdentifierKind
from tests.benches.table import Table

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]

CUSTOMERS, ROUNDS = 1_000_000, 5
COLUMNS = ("name", "mobile", "email", "city")

MEASURED = """
import json, re, resource, sys
from pathlib import Path
from promo_data.cohort.lists import open_list
content = Path(sys.argv[1]).read_bytes()
found = open_list(content)
customers = found.take(*found.best)
ours = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
unpacking = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
megabytes = [kilobytes * 1024 / 1e6 for kilobytes in (ours, unpacking)]
print(json.dumps({"rows": found.rows, "customers": len(customers), "ours": megabytes[0], "unpacking": megabytes[1]}))
"""
"""As a page does it: the bytes of an upload stay while the list is read.

Its own peak is not asked of ``getrusage``: that of whoever started it counts there too.
"""


def people() -> Iterator[tuple[str, ...]]:
    random = Random(7)  # noqa: S311 - guards nothing
    for number in range(CUSTOMERS):
        mobile = f"91{random.randrange(10**10):010}"
        yield f"Jane Doe {number}", mobile, f"u{number}@example.com", random.choice(("Pune", "Delhi"))


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same million customers as CSV, Parquet and XLSX."""
    folder = tmp_path_factory.mktemp("million")
    table = pa.table(dict(zip(COLUMNS, map(list, zip(*people(), strict=True)), strict=True)))
    pc.write_csv(table, folder / "list.csv")
    pq.write_table(table, folder / "list.parquet")
    with xlsxwriter.Workbook(folder / "list.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, person in enumerate([COLUMNS, *people()]):
            sheet.write_row(row, 0, person)
    return folder


@pytest.mark.parametrize("name", ["list.csv", "list.parquet", "list.xlsx"])
def test_memory_of_a_million_customers(million: Path, table: Table, name: str) -> None:
    ended = subprocess.run([sys.executable, "-c", MEASURED, str(million / name)], check=True, capture_output=True)
    told = json.loads(ended.stdout)
    assert told["rows"] == CUSTOMERS
    note = f"of one process: ours {told['ours']:.0f}, the one that unpacks {told['unpacking']:.0f}"
    most = max(told["ours"], told["unpacking"])
    table.add(what=f"1,000,000 customers of {name}, peak memory", measured=most, goal="<= 600 MB", note=note)


def seconds(action: Callable[[], object]) -> float:
    began = _processor_time()
    action()
    return _processor_time() - began


def _processor_time() -> float:
    """Of this process and of those it waited for."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + others.ru_utime + others.ru_stime


def test_time_beside_pandas(million: Path, table: Table) -> None:
    source = million / "list.csv"
    content = source.read_bytes()
    found = open_list(content)
    rounds = [
        (
            seconds(lambda: pd.read_csv(source, dtype=str)),
            seconds(lambda: open_list(content)),
            seconds(lambda: found.take(1, IdentifierKind.MOBILE)),
        )
        for _ in range(ROUNDS)
    ]
    pandas, opened, taken = (median(column) for column in zip(*rounds, strict=True))
    table.add(
        what="CSV of 1,000,000 rows: opened, recognised and checked, of pandas.read_csv",
        measured=median((ours + checked) / theirs for theirs, ours, checked in rounds),
        goal="<= 2.5",
        note=f"opened {opened:.2f} s, checked {taken:.2f} s, pandas {pandas:.2f} s",
    )


@pytest.mark.parametrize("name", ["list.parquet", "list.xlsx"])
def test_time_of_what_is_unpacked(million: Path, table: Table, name: str) -> None:
    content = (million / name).read_bytes()
    theirs = seconds(lambda: pd.read_csv(million / "list.csv", dtype=str))
    ours = seconds(lambda: open_list(content))
    table.add(
        what=f"{name} of 1,000,000 rows, opened, of pandas.read_csv for the CSV",
        measured=ours / theirs,
        goal="<= 2" if name.endswith("parquet") else "<= 10",
        note=f"{ours:.2f} s and {theirs:.2f} s",
    )
