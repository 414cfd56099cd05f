"""Which actions a person wants to see: kept in the page's address, where nothing names a customer.

The address may name one of us (``who``): a link that says “look at what Meera left open” is what it is for, and whoever
may open this page sees the same name in its list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from pages.components.wording.activity import Ending
from promo_data.actions.search import Search
from promo_data.vocabulary import Action

_SEPARATOR = "."
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Days beyond these are nobody's wish, and the ends of the calendar cannot be told in other time zones."""


class When(StrEnum):
    """A stretch of time up to now, or two days of one's own choice."""

    ANY = "any"
    TODAY = "today"
    WEEK = "7-days"
    MONTH = "30-days"
    BETWEEN = "between"


_DAYS_BACK = {When.TODAY: 0, When.WEEK: 6, When.MONTH: 29}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; ``since`` and ``until`` are whole days, both included, of ``When.BETWEEN``."""

    endings: tuple[Ending, ...] = ()
    person: str | None = None
    org_id: int | None = None
    action: Action | None = None
    when: When = When.ANY
    since: date | None = None
    until: date | None = None

    def search(self, now: datetime, zone: ZoneInfo) -> Search:
        """The same as the journal is asked; days begin and end in ``zone``."""
        since, until = self._days(now.astimezone(zone).date())
        return Search(
            states=tuple(state for ending in self.endings for state in ending.states),
            person=self.person,
            org_id=self.org_id,
            action=self.action,
            since=None if since is None else datetime.combine(since, time(), zone),
            until=None if until is None else datetime.combine(until + timedelta(days=1), time(), zone),
        )

    def _days(self, today: date) -> tuple[date | None, date | None]:
        if self.when is When.BETWEEN:
            return self.since, self.until
        return (today - timedelta(days=_DAYS_BACK[self.when]), None) if self.when in _DAYS_BACK else (None, None)

    @property
    def parameters(self) -> dict[str, str]:
        """The query of the page's address: what is not filtered is not in it."""
        is_between = self.when is When.BETWEEN
        given = {
            "outcome": _SEPARATOR.join(self.endings),
            "who": self.person,
            "org": self.org_id,
            "action": self.action,
            "when": None if self.when is When.ANY else self.when,
            "from": self.since if is_between else None,
            "to": self.until if is_between else None,
        }
        return {name: str(value) for name, value in given.items() if value not in (None, "")}


def filters_of(parameters: Mapping[str, str]) -> Filters:
    """The filters in an address; whatever is not one of ours is passed over."""
    found = Filters(
        endings=tuple(Ending(word) for word in parameters.get("outcome", "").split(_SEPARATOR) if word in list(Ending)),
        person=parameters.get("who") or None,
        org_id=_parsed(int, parameters.get("org")),
        action=_parsed(Action, parameters.get("action")),
        when=_parsed(When, parameters.get("when")) or When.ANY,
    )
    if found.when is not When.BETWEEN:
        return found
    since, until = (_parsed(_day, parameters.get(name)) for name in ("from", "to"))
    return replace(found, since=since, until=until)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(text)
    return day


def _parsed(read: Any, text: str | None) -> Any:  # noqa: ANN401 - whatever `read` makes of it
    try:
        return None if text is None else read(text)
    except ValueError:
        return None
