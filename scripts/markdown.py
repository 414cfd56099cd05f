"""Markdown as the generated documents are written in."""

from collections.abc import Iterable, Sequence


def page(title: str, *parts: str) -> str:
    """A Markdown page whose first line says that it is generated."""
    return "\n\n".join(["<!-- Written by make docs, not by hand. -->", f"# {title}", *parts]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a pipe within a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)
