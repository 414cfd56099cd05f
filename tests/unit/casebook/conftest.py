import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from promo_data.casebook import Casebook
from promo_data.store import open_store
from promo_data.store.database import FILE_NAME
from tests.unit.casebook.books import Book


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no row: making one takes longer than most of these tests."""
    folder = tmp_path_factory.mktemp("empty_store")
    open_store(folder).dispose()
    return folder / FILE_NAME


@pytest.fixture
def book(tmp_path: Path, empty_store: Path) -> Iterator[Book]:
    """A place for casebooks in this test's folder, or on the server that the tests run on."""
    shutil.copy(empty_store, tmp_path)
    book = Book(tmp_path)
    yield book
    book.close()


@pytest.fixture
def casebook(book: Book) -> Casebook:
    return book.open()
