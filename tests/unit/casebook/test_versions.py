"""Cases that another version of the program kept."""

import zlib

import msgspec
import pytest

from promo_data.casebook.cases import Cases
from promo_data.casebook.keys import derived
from promo_data.casebook.shelf import Shelf
from promo_data.errors import InputError
from promo_data.store.tables import CASES
from tests.unit.casebook.books import MOBILE, Book, look, used_in


@pytest.fixture
def shelf(book: Book) -> Shelf:
    return Shelf(book.engine(), derived(b"k" * 32, "cases"), ("backend", "1"), lambda: book.now)


def test_a_case_of_another_version_is_shown_and_says_so(shelf: Shelf) -> None:
    reference = Cases(shelf, "kim", version="0.0.9").open(MOBILE, look(used=3), None)
    case = Cases(shelf, "lee").case(reference)
    assert (case.version, case.is_of_another_version, used_in(case.view)) == ("0.0.9", True, 3)


def test_one_that_cannot_be_shown_any_more_says_which_version_kept_it(book: Book, shelf: Shelf) -> None:
    reference = Cases(shelf, "kim", version="0.0.9").open(MOBILE, look(), None)
    kept = msgspec.json.decode(zlib.decompress(shelf.unsealed(book.rows(CASES)[0]["sealed"], reference)))
    changed = zlib.compress(msgspec.json.encode(kept | {"look": {"rows": "of another shape"}}))
    book.change(CASES, sealed=shelf.sealed(changed, reference))
    with pytest.raises(InputError, match=r"kept by version 0\.0\.9 of this program and cannot be shown by this one"):
        Cases(shelf, "lee").case(reference)
