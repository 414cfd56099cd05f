"""What changed for a customer between two looks; nothing is told that only one of them could see."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import pandas as pd

from promo_data.frames.records import Record, records
from promo_data.frames.units import UNITS
from promo_data.insight.binding import binding_overall
from promo_data.insight.caps import Limit, changed_caps
from promo_data.insight.comparable import Look, Pair, key_of
from promo_data.insight.customer import CustomerView
from promo_data.models.reading import PromotionKey
from promo_data.vocabulary import Measure

KEYS = ["org_id", "program_id", "promotion_id"]
COLUMNS = [*KEYS, "name", "what", "before", "after", "unit", "action", *Limit._fields]


class Change(StrEnum):
    """What can change, in the order in which an agent wants to know."""

    VERDICT = "verdict"
    STATE = "state"
    NEW = "new"
    GONE = "gone"
    ENROLLED = "enrolled"
    ISSUED = "issued"
    TIMES = "times"
    POINTS = "points"
    CAP = "cap"
    ENDS = "ends"
    STARTS = "starts"


_FIGURES: Mapping[Change, str] = {
    Change.ENROLLED: "enrolled",
    Change.ISSUED: "issued",
    Change.TIMES: "times_used",
    Change.POINTS: "points_used",
    Change.ENDS: "ends_at",
    Change.STARTS: "starts_at",
}
"""The column of the promotions frame in which each is found."""

_UNITS = {Change.ENROLLED: "enrolments", Change.ISSUED: "issues", Change.TIMES: "activities"}
_TOLD_BY_TIMELINE = frozenset({Change.ENROLLED, Change.ISSUED})


def changes(before: CustomerView, after: CustomerView) -> pd.DataFrame:
    """One row (``COLUMNS``) a change, what an agent wants first on top, then in the order of the promotions.

    ``what`` is a ``Change``. ``before`` and ``after`` are what it was and is: a ``Verdict`` of ``action``, the state of
    the binding limit, a figure in ``unit``, a time in UTC, or the cap of the limit that the last columns name, a figure
    or ``no_limit``. ``None`` stands for what was not given, which is never 0, and for both where a promotion is new or
    gone. Compared are orgs that answered both times, and of a promotion what both looks could see.
    """
    pair = Pair(Look(before), Look(after))
    found = [*_appeared(pair), *_moved(pair), *_verdicts(pair), *_states(pair), *_caps(pair)]
    found.sort(key=lambda row: _ORDER[row["what"]])  # stable, so promotions keep theirs
    return pd.DataFrame(found, columns=COLUMNS, dtype="object").astype(dict.fromkeys(KEYS, "Int64"))


_ORDER = {change.value: place for place, change in enumerate(Change)}


def _row(promotion: Record, what: Change, before: object = None, after: object = None, **more: object) -> Record:
    keys = {name: promotion[name] for name in (*KEYS, "name")}
    return dict.fromkeys(COLUMNS) | keys | {"what": what.value, "before": before, "after": after} | more


def _appeared(pair: Pair) -> Iterator[Record]:
    for key in pair.new:
        yield _row(pair.after.promotions[key], Change.NEW)
    for key in pair.gone:
        yield _row(pair.before.promotions[key], Change.GONE)


def _moved(pair: Pair) -> Iterator[Record]:
    for key in pair.common:
        before, after = pair.before.promotions[key], pair.after.promotions[key]
        for what, column in _FIGURES.items():
            if before[column] != after[column] and _is_comparable(pair, key, what):
                unit = after["points_unit"] if what is Change.POINTS else _UNITS.get(what)
                yield _row(after, what, before[column], after[column], unit=unit)


def _is_comparable(pair: Pair, key: PromotionKey, what: Change) -> bool:
    if what is Change.POINTS:
        return pair.same_units
    return what not in _TOLD_BY_TIMELINE or pair.same_sources(key)


def _verdicts(pair: Pair) -> Iterator[Record]:
    if not pair.same_units:  # limits in mixed units cannot be judged
        return
    before = {(key_of(row), row["action"]): row["verdict"] for row in records(pair.before.view.availability)}
    common = {key for key in pair.common if pair.same_sources(key)}
    for row in records(pair.after.view.availability):
        key, action = key_of(row), row["action"]
        was = before.get((key, action))
        if key in common and was not in (None, row["verdict"]):
            yield _row(pair.after.promotions[key], Change.VERDICT, was, row["verdict"], action=action)


def _states(pair: Pair) -> Iterator[Record]:
    if not pair.same_units:
        return
    before, after = _binding(pair.before), _binding(pair.after)
    for key in pair.common:
        if before.get(key) != after.get(key) and pair.same_sources(key):
            yield _row(pair.after.promotions[key], Change.STATE, before.get(key), after.get(key))


def _binding(look: Look) -> dict[PromotionKey, str]:
    return {key_of(row): row["state"] for row in records(binding_overall(look.view.binding))}


def _caps(pair: Pair) -> Iterator[Record]:
    for key, limit, before, after in changed_caps(pair):
        yield _row(pair.after.promotions[key], Change.CAP, before, after, unit=_unit(limit), **limit._asdict())


def _unit(limit: Limit) -> str | None:
    return UNITS.get(Measure(limit.measure)) if limit.measure else None
