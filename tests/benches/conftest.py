import gc
from collections.abc import Iterator

import pytest

from promo_data.garbage import look_seldom, set_aside_what_is_loaded
from tests.benches.table import Table

TABLE = pytest.StashKey[Table]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TABLE] = Table()


@pytest.fixture(autouse=True)
def _garbage_is_looked_for_as_in_the_product() -> Iterator[None]:
    """Both sides of every ratio are measured under it."""
    before = gc.get_threshold()
    look_seldom()
    set_aside_what_is_loaded()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.fixture
def table(pytestconfig: pytest.Config) -> Iterator[Table]:
    """Takes the bench's figures; a goal that one of them misses fails the bench."""
    whole = pytestconfig.stash[TABLE]
    before = len(whole.rows)
    yield whole
    missed = [" ".join(row.cells()) for row in whole.rows[before:] if not row.met]
    assert not missed, "\n".join(missed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    table = config.stash[TABLE]
    if table.rows:
        terminalreporter.section("benches")
        for line in table.lines():
            terminalreporter.write_line(line)
