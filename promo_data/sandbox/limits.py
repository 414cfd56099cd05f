"""What counts against which limit, and whether there is room left."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from promo_data.sandbox.events import Enrolment, History, Issue, Redemption
from promo_data.sandbox.promotions import Period, Promotion, Restriction, Stage

# 004 names MOVING_WINDOW with these units; no document gives their length (api-facts §7.3). Our choice: back from now.
WINDOWS: dict[Period, timedelta] = {
    "DAILY": timedelta(hours=24),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=30),
}
_EVER = datetime.min.replace(tzinfo=UTC)


def used(
    restriction: Restriction, promotion: Promotion, history: History, at: datetime, *, with_alternate: bool = False
) -> Decimal | None:
    """How much of the limit is used at that moment: by the customer, or by all where it is on the promotion.

    None for a ceiling per activity (EVENT), of which nothing is ever used up (api-facts §3.4). `with_alternate` adds
    alternate currencies to the customer's points (003, includeAlternateCurrencyUsage).
    """
    if restriction.limit_on == "EVENT":
        return None
    since = _EVER if restriction.period is None else at - WINDOWS[restriction.period]
    if restriction.limit_on == "PROMOTION":
        return _used_by_all(restriction, promotion, since, at)
    if restriction.measure == "points":
        return points_since(history, since, with_alternate=with_alternate)
    return _used_by_customer(restriction, history, since, at)


def points_since(history: History, since: datetime = _EVER, *, with_alternate: bool = False) -> Decimal:
    """The points redeemed after that moment, with the units of alternate currencies added where wished."""
    given = [r for r in history.redemptions if r.at > since]
    return sum((r.points + r.alternate if with_alternate else r.points for r in given), Decimal(0))


def _used_by_all(restriction: Restriction, promotion: Promotion, since: datetime, at: datetime) -> Decimal:
    """What the crowd had used when the world began, taken as spread evenly over its time, and what came after."""
    figure = promotion.crowd.figure(restriction.measure)
    until = promotion.crowd_until
    if until is not None and promotion.starts_at < since:
        within = max(min(at, until) - since, timedelta(0))
        figure = int(figure * within / (until - promotion.starts_at)) if within else 0
    return figure + promotion.tallies[restriction.measure].between(since, at)


def _used_by_customer(restriction: Restriction, history: History, since: datetime, at: datetime) -> Decimal:
    match restriction.measure:
        case "issuals":
            return _count(history.kept_enrolments, since)
        case "earns":
            return _count(history.kept_issues, since)
        case "times":
            return _count(history.redemptions, since)
        case _:
            # "0" in every sample without a running issue (api-facts §3.4), so it counts on that issue alone.
            issue = history.running_issue(at)
            return Decimal(0 if issue is None else history.redemptions_of(issue))


def _count(happenings: Iterable[Enrolment | Issue | Redemption], since: datetime) -> Decimal:
    return Decimal(sum(happening.at > since for happening in happenings))


def room(restriction: Restriction, promotion: Promotion, history: History, at: datetime) -> Decimal | None:
    """How much is left of the limit at that moment, never below 0; None where it stops nothing."""
    spent = used(restriction, promotion, history, at)
    if restriction.cap is None or spent is None:
        return None
    return max(restriction.cap - spent, Decimal(0))


def has_room(promotion: Promotion, history: History, stage: Stage, at: datetime) -> bool:
    """Whether no limit of that stage stops the next step (api-facts §7.1: once consumed, no more of it)."""
    return all(
        room(restriction, promotion, history, at) != 0
        for restriction in promotion.restrictions
        if restriction.stage == stage
    )
