"""What would be sent, whether it may, and what would be left: for the confirmation, before a person says yes."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import pandas as pd

from promo_data.actions.blocked import carried_out
from promo_data.actions.intent import Intent
from promo_data.actions.listed import rows_of
from promo_data.actions.requests import draft_of
from promo_data.actions.shown import ShownRequest, shown
from promo_data.actions.standing import Missing, Standing, standing
from promo_data.actions.wish import Wish, effect_of
from promo_data.frames.records import records
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import TRACELESS, UNDOES, Action, Measure, PromotionType, Verdict

_NO_ID_YET = UUID(int=0)
"""Stands where the intent's id will be sent."""

_OPEN_INTENT = (
    "The same action is on record, and how it ended is not known: confirming first reads what became of it, and sends "
    "nothing while that stays open."
)


@dataclass(frozen=True, slots=True)
class Remaining:
    """One limit before and after: ``used`` becomes ``used_after`` of ``cap``; without ``period`` it is for good."""

    stage: str
    measure: str
    limit_on: str | None
    period: str | None
    cap: float
    used: float
    used_after: float


@dataclass(frozen=True, slots=True)
class Preview:
    """A wish as a person confirms it; ``customer`` is masked, ``reasons`` are sentences.

    ``code`` is the vendor's where it refused the look-up; ``open_intent`` is on record and stands in the way,
    ``done_before`` did the same a short while ago. ``as_of`` is when the customer was read: as ``Wish.seen_at`` it
    keeps what is done since then from being done twice unseen.
    """

    effect: Action
    verdict: Verdict
    reasons: tuple[str, ...]
    customer: str
    request: ShownRequest
    remaining: tuple[Remaining, ...]
    code: int | None = None
    open_intent: Intent | None = None
    done_before: Intent | None = None
    as_of: datetime | None = None


def preview(
    wish: Wish, view: CustomerView, *, open_intent: Intent | None = None, done_before: Intent | None = None
) -> Preview:
    """What ``wish`` would do, as of ``view``, with what ``in_the_way`` found on record of its kind.

    Raises ``InputError`` for what its route does not take.
    """
    request, customer = shown(draft_of(wish, _NO_ID_YET).call, wish), wish.identifier.masked
    now = standing(view, wish)
    if isinstance(now, Missing):
        effect = effect_of(wish.route, None) if wish.undo is None else wish.undo.effect
        return Preview(effect, now.verdict, (now.message,), customer, request, (), code=now.code, as_of=view.as_of)
    opened = () if open_intent is None else (_OPEN_INTENT,)
    done = () if done_before is None else (carried_out(done_before),)
    return Preview(
        now.effect,
        now.verdict,
        (*now.reasons, *done, *opened),
        customer,
        request,
        _remaining(view, wish, now),
        open_intent=open_intent,
        done_before=done_before,
        as_of=view.as_of,
    )


def as_seen(wish: Wish, seen: Preview | None) -> Wish:
    """The wish as it was confirmed: what was carried out since ``seen`` was read holds it back."""
    return wish if seen is None else replace(wish, seen_at=seen.as_of)


def _remaining(view: CustomerView, wish: Wish, now: Standing) -> tuple[Remaining, ...]:
    """The limits that the action itself uses up, by one each."""
    rows = records(_limits_moved(view, wish, now))
    return tuple(
        Remaining(
            row["stage"], row["measure"], row["limit_on"], row["period"], row["cap"], row["used"], row["used"] + 1
        )
        for row in rows
    )


def _limits_moved(view: CustomerView, wish: Wish, now: Standing) -> pd.DataFrame:
    """The rows of the allowances frame that the wish uses up by one: enrolments and direct issues, or issues.

    None where something is taken back, as no document says that room comes back with it, and none for milestones.
    """
    limits = view.allowances[rows_of(view.allowances, wish)]
    if now.effect in UNDOES or now.effect in TRACELESS:
        return limits.iloc[:0]
    is_direct = now.effect is Action.ISSUE and now.promotion_type == PromotionType.LOYALTY
    measure = Measure.ISSUALS if is_direct or now.effect is Action.ENROL else Measure.EARNS
    return limits[(limits["measure"] == measure) & limits["headroom"].notna()]
