"""Whether the first row of a grid names the columns, or is a customer already."""

from collections.abc import Sequence

import pyarrow as pa

from promo_data.cohort.lists.names import kind_named

_ROWS = 100
_MOSTLY = 0.5
_FEWEST_DIGITS = 7


def first_row(grid: pa.Table) -> tuple[str, ...]:
    """The texts of the first row, trimmed; ``""`` where nothing stands."""
    return tuple((column[0].as_py() or "").strip() for column in grid.columns)


def has_header(grid: pa.Table) -> bool:
    """Whether the first row is a header: it holds a known name, or no digit and no @ where most rows below do.

    A row in which a mobile, an e-mail or a customer id stands is a customer.
    """
    first = first_row(grid)
    below = grid.slice(1, _ROWS)
    return not any(map(_names_somebody, first)) and (
        any(map(kind_named, first))
        or any(
            bool(name) and not _is_marked(name) and _are_marked(column.to_pylist())
            for name, column in zip(first, below.columns, strict=True)
        )
    )


def named(names: Sequence[str]) -> tuple[str, ...]:
    """The names as given, or ``column 1`` and so on where none is."""
    return tuple(name or f"column {number}" for number, name in enumerate(names, start=1))


def _names_somebody(text: str) -> bool:
    return "@" in text or sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS


def _are_marked(cells: Sequence[str | None]) -> bool:
    filled = [cell for cell in cells if cell and cell.strip()]
    return bool(filled) and sum(map(_is_marked, filled)) >= _MOSTLY * len(filled)


def _is_marked(text: str) -> bool:
    return "@" in text or any(map(str.isdecimal, text))
