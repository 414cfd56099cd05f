"""Columns put together block by block, in memory that is taken once.

Blocks kept until the end and joined then would be written twice and take the memory twice.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt


class Whole:
    """Columns of at most ``most`` entries, of the types of the first block; at least one block must come."""

    def __init__(self, most: int) -> None:
        self.length = 0
        """The number of entries so far."""
        self._most = most
        self._columns: list[npt.NDArray[Any]] = []

    def add(self, block: Sequence[npt.NDArray[Any]]) -> None:
        """Append the entries of ``block``: one array a column, all of the same length."""
        self._columns = self._columns or [np.empty(self._most, column.dtype) for column in block]
        begin, self.length = self.length, self.length + len(block[0])
        for whole, column in zip(self._columns, block, strict=True):
            whole[begin : self.length] = column

    def columns(self) -> list[npt.NDArray[Any]]:
        """All columns, without the memory that was not needed; nothing may be added after that."""
        for column in self._columns:
            column.resize(self.length, refcheck=False)  # in place: nobody else has seen them
        return self._columns
