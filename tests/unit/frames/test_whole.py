"""Columns that grow block by block."""

import numpy as np
import pytest

from promo_data.frames.whole import Whole


def test_blocks_stand_one_after_another_in_the_types_of_the_first() -> None:
    whole = Whole(4)

    whole.add((np.array([1, 2], np.int8), np.array(["a", None], np.object_)))
    whole.add((np.array([3], np.int8), np.array(["b"], np.object_)))

    numbers, words = whole.columns()
    assert (numbers.tolist(), str(numbers.dtype)) == ([1, 2, 3], "int8")
    assert words.tolist() == ["a", None, "b"]


def test_memory_that_was_not_needed_is_not_kept() -> None:
    whole = Whole(1_000)
    whole.add((np.zeros(3),))

    (column,) = whole.columns()

    assert column.base is None
    assert column.nbytes == 3 * 8


def test_blocks_without_entries_give_columns_without_entries() -> None:
    whole = Whole(0)
    whole.add((np.zeros(0), np.zeros(0, np.bool_)))

    assert [len(column) for column in whole.columns()] == [0, 0]


def test_more_than_was_announced_is_refused() -> None:
    whole = Whole(1)

    with pytest.raises(ValueError, match="broadcast"):
        whole.add((np.zeros(2),))
