"""Reading a promotion that is not quite as documented: what cannot be read is blanked and named, the rest is kept.

Numbers that were given but cannot be read become ``UNREADABLE``, so that they never look like numbers not given.
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from enum import Enum, auto
from typing import Any

import msgspec
import orjson

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
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER_NAMES = frozenset(
    field.encode_name
    for wire in (Limits, Usage, Restriction, IssuedDetails)
    for field in msgspec.structs.fields(wire)
    if field.type in (Number, Amount)
)
_LAST_DATE_NAMES = frozenset({"endDate", "enrollmentExpiryDate", "issualExpiryDate"})
_DATE_NAMES = _LAST_DATE_NAMES | {"startDate", "enrollmentDate", "issualDate"}
_TEXT_NAMES = frozenset({"promotionName", "identifier", "description", "eventName", "value"})
_MAYBE_EMPTY = _NUMBER_NAMES | _DATE_NAMES
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
    with suppress(msgspec.ValidationError):
        return _read(record), []
    return repaired(record, where)


def repaired(record: object, where: str) -> Read:
    """As ``read_leniently``, for a ``record`` that is known to be odd: trying it as it is costs as much as mending."""
    if not isinstance(record, dict):
        return None, [Problem(where, "This entry is not a promotion.")]
    _drop_empty(record)
    return _mended(record, where)


def _read(record: object) -> Promotion:
    return msgspec.convert(record, Promotion, strict=False)


def _drop_empty(value: object) -> None:
    """Put nothing where an empty text stands for a number or a date: nothing was given there.

    Only parts that are known are looked into: what nobody knows may be as deep as it likes.
    """
    if isinstance(value, list):
        for item in value:
            _drop_empty(item)
    elif isinstance(value, dict):
        value.update({name: None for name in _MAYBE_EMPTY.intersection(value) if value[name] == ""})
        for name in _PARTS.intersection(value):
            _drop_empty(value[name])


def _mended(record: dict[str, Any], where: str) -> Read:
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
    if name in _LISTS and isinstance(value, dict):
        return _as_list(name, value)
    if name in _TEXT_NAMES and isinstance(value, int | float):
        return orjson.dumps(value).decode()
    return _date(value, is_last=name in _LAST_DATE_NAMES) if name in _DATE_NAMES else None


def _as_list(name: str, value: dict[str, Any]) -> list[Any] | None:
    """Metadata without a key is none; of limits and of what happened, an empty object tells nothing."""
    if value:
        return [value]
    return [] if name == "promotionMetadata" else None


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


def _date(value: object, *, is_last: bool) -> datetime | None:
    """Dates the decoder does not take: ``+0530`` without a colon, milliseconds since 1970 (004, sample), and days.

    Something that ends on a day ends with it: no document has a date without a time, and too early an end would say
    that nothing can be done any more.
    """
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return datetime.combine(date.fromisoformat(value), time.max if is_last else time.min)
        if isinstance(value, str) and not value.lstrip("-").isdecimal():
            return datetime.fromisoformat(value)
        return datetime.fromtimestamp(int(str(value)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
