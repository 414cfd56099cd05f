"""What a promotion is: its type, dates, limits and how long an enrolment or an issue lasts."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

OfferType = Literal["GENERIC", "LOYALTY", "LOYALTY_EARNING"]
Stage = Literal["issual", "earn", "redemption"]
Measure = Literal["issuals", "earns", "times", "points", "redemptions_per_earn"]
LimitOn = Literal["EVENT", "CUSTOMER", "PROMOTION"]
Period = Literal["DAILY", "WEEKLY", "MONTHLY"]
Phase = Literal["upcoming", "running", "ended"]


@dataclass(frozen=True, slots=True)
class Restriction:
    """One limit. `cap` is None where there is none (-1 in 004); `period` is None for the whole promotion."""

    stage: Stage
    measure: Measure
    limit_on: LimitOn
    cap: int | None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Metadatum:
    """One entry of `promotionMetadata` (003, response parameters)."""

    key: str
    value: str
    brand_defined: bool


@dataclass(frozen=True, slots=True)
class Milestone:
    """A target that an enrolment also enrols into (002, example response); closed ones take nobody in."""

    target_group_id: int
    target_rule_id: int
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Crowd:
    """What all customers together had used when the world began; fixed, for no call of the API redeems."""

    times: int = 0
    points: int = 0


NOTHING_USED = Crowd()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Promotion:
    """One promotion of one programme, equal to none but itself (so that it is a cheap key).

    Days are None where something lasts as long as the promotion (type PROMOTION).
    `no_limit_word` is how `limits` says that there is none: 0 or -1 (api-facts fact 2). `hides_crowd`: answers give 0
    as the usage of all customers whatever happened (api-facts §3.4). `confirms_enrolment` false: v3 enrols without
    returning ids (002, third warning). `has_past` false: createPromotion made it, so nothing had happened in it before.
    """

    id: int
    ordinal: int
    org_id: int
    programme_id: int
    name: str
    description: str
    identifier: str
    offer_type: OfferType
    starts_at: datetime
    ends_at: datetime
    event_name: str
    restrictions: tuple[Restriction, ...]
    active: bool = True
    points_per_activity: Decimal = Decimal(50)
    alternate_per_activity: Decimal = Decimal(0)
    enrolment_days: int | None = None
    issue_days: int | None = None
    metadata: tuple[Metadatum, ...] = ()
    no_limit_word: Literal["0", "-1"] = "0"
    crowd: Crowd = NOTHING_USED
    hides_crowd: bool = False
    milestones: tuple[Milestone, ...] = ()
    confirms_enrolment: bool = True
    has_past: bool = True

    @property
    def hex_id(self) -> str:
        """The 24 hex digits that v3 knows the promotion by (002, `promotion.id`)."""
        return hashlib.sha256(f"promotion {self.id}".encode()).hexdigest()[:24]

    def phase(self, at: datetime) -> Phase:
        """Upcoming, running or ended at that moment, by the dates alone."""
        if at < self.starts_at:
            return "upcoming"
        return "running" if at <= self.ends_at else "ended"

    def is_running(self, at: datetime) -> bool:
        """Whether it gives anything at that moment: `active` and between its dates."""
        return self.active and self.phase(at) == "running"

    def expiry(self, days: int | None, at: datetime) -> datetime:
        """When something begun at that moment lapses: after `days`, or with the promotion (004, expiryRestrictions)."""
        return self.ends_at if days is None else at + timedelta(days=days)


def made_up_identifier(promotion_id: int) -> str:
    """A UUID that is the same wherever the world is built (003: `identifier` is a UUID)."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"promotion {promotion_id}"))
