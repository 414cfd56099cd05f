"""Columns that grow on disk while a snapshot is read, and come back as arrays that memory need not hold."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]


class Spill:
    """Columns of these types under their names, each a file in ``folder``."""

    def __init__(self, folder: Path, types: Mapping[str, npt.DTypeLike]) -> None:
        folder.mkdir()
        self._folder = folder
        self._types = {name: np.dtype(dtype) for name, dtype in types.items()}
        for name in types:
            (folder / name).touch()

    def add(self, columns: Mapping[str, Column]) -> None:
        """Append a piece to each column; what is no column here is left out."""
        for name, dtype in self._types.items():
            with (self._folder / name).open("ab") as file:
                columns[name].astype(dtype, copy=False).tofile(file)

    def __getitem__(self, name: str) -> Column:
        """All pieces of a column, one after another, read from disk as they are looked at."""
        return _mapped(self._folder / name, self._types[name], "r")

    def like(self, name: str, size: int) -> Column:
        """Room for ``size`` values of the type of that column, to be written in any order."""
        path = self._folder / f"{name} arranged"
        with path.open("wb") as file:
            file.truncate(size * self._types[name].itemsize)
        return _mapped(path, self._types[name], "r+")


def _mapped(path: Path, dtype: np.dtype[Any], mode: Any) -> Column:  # noqa: ANN401 - NumPy's literal of modes
    if not path.stat().st_size:
        return np.empty(0, dtype)
    return np.memmap(path, dtype, mode)
