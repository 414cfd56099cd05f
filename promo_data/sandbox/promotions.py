"""What a promotion is: its type, dates, limits and how long an enrolment or an issue lasts."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from promo_data.sandbox.tally import Tally

OfferType = Literal["GENERIC", "LOYALTY", "LOYALTY_EARNING"]
Stage = Literal["issual", "earn", "redemption"]
Measure = Literal["issuals", "earns", "times", "points", "redemptions_per_earn"]
LimitOn = Literal["EVENT", "CUSTOMER", "PROMOTION"]
Period = Literal["DAILY", "WEEKLY", "MONTHLY"]
Phase = Literal["upcoming", "running", "ended"]
Engine = Literal["answers", "silent", "fails"]
PointsCategory = Literal["REGULAR_POINTS", "BONUS_POINTS"]


@dataclass(frozen=True, slots=True)
class Restriction:
    """One limit. `cap` is None where there is none (-1 in 004); `period` is None for the whole promotion.

    `kpi` is its MAX_* name where that is not the usual one of its kind (api-facts §7.2 has several of some).
    """

    stage: Stage
    measure: Measure
    limit_on: LimitOn
    cap: int | None
    period: Period | None = None
    kpi: str | None = None


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
    """What all customers together had used when the world began; what they use later is in the promotion's tallies."""

    times: int = 0
    points: int = 0
    earns: int = 0

    def figure(self, measure: Measure) -> int:
        """That of one measure; 0 for those that no limit on a promotion counts."""
        return {"times": self.times, "points": self.points, "earns": self.earns}.get(measure, 0)


NOTHING_USED = Crowd()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Promotion:
    """One promotion of one programme, equal to none but itself (so that it is a cheap key).

    Days are None where something lasts as long as the promotion (type PROMOTION). `no_limit_word` is how `limits` says
    that there is none: 0 or -1 (api-facts fact 2). `crowd_until` is when the crowd was counted. `opt_in_from` and
    `opt_in_until` bound the time to opt in, where it is not all of the promotion's own (api-facts §4.3, optinDate).
    `hides_crowd`: answers give 0 as the usage of all customers whatever happened (api-facts §3.4). `engine`: silent
    enrols without returning ids (002, third warning), fails does nothing (002, error 500). `configuration` is the body
    of the createPromotion that made it (004), and None for one in which something may have happened before.
    `source_type` is one of those in api-facts §4.4. `alternate_currency` is what the units of `alternate_per_activity`
    are called.
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
    alternate_currency: str = "STARS"
    points_category: PointsCategory = "REGULAR_POINTS"
    enrolment_days: int | None = None
    issue_days: int | None = None
    metadata: tuple[Metadatum, ...] = ()
    no_limit_word: Literal["0", "-1"] = "0"
    crowd: Crowd = NOTHING_USED
    crowd_until: datetime | None = None
    hides_crowd: bool = False
    milestones: tuple[Milestone, ...] = ()
    engine: Engine = "answers"
    opt_in_from: datetime | None = None
    opt_in_until: datetime | None = None
    source_type: str = "UI"
    configuration: Mapping[str, object] | None = None
    tallies: dict[Measure, Tally] = field(default_factory=lambda: defaultdict(Tally))

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


@lru_cache(maxsize=16_384)
def made_up_identifier(promotion_id: int) -> str:
    """A UUID that is the same wherever the world is built (003: `identifier` is a UUID)."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"promotion {promotion_id}"))
