"""Where the vendor's status filters and its own list say different things, in sentences for an agent (design §5)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo

import pandas as pd

from promo_data.frames import Frames
from promo_data.frames.records import Record, records
from promo_data.insight.binding import KEYS
from promo_data.insight.facts import PromotionFacts, promotion_facts
from promo_data.insight.second_opinion import FILTER_OF, Listed
from promo_data.insight.sentences import moment, used_up
from promo_data.models.reading import PromotionKey
from promo_data.vocabulary import (
    USED_UP_STATES,
    Action,
    AllowanceState,
    CustomerStatus,
    Phase,
    PromotionType,
    Verdict,
)

COLUMNS = [*KEYS, "status", "sentence"]

_MEANS: Mapping[CustomerStatus, str] = {
    CustomerStatus.AVAILABLE_TO_ENROL: "open to enrol in",
    CustomerStatus.AVAILABLE_TO_EARN: "open to be issued",
    CustomerStatus.AVAILABLE_TO_REDEEM: "bringing its benefit now",
    CustomerStatus.EXPIRED: "expired",
}

Rule = Callable[[PromotionFacts, bool], str | None]
"""The facts, and whether the filter lists the promotion, to what contradicts that; nothing where nothing does."""


def disagreements(
    judged: pd.DataFrame,
    both: Frames,
    listed: Mapping[PromotionKey, Listed] | None,
    *,
    at: datetime,
    zone: tzinfo = UTC,
) -> pd.DataFrame:
    """One row (``COLUMNS``) a promotion and filter that contradict each other; none where no filter was asked.

    ``judged`` is the availability frame, ``at`` the time of the answers: what has ended since is no contradiction.
    """
    rows: list[tuple[object, ...]] = []
    if listed is not None:
        rows += [_of_action(row) for row in records(judged) if row["disagrees"]]
        facts = promotion_facts(both, now=at, writable_orgs=frozenset(), zone=zone)
        rows += [row for one in facts for row in _of_state(one, listed.get(one.keys[1:], {}))]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(KEYS, "Int64"))


def _of_action(row: Record) -> tuple[object, ...]:
    status = FILTER_OF[Action(row["action"])]
    is_listed = row["vendor_verdict"] == Verdict.ALLOWED
    why = row["reasons"][0] if is_listed else "Nothing in the vendor's list speaks against it."
    return (*(row[name] for name in KEYS), status.value, _sentence(status, why, is_listed=is_listed))


def _of_state(facts: PromotionFacts, listed: Listed) -> Iterator[tuple[object, ...]]:
    for status, rule in _RULES.items():
        if status in listed and (why := rule(facts, listed[status])):
            yield (*facts.keys, status.value, _sentence(status, why, is_listed=listed[status]))


def _sentence(status: CustomerStatus, why: str, *, is_listed: bool) -> str:
    says = "lists this promotion" if is_listed else "does not list this promotion"
    return f"The vendor's filter {says} as {_MEANS[status]}, but the vendor's own list says otherwise: {why}"


def not_as_its_dates(facts: PromotionFacts, is_listed: bool) -> str | None:  # noqa: FBT001 - one signature for all rules
    """EXPIRED is "the end date is in the past" (003): the dates themselves are in the list."""
    if facts.phase is Phase.UNKNOWN or is_listed == (facts.phase is Phase.ENDED):
        return None
    return _dates(facts)


def not_as_its_room(facts: PromotionFacts, is_listed: bool) -> str | None:  # noqa: FBT001 - as above
    """AVAILABLE_TO_REDEEM is "can currently get benefits, of all types" (003): dates and redemption limits tell.

    That it is *not* listed contradicts only where nothing else is needed: a GENERIC one that runs and has room.
    """
    limits = [limit for limit in facts.limits if limit.is_of_benefit]
    spent = next((limit for limit in limits if limit.state in USED_UP_STATES), None)
    if is_listed and facts.phase in (Phase.ENDED, Phase.UPCOMING):
        return _dates(facts)
    if is_listed:
        return used_up(spent, facts.type) if spent else None
    runs = facts.type == PromotionType.GENERIC and facts.phase is Phase.RUNNING and facts.active is not False
    has_room = spent is None and not any(limit.state == AllowanceState.UNKNOWN for limit in limits)
    return "It runs, needs no issue, and every limit has room." if runs and has_room else None


_RULES: Mapping[CustomerStatus, Rule] = {
    CustomerStatus.EXPIRED: not_as_its_dates,
    CustomerStatus.AVAILABLE_TO_REDEEM: not_as_its_room,
}


def _dates(facts: PromotionFacts) -> str | None:
    """Where the promotion stands by its dates; nothing where the date that settles it is missing."""
    match facts.phase:
        case Phase.ENDED:
            return _on("It ended on", facts.ends_at, facts.zone)
        case Phase.UPCOMING:
            return _on("It starts on", facts.starts_at, facts.zone)
        case _:
            return _on("It runs until", facts.ends_at, facts.zone)


def _on(what: str, date: datetime | None, zone: tzinfo) -> str | None:
    return None if date is None else f"{what} {moment(date, zone)}."
