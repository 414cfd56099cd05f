"""Promotions as aligned lines for a terminal."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from promo_data.frames.records import records
from promo_data.insight.binding import KEYS, binding_overall
from promo_data.insight.customer import CustomerView
from promo_data.insight.room import is_everybodys
from promo_data.insight.sentences import moment, number, unit
from promo_data.vocabulary import LimitOn, Verdict

_HEADINGS = (
    "programme",
    "id",
    "promotion",
    "org",
    "type",
    "phase",
    "ends",
    "enrolled",
    "issued",
    "binding limit",
    "can be",
)
DONE = {"enrol": "enrolled", "opt_in": "opted in", "issue": "issued"}
"""What each action makes of a promotion, in words."""

_WIDEST = 40


def promotion_lines(view: CustomerView, zone: tzinfo) -> Iterator[str]:
    """A heading and one line a promotion, times in ``zone``; nothing where there is none."""
    names = {org.org.id: org.org.name for org in view.coverage}
    binding = {tuple(row[k] for k in KEYS): row for row in records(binding_overall(view.binding))}
    possible = _possible(view)
    rows = [
        (*_cells(row, names, binding.get(key), zone), possible.get(key, ""))
        for row in records(view.promotions)
        for key in [tuple(row[k] for k in KEYS)]
    ]
    if not rows:
        return
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    for cells in (_HEADINGS, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def disagreement_lines(view: CustomerView) -> Iterator[str]:
    """One line for each place where the vendor's filters contradict its list; nothing where they were not asked."""
    names = {tuple(row[k] for k in KEYS): row["name"] for row in records(view.promotions)}
    for row in records(view.disagreements):
        name = names.get(tuple(row[k] for k in KEYS))
        yield f"{row['promotion_id']} {cut(name)}: {row['sentence']}"


def _possible(view: CustomerView) -> dict[tuple[Any, ...], str]:
    """What can be done with each promotion, in words; a question mark where it cannot be told."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for row in records(view.availability):
        if row["verdict"] != Verdict.REFUSED:
            doubt = "?" if row["verdict"] == Verdict.UNKNOWN else ""
            found.setdefault(tuple(row[k] for k in KEYS), []).append(DONE[row["action"]] + doubt)
    return {key: ", ".join(words) for key, words in found.items()}


def _cells(
    row: dict[str, Any], orgs: dict[int | None, str], binding: dict[str, Any] | None, zone: tzinfo
) -> tuple[str, ...]:
    return (
        str(row["program_id"]),
        str(row["promotion_id"]),
        cut(row["name"]),
        cut(orgs.get(row["org_id"], row["org_id"])),
        cut(row["type"]),
        cut(row["phase"]),
        "not given" if row["ends_at"] is None else moment(row["ends_at"], zone),
        cut(row["enrolled"]),
        cut(row["issued"]),
        "" if binding is None else _words(binding, row["type"]),
    )


def _words(binding: dict[str, Any], promotion_type: str | None) -> str:
    """What is left; nothing of a limit of which nothing is used, which stops nobody."""
    if not binding["used"]:
        return ""
    left, cap = number(binding["headroom"]), number(binding["cap"])
    at_most = "at most " if is_everybodys(binding) else ""
    whose = " for all customers" if binding["limit_on"] == LimitOn.PROMOTION else ""
    counted = unit(binding["measure"], promotion_type, binding["cap"])
    return f"{at_most}{left} of {cap} {counted} left{_period(binding)}{whose}"


def _period(binding: dict[str, Any]) -> str:
    if binding["period"] is None:
        return "" if binding["window"] is None else " within a period"
    return f" per {binding['period'].lower()} window"


def cut(value: object) -> str:
    """A word of the vendor's, no wider than a column; nothing where it is absent."""
    text = "" if value is None else str(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
