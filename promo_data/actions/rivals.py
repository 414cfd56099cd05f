"""Intents of another kind that move the same figures: which of the two did what could not be told apart afterwards."""

from contextlib import suppress

from anyio import to_thread

from promo_data.actions.intent import Intent, State
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told
from promo_data.actions.settle import settle
from promo_data.actions.standing import Standing
from promo_data.errors import StoreError
from promo_data.vocabulary import UNDOES, Action, Outcome

_OPEN_RIVAL = Told(
    Outcome.NOT_SENT,
    "Another action for this customer and promotion is on record, and how it ended is not known yet. Their effects on "
    "the customer's figures could not be told apart.",
    "Settle that one first, then try once more.",
)
_RIVAL_DONE = Told(
    Outcome.NOT_SENT,
    "Another action for this customer and promotion was carried out a moment ago.",
    "Look the customer up again; confirm once more if this one is still wanted.",
)
_ALIKE = frozenset({Action.ISSUE, Action.OPT_IN})
_DONE = frozenset({State.CONFIRMED, State.PARTIAL})


def are_rivals(one: Action | None, other: Action) -> bool:
    """Whether both move a figure that tells about the other; two of one kind are kept apart by the journal itself.

    Issues and opt-ins are counted together; taking back may touch enrolments and the issues within them.
    """
    if one is None or one is other:
        return False
    return one in UNDOES or other in UNDOES or {one, other} <= _ALIKE


async def held_by_rival(intent: Intent, now: Standing, means: Means) -> Told | None:
    """How the claimed ``intent`` ends where a rival is open, or was carried out since this one was prepared.

    An UNKNOWN rival is first settled by reading. Each looks only once it is claimed itself: of two that start at once,
    at least one sees the other.
    """
    for found in await to_thread.run_sync(_rivals, intent, now, means):
        rival = found
        with suppress(StoreError):  # another process settled it first; then it stays as it was found
            rival = await settle(found, means, final_after=means.final_after) if found.state is State.UNKNOWN else found
        if rival.is_open:
            return _OPEN_RIVAL
        if rival.state in _DONE:  # the figures that this one rests on may have been read before it
            return _RIVAL_DONE
    return None


def _rivals(intent: Intent, now: Standing, means: Means) -> list[Intent]:
    promotion = (now.org_id, intent.program_id, intent.promotion_id)
    return [
        one
        for one in means.journal.intents_of(now.customer_id)
        if (one.org_id, one.program_id, one.promotion_id) == promotion
        and are_rivals(one.effect, now.effect)
        and (one.is_open or (one.ended_at is not None and one.ended_at >= intent.prepared_at))
    ]
