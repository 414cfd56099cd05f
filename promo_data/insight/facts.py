"""What the rules of availability look at: one promotion of one customer, without frames or enums to decode."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple

import pandas as pd

from promo_data.frames import Frames
from promo_data.frames.phases import phases_at
from promo_data.frames.records import rows
from promo_data.insight.binding import KEYS
from promo_data.vocabulary import USED_UP_STATES, AllowanceState, Measure, Phase, Stage

_COLUMNS = ["type", "active", "starts_at", "ends_at", "enrolled", "timeline", "stages_given", "as_of"]
_MAY_STOP = [*USED_UP_STATES, AllowanceState.UNKNOWN]
_ORG = KEYS.index("org_id")
_BENEFIT = frozenset({Stage.REDEMPTION, Stage.LIMITS})


def limits_benefit(stage: str, measure: str) -> bool:
    """Whether such a limit stops the benefit: ``limits`` speaks of that too (api-facts §7.2, mapping to limits).

    What counts within one issue starts again with the next, so it stops nobody for good (api-facts §7.2).
    """
    return stage in _BENEFIT and measure != Measure.REDEMPTIONS_PER_EARN


class Limit(NamedTuple):
    """One row of the allowances frame; absent numbers and words are ``None``."""

    stage: str
    measure: str
    limit_on: str | None
    period: str | None
    window: str | None
    cap: float | None
    used: float | None
    state: str

    @property
    def is_of_benefit(self) -> bool:
        """Whether it limits the benefit."""
        return limits_benefit(self.stage, self.measure)


@dataclass(frozen=True, slots=True)
class PromotionFacts:
    """One promotion of one customer at ``now``, as it was answered at ``as_of``.

    ``timeline`` has the enrolments with their issues, as the promotions frame has them; ``None`` where none was given.

    ``limits`` are those that stop the customer or may: used up, or unknown. ``stages_given`` are the stages whose
    limits the answer gave: those of any other are not known.
    """

    keys: tuple[Any, ...]
    type: str | None
    phase: Phase
    active: bool | None
    starts_at: datetime | None
    ends_at: datetime | None
    enrolled: int | None
    timeline: Sequence[dict[str, Any]] | None
    limits: tuple[Limit, ...]
    stages_given: frozenset[str]
    as_of: datetime
    now: datetime
    writable: bool
    zone: tzinfo = UTC

    @property
    def enrolment_ends(self) -> tuple[datetime | None, ...] | None:
        """When each enrolment ends; ``None`` where the answer had no timeline."""
        return None if self.timeline is None else tuple(enrolment["expires_at"] for enrolment in self.timeline)

    @property
    def is_enrolled(self) -> bool | None:
        """Whether an enrolment runs now; ``None`` where the data does not tell.

        Usage may count more enrolments than the timeline lists, and one of those may run.
        """
        ends = self.enrolment_ends
        if any(end is not None and end > self.now for end in ends or ()):
            return True
        if ends is None:
            return False if self.enrolled == 0 else None
        return None if None in ends or (self.enrolled or 0) > len(ends) else False

    @property
    def enrolment_expires_at(self) -> datetime | None:
        """When the latest enrolment ends, where that is given."""
        return max((end for end in self.enrolment_ends or () if end is not None), default=None)


def promotion_facts(
    both: Frames, *, now: datetime, writable_orgs: frozenset[int | None], zone: tzinfo = UTC
) -> Iterator[PromotionFacts]:
    """The facts of every row of the promotions frame, in its order."""
    limits = _limits_by_key(both.allowances)
    phases = phases_at(both.promotions, now)
    found = zip(rows(both.promotions[KEYS]), rows(both.promotions[_COLUMNS]), phases, strict=True)
    for keys, (promotion_type, active, starts_at, ends_at, enrolled, timeline, stages, as_of), phase in found:
        yield PromotionFacts(
            keys=keys,
            type=promotion_type,
            phase=phase,
            active=active,
            starts_at=starts_at,
            ends_at=ends_at,
            enrolled=enrolled,
            timeline=timeline,
            limits=tuple(limits.get(keys, ())),
            stages_given=frozenset((stages or "").split(", ")),
            as_of=as_of,
            now=now,
            writable=keys[_ORG] in writable_orgs,
            zone=zone,
        )


def _limits_by_key(allowances: pd.DataFrame) -> Mapping[tuple[Any, ...], list[Limit]]:
    """Only those that may stop the customer are taken out of their columns: most limits of most customers do not."""
    may_stop = allowances[allowances["state"].isin(_MAY_STOP)]
    found: defaultdict[tuple[Any, ...], list[Limit]] = defaultdict(list)
    limits = map(Limit._make, rows(may_stop[list(Limit._fields)]))
    for keys, limit in zip(rows(may_stop[KEYS]), limits, strict=True):
        found[keys].append(limit)
    return found
