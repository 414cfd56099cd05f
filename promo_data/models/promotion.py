"""The wire shape of promotionData (003, response parameters): msgspec, because cohorts decode it by the million.

Names are the vendor's, its spellings included, and stand in the order of its samples, in which the decoder finds them
fastest. A number is ``None`` where it was not given and ``UNREADABLE`` where it was given but cannot be read. Where the
documents spell a field twice, both are taken (003: ``orgId`` in samples, ``orgID`` in the table;
``numberOFTimesPerCustomer`` here, ``numberOfTimesPerCustomer`` in 004).
"""

from datetime import datetime
from typing import Annotated, Final

import msgspec

Identity = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]

UNREADABLE: Final = 1e300
"""Stands for a number that was given but cannot be read; no limit and no usage is as large."""

Finite = Annotated[float, msgspec.Meta(ge=-UNREADABLE, le=UNREADABLE)]
"""Both ends are there because the decoder takes the texts ``nan`` and ``inf`` for numbers: these lie outside."""

Number = Finite | None
Amount = Annotated[float, msgspec.Meta(ge=0, le=UNREADABLE)] | None
"""What was used up: never below zero, so that a usage of -1 is found out like one of ``abc``."""


class Wire(msgspec.Struct, frozen=True, gc=False, rename="camel", kw_only=True):
    """Base of the wire structs: camel case on the wire, unknown fields ignored.

    Each struct repeats ``frozen`` for type checkers, which do not inherit it.
    """


class Metadata(Wire, frozen=True):
    """One entry of ``promotionMetadata``."""

    key: str
    value: str | None = None
    brand_defined: bool | None = None


class Limits(Wire, frozen=True):
    """``limits``: 0 and -1 both mean no limit (api-facts, fact 2); period caps are hidden here (fact 3)."""

    max_points_per_event: Number = None
    points_per_customer: Number = None
    times_per_customer_shouted: Number = msgspec.field(name="numberOFTimesPerCustomer", default=None)
    total_points_in_promotion: Number = None
    times_per_customer_plain: Number = msgspec.field(name="numberOfTimesPerCustomer", default=None)

    @property
    def times_per_customer(self) -> Number:
        """The activities cap in whichever spelling it came."""
        shouted = self.times_per_customer_shouted
        return self.times_per_customer_plain if shouted is None else shouted


class Usage(Wire, frozen=True):
    """``customerUsage``; the promotion-wide figure is not to be trusted (api-facts, fact 5)."""

    current_points_per_customer: Amount = None
    current_number_of_times_per_customer: Amount = None
    current_total_points_in_promotion: Amount = None


class Restriction(Wire, frozen=True):
    """One entry of the three restriction lists."""

    kpi: str
    max_limit: Number = None
    current_customer_usage: Amount = None
    limit_on: str | None = None
    type: str | None = None
    period_type: str | None = None
    period_unit: str | None = None


class Restrictions(Wire, frozen=True):
    """``promotionRestriction``: what is limited at each stage."""

    issual_restrictions: list[Restriction] | None = None
    earn_restrictions: list[Restriction] | None = None
    redemption_restrictions: list[Restriction] | None = None


class IssuedDetails(Wire, frozen=True):
    """One issue within an enrolment (api-facts §3.4, customerPromotionTimelines)."""

    issual_id: int | str | None = msgspec.field(name="issualId", default=None)
    issual_date: datetime | None = None
    issual_expiry_date: datetime | None = None
    redeemed_count: Amount = None


class Timeline(Wire, frozen=True):
    """One enrolment with what was issued under it (api-facts §3.4); LOYALTY rows have one for each issue."""

    enrollment_id: int | str | None = None
    enrollment_date: datetime | None = None
    enrollment_expiry_date: datetime | None = None
    issued_details: list[IssuedDetails] | None = None


class Promotion(Wire, frozen=True, kw_only=True):
    """One entry of ``promotions``: only the two ids that name it are indispensable."""

    promotion_id: Identity
    promotion_name: str | None = None
    program_id: Identity
    start_date: datetime | None = None
    end_date: datetime | None = None
    identifier: str | None = None
    description: str | None = None
    active: bool | None = None
    event_name: str | None = None
    promotion_metadata: list[Metadata] | None = None
    limits: Limits | None = None
    customer_usage: Usage | None = None
    points_offer_type: str | None = None
    promotion_restriction: Restrictions | None = None
    customer_promotion_timelines: list[Timeline] | None = None
    org_id_sampled: Identity | None = msgspec.field(name="orgId", default=None)
    org_id_documented: Identity | None = msgspec.field(name="orgID", default=None)

    @property
    def org_id(self) -> int | None:
        """The org the row belongs to, in whichever spelling it came."""
        return self.org_id_documented if self.org_id_sampled is None else self.org_id_sampled


class PageDetails(Wire, frozen=True):
    """``pageDetails``; under scope ALL its totals are not the sum (api-facts, fact 4)."""

    page_size: Number = None
    total_entries: Number = None
    page_count: Number = None


class AnswerHead(Wire, frozen=True):
    """The answer but for its promotions; ``customerId`` may be missing on answers that only carry errors."""

    customer_id: Identity | None = None
    page_details: PageDetails | None = None
    org_id_sampled: Identity | None = msgspec.field(name="orgId", default=None)
    org_id_documented: Identity | None = msgspec.field(name="orgID", default=None)
    errors: object = None
    warnings: object = None
    error_code: object = None
    error_message: object = None

    @property
    def complains(self) -> bool:
        """Whether anything is given as an error, under either spelling (api-facts §1, 403): it has to be looked at."""
        return bool(self.errors or self.error_code or self.error_message)

    @property
    def org_id(self) -> int | None:
        """The org of the rows that name none, in whichever spelling it came."""
        return self.org_id_documented if self.org_id_sampled is None else self.org_id_sampled


class PromotionsAnswer(AnswerHead, frozen=True, kw_only=True):
    """The whole answer."""

    promotions: list[Promotion] | None


class AnswerInParts(AnswerHead, frozen=True, kw_only=True):
    """The whole answer, with promotions that are still to be read: each is the JSON that came."""

    promotions: list[msgspec.Raw]
