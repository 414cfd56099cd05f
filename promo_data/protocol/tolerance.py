"""Reading a promotion that is not quite as documented: what cannot be read is blanked and named, the rest is kept.

Numbers that were given but cannot be read become NaN, so that they never look like numbers that were not given.
"""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any

import msgspec

from promo_data.models.promotion import IssuedDetails, Limits, Number, Promotion, Restriction, Usage
from promo_data.models.reading import Problem

_MOST_REPAIRS = 200
_PLACE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_MISSING = re.compile(r"missing required field `(?P<field>[^`]+)`")
_STEP = re.compile(r"[^.\[\]]+")
_NUMBER_NAMES = frozenset(
    field.encode_name
    for wire in (Limits, Usage, Restriction, IssuedDetails)
    for field in msgspec.structs.fields(wire)
    if field.type == Number
)
_DATE_NAMES = frozenset(
    {"startDate", "endDate", "enrollmentDate", "enrollmentExpiryDate", "issualDate", "issualExpiryDate"}
)
_NEEDED_TEXT = frozenset({"kpi", "key"})
_RESTRICTIONS = frozenset({"issualRestrictions", "earnRestrictions", "redemptionRestrictions"})
_PARTS = _RESTRICTIONS | {
    "limits",
    "customerUsage",
    "promotionRestriction",
    "customerPromotionTimelines",
    "issuedDetails",
}


def every_number_is_finite(promotion: Promotion) -> bool:
    """Whether no figure is NaN or infinite: the decoder takes the texts ``nan`` and ``inf`` for numbers."""
    return all(value is None or math.isfinite(value) for value in _figures(promotion))


def _figures(promotion: Promotion) -> Iterator[Number]:
    for part in (promotion.limits, promotion.customer_usage):
        if part is not None:
            yield from msgspec.structs.astuple(part)
    given = promotion.promotion_restriction
    for restrictions in msgspec.structs.astuple(given) if given else ():
        for restriction in restrictions or ():
            yield restriction.max_limit
            yield restriction.current_customer_usage
    for timeline in promotion.customer_promotion_timelines or ():
        yield from (issue.redeemed_count for issue in timeline.issued_details or ())


def read_leniently(record: object, where: str) -> tuple[Promotion | None, list[Problem]]:
    """The promotion in ``record``, which stands at ``where``, and what had to be blanked.

    ``None`` where it is no object or lacks the two ids that name it.
    """
    if not isinstance(record, dict):
        return None, [Problem(where, "This entry is not a promotion.")]
    problems = [Problem(f"{where}, {path}", "This number cannot be read.") for path in _blank_odd_numbers(record, "")]
    for _ in range(_MOST_REPAIRS):
        try:
            return msgspec.convert(record, Promotion, strict=False), problems
        except msgspec.ValidationError as error:
            path = _path(error)
            match _mend(record, path):
                case Repair.IMPOSSIBLE:
                    return None, [*problems, Problem(where, f"This entry cannot be read: {_plainly(error)}.")]
                case Repair.BLANKED:
                    problems.append(Problem(f"{where}, {'.'.join(path)}", "This value cannot be read."))
    return None, [*problems, Problem(where, "This entry has too many values that cannot be read.")]


def _blank_odd_numbers(value: object, path: str) -> list[str]:
    """Blank empty texts (not given) and non-finite figures (unreadable) below ``value``; return the latter's places.

    Only parts that are known are looked into: what nobody knows may be as deep as it likes.
    """
    if isinstance(value, list):
        return [odd for i, item in enumerate(value) for odd in _blank_odd_numbers(item, f"{path}.{i}")]
    if not isinstance(value, dict):
        return []
    odd: list[str] = []
    for name, item in value.items():
        if name in _PARTS:
            odd += _blank_odd_numbers(item, f"{path}.{name}")
        elif name in _NUMBER_NAMES and item == "":
            value[name] = None
        elif name in _NUMBER_NAMES and _is_not_finite(item):
            value[name] = math.nan
            odd.append(f"{path}.{name}".lstrip("."))
    return odd


def _is_not_finite(item: object) -> bool:
    try:
        return isinstance(item, str | float) and not math.isfinite(float(item))
    except ValueError:
        return False


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
    blank = _blank(last, holder.get(last))
    if holder.get(last) is blank:
        return Repair.IMPOSSIBLE
    holder[last] = blank
    return Repair.RESPELLED if isinstance(blank, datetime) else Repair.BLANKED


def _blank(name: str, value: object) -> object:
    if name in ("promotionId", "programId"):
        return value
    if name in _NUMBER_NAMES:
        return math.nan
    if name in _DATE_NAMES:
        return _date(value)
    return "" if name in _NEEDED_TEXT else None


def _blank_entry(list_name: str) -> dict[str, Any]:
    """What stands for a list entry of the wrong kind: a limit nobody could read is still a limit."""
    if list_name in _RESTRICTIONS:
        return {"kpi": "", "maxLimit": math.nan}
    return {"key": ""} if list_name == "promotionMetadata" else {}


def _date(value: object) -> datetime | None:
    """Dates the decoder does not take: ``+0530`` without a colon, and milliseconds since 1970 (004, sample)."""
    try:
        if isinstance(value, str) and not value.lstrip("-").isdecimal():
            return datetime.fromisoformat(value)
        return datetime.fromtimestamp(int(str(value)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
