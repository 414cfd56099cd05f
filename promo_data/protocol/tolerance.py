"""Reading a promotion that is not quite as documented: what cannot be read is blanked and named, the rest is kept.

Numbers that were given but cannot be read become ``UNREADABLE``, so that they never look like numbers not given.
"""

import re
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any

import msgspec

from promo_data.models.promotion import (
    UNREADABLE,
    Amount,
    IssuedDetails,
    Limits,
    Number,
    Promotion,
    Restriction,
    Usage,
)
from promo_data.models.reading import Problem

Read = tuple[Promotion | None, list[Problem]]
"""The promotion, ``None`` where it cannot be read, and what had to be blanked."""

_MOST_REPAIRS = 200
_PLACE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_MISSING = re.compile(r"missing required field `(?P<field>[^`]+)`")
_STEP = re.compile(r"[^.\[\]]+")
_NUMBER_NAMES = frozenset(
    field.encode_name
    for wire in (Limits, Usage, Restriction, IssuedDetails)
    for field in msgspec.structs.fields(wire)
    if field.type in (Number, Amount)
)
_DATE_NAMES = frozenset(
    {"startDate", "endDate", "enrollmentDate", "enrollmentExpiryDate", "issualDate", "issualExpiryDate"}
)
_FIGURES = {
    name: [field.encode_name for field in msgspec.structs.fields(wire)]
    for name, wire in (("limits", Limits), ("customerUsage", Usage))
}
_NAMES = frozenset({"promotionId", "programId"})
_NEEDED_TEXT = frozenset({"kpi", "key"})
_RESTRICTIONS = ("issualRestrictions", "earnRestrictions", "redemptionRestrictions")
_LISTS = frozenset({*_RESTRICTIONS, "promotionMetadata", "customerPromotionTimelines", "issuedDetails"})
_PARTS = (_LISTS - {"promotionMetadata"}) | {"limits", "customerUsage", "promotionRestriction"}


def read_leniently(record: object, where: str) -> Read:
    """The promotion in ``record``, which stands at ``where``, and what had to be blanked.

    ``None`` where it is no object or lacks the two ids that name it.
    """
    if not isinstance(record, dict):
        return None, [Problem(where, "This entry is not a promotion.")]
    try:
        return _read(record), []
    except msgspec.ValidationError:
        _drop_empty_numbers(record)
        return _repaired(record, where)


def _read(record: dict[str, Any]) -> Promotion:
    return msgspec.convert(record, Promotion, strict=False)


def _drop_empty_numbers(value: object) -> None:
    """Put nothing where an empty text stands for a number: nothing was given there.

    Only parts that are known are looked into: what nobody knows may be as deep as it likes.
    """
    if isinstance(value, list):
        for item in value:
            _drop_empty_numbers(item)
    elif isinstance(value, dict):
        value.update({name: None for name in _NUMBER_NAMES & value.keys() if value[name] == ""})
        for name in _PARTS & value.keys():
            _drop_empty_numbers(value[name])


def _repaired(record: dict[str, Any], where: str) -> Read:
    problems: list[Problem] = []
    for _ in range(_MOST_REPAIRS):
        try:
            return _read(record), problems
        except msgspec.ValidationError as error:
            path = _path(error)
            match _mend(record, path):
                case Repair.IMPOSSIBLE:
                    return None, [*problems, Problem(where, f"This entry cannot be read: {_plainly(error)}.")]
                case Repair.BLANKED:
                    problems.append(Problem(f"{where}, {'.'.join(path)}", "This value cannot be read."))
    return None, [*problems, Problem(where, "This entry has too many values that cannot be read.")]


def _path(error: msgspec.ValidationError) -> list[str]:
    place, missing = _PLACE.search(str(error)), _MISSING.search(str(error))
    steps = _STEP.findall(place["path"]) if place else []
    return [*steps, missing["field"]] if missing else steps


def _plainly(error: msgspec.ValidationError) -> str:
    """The reason without the place; it names fields and types, never values."""
    return _PLACE.sub("", str(error)).replace("`", "")


class Repair(Enum):
    """What became of a value that could not be read."""

    RESPELLED = auto()
    BLANKED = auto()
    IMPOSSIBLE = auto()


def _mend(record: dict[str, Any], path: list[str]) -> Repair:
    """Put something readable where ``path`` points."""
    if not path:
        return Repair.IMPOSSIBLE
    *steps, last = path
    holder: Any = record
    for step in steps:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    if isinstance(holder, list):
        holder[int(last)] = _blank_entry(steps[-1])
        return Repair.BLANKED
    given = holder.get(last)
    if (respelled := _respelled(last, given)) is not None:
        holder[last] = respelled
        return Repair.RESPELLED
    blank = _blank(last)
    if last in _NAMES or given is blank:
        return Repair.IMPOSSIBLE
    holder[last] = blank
    return Repair.BLANKED


def _respelled(name: str, value: object) -> object | None:
    """The same value as the decoder takes it: 003 types some lists "Object", so one object is a list of one."""
    if name in _LISTS and value and isinstance(value, dict):
        return [value]
    return _date(value) if name in _DATE_NAMES else None


def _blank(name: str) -> object:
    """What stands for a value that cannot be read: what may have been a limit stays one that nobody knows."""
    if name in _NUMBER_NAMES:
        return UNREADABLE
    if name in _RESTRICTIONS:
        return [_blank_entry(name)]
    if name == "promotionRestriction":
        return {stage: [_blank_entry(stage)] for stage in _RESTRICTIONS}
    if name in _FIGURES:
        return dict.fromkeys(_FIGURES[name], UNREADABLE)
    return "" if name in _NEEDED_TEXT else None


def _blank_entry(list_name: str) -> dict[str, Any]:
    """What stands for a list entry of the wrong kind."""
    if list_name in _RESTRICTIONS:
        return {"kpi": "", "maxLimit": UNREADABLE}
    return {"key": ""} if list_name == "promotionMetadata" else {}


def _date(value: object) -> datetime | None:
    """Dates the decoder does not take: ``+0530`` without a colon, and milliseconds since 1970 (004, sample)."""
    try:
        if isinstance(value, str) and not value.lstrip("-").isdecimal():
            return datetime.fromisoformat(value)
        return datetime.fromtimestamp(int(str(value)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
