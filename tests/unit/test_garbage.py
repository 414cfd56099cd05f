"""The policy that every process of ours and the benches share."""

import gc
from collections.abc import Iterator

import anyio
import pytest

from pages.serving.warming import warm_up
from promo_data.cli import main
from promo_data.garbage import look_seldom, set_aside_what_is_loaded

SELDOM = (50_000, 20, 100)


@pytest.fixture(autouse=True)
def _collected_as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_garbage_is_looked_for_seldom() -> None:
    gc.set_threshold(700, 10, 10)

    look_seldom()

    assert gc.get_threshold() == SELDOM


def test_what_is_loaded_is_set_aside() -> None:
    gc.unfreeze()

    set_aside_what_is_loaded()

    assert gc.get_freeze_count() > 0


def test_every_command_follows_the_policy() -> None:
    gc.set_threshold(700, 10, 10)

    with pytest.raises(SystemExit):
        main(["no-such-command"])

    assert gc.get_threshold() == SELDOM


def test_the_dashboard_follows_the_policy_and_sets_its_libraries_aside() -> None:
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)

    anyio.run(warm_up)

    assert gc.get_threshold() == SELDOM
    assert gc.get_freeze_count() > 100_000
