"""What would be sent, whether it may, and what would be left: for the confirmation, before a person says yes."""

from dataclasses import dataclass
from uuid import UUID

from promo_data.actions.shown import ShownRequest, shown
from promo_data.actions.standing import Missing, limits_moved, standing
from promo_data.actions.wish import Wish, effect_of, request_of
from promo_data.insight.customer import CustomerView
from promo_data.vocabulary import Action, Verdict

_NO_ID_YET = UUID(int=0)
"""Stands where the intent's id will be sent."""


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
    """A wish as a person confirms it; ``customer`` is masked, ``reasons`` are sentences."""

    effect: Action
    verdict: Verdict
    reasons: tuple[str, ...]
    customer: str
    request: ShownRequest
    remaining: tuple[Remaining, ...]


def preview(wish: Wish, view: CustomerView) -> Preview:
    """What ``wish`` would do, as of ``view``; raises ``InputError`` for what its route does not take."""
    request = shown(request_of(wish, _NO_ID_YET).call, wish)
    now = standing(view, wish)
    if isinstance(now, Missing):
        effect = effect_of(wish.route, None)
        return Preview(effect, Verdict.REFUSED, (now.message,), wish.identifier.masked, request, ())
    remaining = _remaining(view, wish, now.effect)
    return Preview(now.effect, now.verdict, now.reasons, wish.identifier.masked, request, remaining)


def _remaining(view: CustomerView, wish: Wish, effect: Action) -> tuple[Remaining, ...]:
    """The limits that the action itself uses up, by one each."""
    limits = limits_moved(view, wish, effect).astype(object)
    rows = limits.where(limits.notna(), None).to_dict("records")
    return tuple(
        Remaining(
            row["stage"], row["measure"], row["limit_on"], row["period"], row["cap"], row["used"], row["used"] + 1
        )
        for row in rows
    )
