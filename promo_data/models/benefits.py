"""What a customer got from one promotion, unit by unit (api-facts §3.6, actionSummary)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field, FiniteFloat

from promo_data.models.base import Answered
from promo_data.models.reading import Problem

BENEFITS_SINCE = date(2025, 6, 12)
"""The vendor lists no benefit from before this day (api-facts §3.6)."""


def _given(value: object) -> object:
    """Numbers come as text too; an empty text was not given, and a yes or no is no number but unreadable text."""
    if isinstance(value, bool):
        return str(value)
    return None if isinstance(value, str) and not value.strip() else value


def _moment(value: object) -> object:
    """Milliseconds since 1970 in UTC, as a number or its digits."""
    given = _given(value)
    if not (isinstance(given, int) or (isinstance(given, str) and given.strip().isdecimal())):
        return given
    try:
        return datetime.fromtimestamp(int(given) / 1000, UTC)
    except (OverflowError, OSError):
        raise ValueError("No such time.") from None


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Amount = Annotated[FiniteFloat | None, BeforeValidator(_given)]
Count = Annotated[int | None, BeforeValidator(_given)]
Moment = Annotated[AwareDatetime | None, BeforeValidator(_moment)]
Name = Annotated[str | None, BeforeValidator(_text)]


class PointsIssued(Answered):
    """Points of one category, such as REGULAR_POINTS or BONUS_POINTS."""

    category: Name = Field(None, alias="pointsCategory")
    points: Amount = Field(None, alias="totalPointsIssued")
    times: Count = Field(None, alias="numberOfTimesIssued")
    last_issued_at: Moment = Field(None, alias="lastIssuedOn")


class CurrencyIssued(Answered):
    """An alternate currency; ``amount`` is in the unit that ``name`` names, and in no other."""

    name: Name = Field(None, alias="currencyName")
    amount: Amount = Field(None, alias="totalCurrencyIssued")
    times: Count = Field(None, alias="numberOfTimesIssued")
    last_issued_at: Moment = Field(None, alias="lastIssuedOn")


class IncentiveIssued(Answered):
    """A benefit that is not counted in points: REWARD, COUPONS, BADGES, ENROL, OPTIN, UPGRADE_TIER, or as given."""

    activity_id: Name = None
    action: Name = None
    action_id: Name = None
    times: Count = Field(None, alias="actionIssuedCount")
    last_issued_at: Moment = Field(None, alias="lastIssuedOn")


@dataclass(frozen=True, slots=True)
class BenefitSummary:
    """What one customer got from one promotion since ``since``; times are UTC, units stand apart and are never added.

    A list is empty where the vendor says that there is none, and ``None`` where it says nothing. So is a figure that
    was not given; one that could not be read is ``None`` too, and named in ``problems``. ``customer_id`` is the one
    answered for, which a merge may have changed.
    """

    customer_id: int
    program_id: int
    promotion_id: int
    points: tuple[PointsIssued, ...] | None
    currencies: tuple[CurrencyIssued, ...] | None
    incentives: tuple[IncentiveIssued, ...] | None
    problems: tuple[Problem, ...]
    as_of: datetime
    since: date = BENEFITS_SINCE

    @property
    def is_empty(self) -> bool:
        """Whether the vendor says that there was no benefit at all."""
        return self.points == () and self.currencies == () and self.incentives == ()
