"""The one table that ends ``make bench``: what was measured, its goal, and the figures behind it."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

_GOAL = re.compile(r"(?P<sign>>=|<=|>|<) (?P<figure>[0-9._]+) ?(?P<unit>.*)")
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ``goal`` is a sign, a figure and perhaps a unit that ``measured`` has too, such as ``<= 3 ms``."""

    what: str
    measured: float
    goal: str
    note: str

    @property
    def met(self) -> bool:
        """Whether the measured figure is on the right side of the goal's."""
        goal = self._parsed()
        return _COMPARED[goal["sign"]](self.measured, float(goal["figure"]))

    def cells(self) -> tuple[str, ...]:
        """What is printed, column after column."""
        figure = f"{self.measured:,.4g}" if abs(self.measured) < 1_000 else f"{self.measured:,.0f}"
        measured = f"{figure} {self._parsed()['unit']}".rstrip()
        return (self.what, measured, self.goal, "met" if self.met else "MISSED", self.note)

    def _parsed(self) -> re.Match[str]:
        goal = _GOAL.fullmatch(self.goal)
        if goal is None:
            raise ValueError(f"{self.goal!r} is no goal, such as '>= 0.95' or '<= 3 ms'")
        return goal


class Table:
    """Rows in the order in which they were measured."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, *, what: str, measured: float, goal: str, note: str = "") -> None:
        """A row; ``goal`` such as ``>= 0.95`` or ``<= 3 ms``, ``note`` such as ``623 of 641 reads a second``.

        A bench with a row that misses its goal fails when it has ended, so that its other rows are still measured.
        """
        row = Row(what, measured, goal, note)
        row.cells()  # a goal that cannot be read fails at once, not in the summary
        self.rows.append(row)

    def lines(self) -> list[str]:
        """The table as text, its columns aligned."""
        cells = [("what", "measured", "goal", "", "figures"), *(row.cells() for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in cells]
