import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pyarrow as pa
import pytest

from promo_data.cohort.lists import CustomerList
from promo_data.cohort.saved import CohortId, forget_cohorts
from promo_data.errors import InputError
from promo_data.vocabulary import IdentifierKind
from tests.stores import everything_written
from tests.unit.cohort.saved.shelves import MOBILES, Shelves, customers


def test_a_saved_cohort_comes_back_in_its_order(shelves: Shelves) -> None:
    saved = shelves.open().save("Spring", customers(*reversed(MOBILES)), "spring.csv")
    opened = shelves.open().open(saved)
    assert (opened.by, opened.identifiers.to_pylist()) == (IdentifierKind.MOBILE, [*reversed(MOBILES)])
    assert opened.rows.tolist() == [1, 2]


def test_what_is_told_of_a_cohort_is_its_name_kind_size_time_and_source(shelves: Shelves) -> None:
    saved = shelves.open().save("  Spring ", customers(), "spring.csv, column 2")
    (told,) = shelves.open().list()
    assert (told.id, told.name, told.by, told.size) == (saved, "Spring", IdentifierKind.MOBILE, 2)
    assert (told.created_at, told.source) == (shelves.now, "spring.csv, column 2")


def test_the_newest_cohort_stands_first(shelves: Shelves) -> None:
    cohorts = shelves.open()
    for name in ("old", "new"):
        cohorts.save(name, customers(), "a list")
        shelves.later(hours=1)
    assert [one.name for one in cohorts.list()] == ["new", "old"]


def test_customers_of_a_table_are_saved_by_their_ids(shelves: Shelves) -> None:
    cohorts = shelves.open()
    saved = cohorts.save("near", CustomerList.of(IdentifierKind.CUSTOMER_ID, pa.array([3, 1, 3])), "a snapshot")
    assert cohorts.open(saved).identifiers.to_pylist() == ["3", "1"]


def test_nobody_cannot_be_saved(shelves: Shelves) -> None:
    with pytest.raises(InputError, match="nobody to save"):
        shelves.open().save("none", customers("x"), "a list")


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101])
def test_a_name_that_cannot_be_typed_is_refused(shelves: Shelves, name: str) -> None:
    with pytest.raises(InputError, match="name of 1 to 100 characters"):
        shelves.open().save(name, customers(), "a list")


def test_a_name_is_that_of_one_cohort_in_any_case_of_letters(shelves: Shelves) -> None:
    cohorts = shelves.open()
    cohorts.save("Spring", customers(), "a list")
    with pytest.raises(InputError, match="of that name already"):
        cohorts.save("spring", customers(), "another")
    assert len(cohorts.list()) == 1


def test_of_many_who_save_one_name_at_once_one_does(shelves: Shelves) -> None:
    doors = [shelves.open() for _ in range(4)]

    def save(number: int) -> bool:
        try:
            doors[number].save("Spring", customers(), "a list")
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(save, range(4))) == 1


def test_a_cohort_has_another_name_afterwards_and_the_same_customers(shelves: Shelves) -> None:
    cohorts = shelves.open()
    saved = cohorts.save("Spring", customers(), "a list")
    cohorts.rename(saved, "Summer")
    assert [one.name for one in cohorts.list()] == ["Summer"]
    assert cohorts.open(saved).identifiers.to_pylist() == [*MOBILES]
    cohorts.save("Spring", customers(), "the name is free again")


def test_a_cohort_cannot_have_the_name_of_another(shelves: Shelves) -> None:
    cohorts = shelves.open()
    cohorts.save("Spring", customers(), "a list")
    saved = cohorts.save("Summer", customers(), "a list")
    with pytest.raises(InputError, match="of that name already"):
        cohorts.rename(saved, "SPRING")


def test_a_deleted_cohort_is_gone(shelves: Shelves) -> None:
    cohorts = shelves.open()
    saved = cohorts.save("Spring", customers(), "a list")
    cohorts.delete(saved)
    cohorts.delete(saved)
    with pytest.raises(InputError, match="no such saved cohort"):
        cohorts.open(saved)
    with pytest.raises(InputError, match="no such saved cohort"):
        cohorts.rename(saved, "x")
    assert cohorts.list() == ()


def test_a_cohort_that_never_was_is_not_there(shelves: Shelves) -> None:
    with pytest.raises(InputError, match="no such saved cohort"):
        shelves.open().open(CohortId(uuid4()))


def test_cohorts_of_another_account_are_not_seen(shelves: Shelves) -> None:
    saved = shelves.open().save("Spring", customers(), "a list")
    other = shelves.open(backend="https://b.example")
    other.save("Spring", customers("7406400"), "a list")
    other.delete(saved)
    assert [one.size for one in other.list()] == [1]
    assert [one.size for one in shelves.open().list()] == [2]
    with pytest.raises(InputError, match="no such saved cohort"):
        other.open(saved)


def test_without_its_key_a_cohort_is_as_if_it_was_not_there(shelves: Shelves) -> None:
    saved = shelves.open().save("Spring", customers(), "a list")
    assert shelves.open(key=b"x" * 32).list() == ()
    with pytest.raises(InputError, match="no such saved cohort"):
        shelves.open(key=b"x" * 32).open(saved)


@pytest.mark.parametrize("column", ["about", "identifiers"])
def test_a_cohort_that_was_changed_is_not_opened(shelves: Shelves, column: str) -> None:
    cohorts = shelves.open()
    saved = cohorts.save("Spring", customers(), "a list")
    sealed = bytearray(shelves.rows()[0][column])
    sealed[-1] ^= 1
    shelves.change(**{column: bytes(sealed)})
    with pytest.raises(InputError, match="no such saved cohort"):
        cohorts.open(saved)


def test_customers_of_one_cohort_cannot_be_passed_off_as_those_of_another(shelves: Shelves) -> None:
    cohorts = shelves.open()
    cohorts.save("Spring", customers(), "a list")
    saved = cohorts.save("Summer", customers("7406400"), "a list")
    mine = next(row["identifiers"] for row in shelves.rows() if row["id"] != saved)
    shelves.change(identifiers=mine)
    with pytest.raises(InputError, match="no such saved cohort"):
        cohorts.open(saved)


def test_a_cohort_is_forgotten_some_days_after_it_was_last_opened(shelves: Shelves) -> None:
    cohorts = shelves.open(keep_days=90)
    used = cohorts.save("used", customers(), "a list")
    cohorts.save("unused", customers(), "a list")
    shelves.later(days=60)
    cohorts.open(used)
    shelves.later(days=31)
    assert [one.name for one in cohorts.list()] == ["used"]
    assert len(shelves.rows()) == 1


def test_all_cohorts_can_be_forgotten(shelves: Shelves) -> None:
    shelves.open().save("Spring", customers(), "a list")
    forget_cohorts(shelves.engine())
    assert shelves.rows() == []


def test_no_byte_on_disk_names_a_customer_or_the_cohort(shelves: Shelves) -> None:
    shelves.open().save("Spring list of Jane", customers(), "jane.csv")
    written = everything_written(shelves.folder)
    assert len(written) > 1_000
    for text in (*MOBILES, "Spring list", "jane.csv"):
        assert re.search(re.escape(text.encode()), written, re.IGNORECASE) is None


def test_what_is_shown_of_a_cohort_in_a_log_says_no_name(shelves: Shelves) -> None:
    cohorts = shelves.open()
    cohorts.save("Jane Doe", customers(), "jane.csv")
    assert not re.search("jane", repr(cohorts.list()), re.IGNORECASE)
