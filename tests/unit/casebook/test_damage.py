"""Rows that no program of ours wrote, a file that is no database, a process that dies: a miss or a StoreError."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from promo_data.casebook import Casebook
from promo_data.errors import InputError, StoreError
from promo_data.store import open_store
from promo_data.store.database import FILE_NAME
from tests.unit.casebook.books import MOBILE, Book, look, on_disk, used_in

ROOT = Path(__file__).parents[3]
DAMAGES = [
    "UPDATE {table} SET sealed = 'text'",
    "UPDATE {table} SET sealed = 7",
    "UPDATE {table} SET {time} = 'never'",
    "UPDATE {table} SET {time} = '2026-13-45 99:99:99'",
    "UPDATE {table} SET {time} = 5",
]


@pytest.fixture
def casebook(book: Book) -> Casebook:
    """On the file of this test's folder, wherever others are."""
    return on_disk(book.folder)


def execute(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_row_of_odd_types_is_a_miss_and_another_can_be_written(
    tmp_path: Path, casebook: Casebook, damage: str
) -> None:
    case = casebook.open_case(MOBILE, look(), None)
    casebook.reference(MOBILE)
    casebook.keep_look(MOBILE, look())
    for table, time in (("customer_references", "used_at"), ("looks", "seen_at"), ("cases", "opened_at")):
        execute(tmp_path, damage.format(table=table, time=time))

    assert casebook.referred(casebook.reference(MOBILE)) == MOBILE
    casebook.keep_look(MOBILE, look(1, used=2))
    assert used_in(casebook.earlier_look(MOBILE, look(2))) == 2
    assert is_case_or_none(casebook, case)


def is_case_or_none(casebook: Casebook, reference: str) -> bool:
    try:
        return used_in(casebook.case(reference).view) == 1
    except InputError:
        return True


DOORS: dict[str, Callable[[Casebook], object]] = {
    "reference": lambda casebook: casebook.reference(MOBILE),
    "referred": lambda casebook: casebook.referred("A" * 22),
    "keep_look": lambda casebook: casebook.keep_look(MOBILE, look()),
    "earlier_look": lambda casebook: casebook.earlier_look(MOBILE, look()),
    "open_case": lambda casebook: casebook.open_case(MOBILE, look(), None),
    "case": lambda casebook: casebook.case("A" * 22),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_store_that_is_damaged_is_one_sentence_and_left_as_it_is(
    tmp_path: Path, casebook: Casebook, door: Callable[[Casebook], object]
) -> None:
    casebook.close()
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1_000)
    with pytest.raises(StoreError, match="it is damaged"):
        door(casebook)
    assert (tmp_path / FILE_NAME).read_bytes() == b"no database" * 1_000


WRITES_FOR_EVER = """
import sys
from pathlib import Path
from tests.unit.casebook.books import MOBILE, look, on_disk
casebook = on_disk(Path(sys.argv[1]))
hour = 0
while True:
    casebook.keep_look(MOBILE, look(hour, used=1 + hour % 4))
    casebook.open_case(MOBILE, look(hour), None)
    hour += 1
    print(hour, flush=True)
"""


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_process_that_is_killed_while_it_writes_leaves_whole_looks(tmp_path: Path, rounds: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITES_FOR_EVER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        hour = [int(process.stdout.readline()) for _ in range(rounds)][-1]
        process.kill()
    open_store(tmp_path).dispose()
    before = on_disk(tmp_path).earlier_look(MOBILE, look(hour + 10))
    assert used_in(before) in {1 + (hour - 1) % 4, 1 + hour % 4}
