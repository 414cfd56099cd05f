"""Bars of characters."""

import pytest

from pages.components.bars import bar


@pytest.mark.parametrize(("share", "full"), [(0, 0), (0.001, 1), (0.5, 4), (0.8, 6), (0.999, 7), (1, 8), (1.5, 8)])
def test_a_bar_is_full_as_far_as_is_used_and_never_lies_at_its_ends(share: float, full: int) -> None:
    assert bar(share) == "■" * full + "□" * (8 - full)


@pytest.mark.parametrize("share", [None, float("nan")])
def test_what_is_not_known_has_no_bar(share: float | None) -> None:
    assert bar(share) == ""


def test_a_fuller_bar_sorts_before_an_emptier_one() -> None:
    assert sorted([bar(0.2), bar(1), bar(0.6)]) == [bar(1), bar(0.6), bar(0.2)]
