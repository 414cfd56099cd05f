"""Why not, and what would change it: the reasons of a look-up as lines for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from promo_data.cli.tables import DONE, cut
from promo_data.frames.records import records
from promo_data.insight.binding import KEYS
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import Verdict

_CAN: Mapping[str, str] = {
    Verdict.REFUSED: "cannot be",
    Verdict.UNKNOWN: "may or may not be",
    Verdict.ALLOWED: "can be",
}

Key = tuple[Any, ...]
Said = tuple[str, str]
"""A verdict, and its reasons with what would change each."""


def reason_lines(view: CustomerView) -> Iterator[str]:
    """Under each promotion of which there is something to say, a line for what can or cannot be done and why.

    Actions that the same is said of share a line.
    """
    orgs = {org.org.id: org.org.name for org in view.coverage}
    said = _said(view)
    for row in records(view.promotions):
        of_promotion = said.get(_key(row), {})
        if of_promotion:
            yield f"{row['promotion_id']} {cut(row['name'])}, {cut(orgs.get(row['org_id'], row['org_id']))}:"
        for (verdict, why), actions in of_promotion.items():
            yield f"  {_CAN[verdict]} {_either(actions)}. {why}"


def _said(view: CustomerView) -> dict[Key, dict[Said, list[str]]]:
    said: dict[Key, dict[Said, list[str]]] = {}
    for row in records(view.availability):
        if row["reasons"]:
            why = (row["verdict"], " ".join(_sentences(row)))
            said.setdefault(_key(row), {}).setdefault(why, []).append(DONE[row["action"]])
    return said


def _key(row: dict[str, Any]) -> Key:
    return tuple(row[name] for name in KEYS)


def _sentences(row: dict[str, Any]) -> Iterator[str]:
    for reason, change in zip(row["reasons"], row["changes"], strict=True):
        yield reason
        if change is not None:
            yield change


def _either(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
