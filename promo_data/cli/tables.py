"""Promotions as aligned lines for a terminal."""

from collections.abc import Iterator
from typing import Any

from promo_data.frames.records import records
from promo_data.insight.binding import KEYS, binding_overall
from promo_data.insight.customer import CustomerView
from promo_data.insight.sentences import moment, number, unit

_HEADINGS = ("promotion", "org", "type", "phase", "ends", "enrolled", "issued", "binding limit")
_WIDEST = 40


def promotion_lines(view: CustomerView) -> Iterator[str]:
    """A heading and one line a promotion; nothing where there is none."""
    names = {org.org.id: org.org.name for org in view.coverage}
    binding = {tuple(row[k] for k in KEYS): row for row in records(binding_overall(view.binding))}
    rows = [_cells(row, names, binding.get(tuple(row[k] for k in KEYS))) for row in records(view.promotions)]
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    for cells in (_HEADINGS, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cells(row: dict[str, Any], orgs: dict[int | None, str], binding: dict[str, Any] | None) -> tuple[str, ...]:
    return (
        _cut(row["name"]),
        _cut(orgs.get(row["org_id"], row["org_id"])),
        _cut(row["type"]),
        _cut(row["phase"]),
        "not given" if row["ends_at"] is None else moment(row["ends_at"]),
        _cut(row["enrolled"]),
        _cut(row["issued"]),
        "" if binding is None else _words(binding, row["type"]),
    )


def _words(binding: dict[str, Any], promotion_type: str | None) -> str:
    left, cap = number(binding["headroom"]), number(binding["cap"])
    return f"{left} of {cap} {unit(binding['measure'], promotion_type)} left"


def _cut(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
