"""What a customer got from a promotion, line by line: pure, every unit named and none added to another."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pages.components.formats import counted, moment, number
from pages.components.wording import benefits as words
from promo_data.models.benefits import BenefitSummary, CurrencyIssued, IncentiveIssued, PointsIssued

Entry = TypeVar("Entry", PointsIssued, CurrencyIssued, IncentiveIssued)


class Line(NamedTuple):
    """What was given, and its figures in words; both may hold text from outside."""

    name: str
    figures: str


def benefit_lines(found: BenefitSummary, zone: ZoneInfo) -> list[Line]:
    """Points, alternate currencies and what is counted in neither, times in ``zone``; each sort has a line at least."""
    return [
        *_lines(words.POINTS, found.points, partial(_points, zone=zone)),
        *_lines(words.CURRENCIES, found.currencies, partial(_currency, zone=zone)),
        *_lines(words.INCENTIVES, found.incentives, partial(_incentive, zone=zone)),
    ]


def _lines(sort: str, entries: Sequence[Entry] | None, line: Callable[[Entry], Line]) -> list[Line]:
    if not entries:
        return [Line(sort, words.NOT_SAID if entries is None else words.NONE_OF)]
    return [line(entry) for entry in entries]


def _points(given: PointsIssued, zone: ZoneInfo) -> Line:
    amount = _amount(given.points, words.UNIT_OF_POINTS)
    return Line(_named(given.category, words.CATEGORIES), _figures(amount, given.times, given.last_issued_at, zone))


def _currency(given: CurrencyIssued, zone: ZoneInfo) -> Line:
    name = words.CURRENCY.format(name=given.name or words.NAME_NOT_GIVEN)
    amount = _amount(given.amount, given.name or words.UNIT_NOT_GIVEN)
    return Line(name, _figures(amount, given.times, given.last_issued_at, zone))


def _incentive(given: IncentiveIssued, zone: ZoneInfo) -> Line:
    action_id = "" if given.action_id is None else words.ENTRY_ID.format(id=given.action_id)
    activity = "" if given.activity_id is None else words.ACTIVITY_ID.format(id=given.activity_id)
    figures = _figures(action_id, given.times, given.last_issued_at, zone)
    return Line(_named(given.action, words.ACTIONS), _joined(figures, activity))


def _named(given: str | None, known: Mapping[str, str]) -> str:
    return known.get(given, given) if given else words.NAME_NOT_GIVEN


def _amount(given: float | None, unit: str) -> str:
    return words.AMOUNT_NOT_GIVEN if given is None else f"{number(given)} {unit}"


def _figures(amount: str, times: int | None, last: datetime | None, zone: ZoneInfo) -> str:
    how_often = "" if times is None else counted(times, "time")
    return _joined(amount, how_often, "" if last is None else words.LAST.format(moment=moment(last, zone)))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
