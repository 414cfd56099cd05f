"""Intents of another kind that move the same figures: which of the two did what could not be told apart afterwards."""

from contextlib import suppress

from anyio import to_thread

from promo_data.actions.intent import CARRIED_OUT, Intent, State
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told
from promo_data.actions.settle import settle
from promo_data.actions.standing import Standing
from promo_data.actions.wish import Wish
from promo_data.errors import StoreError
from promo_data.vocabulary import TRACELESS, UNDOES, Action, Outcome

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
_ALIKE = (frozenset({Action.ISSUE, Action.OPT_IN}), frozenset({Action.ENROL, Action.OPT_IN}))


def are_rivals(one: Action | None, other: Action) -> bool:
    """Whether both move a figure that tells about the other; two of one kind are kept apart by the journal itself.

    Issues and opt-ins are counted together, an enrolment may opt in as well (002, example response: an ENROL has an
    optinId), and taking back may touch enrolments and the issues within them. What leaves no trace is nobody's rival.
    """
    if one is None or one is other or {one, other} & TRACELESS:
        return False
    return one in UNDOES or other in UNDOES or any({one, other} <= alike for alike in _ALIKE)


async def held_by_rival(intent: Intent, wish: Wish, now: Standing, means: Means) -> Told | None:
    """How the claimed ``intent`` ends where a rival is open, or was carried out since its person saw the customer.

    An UNKNOWN rival is first settled by reading. Each looks only once it is claimed itself: of two that start at once,
    at least one sees the other.
    """
    for found in await to_thread.run_sync(_rivals, intent, wish, now, means):
        rival = found
        with suppress(StoreError):  # another process settled it first; then it stays as it was found
            rival = await settle(found, means, final_after=means.final_after) if found.state is State.UNKNOWN else found
        if rival.is_open:
            return _OPEN_RIVAL
        if rival.state in CARRIED_OUT:  # the figures that this one rests on may have been read before it
            return _RIVAL_DONE
    return None


def _rivals(intent: Intent, wish: Wish, now: Standing, means: Means) -> list[Intent]:
    promotion = (now.org_id, intent.program_id, intent.promotion_id)
    since = min(intent.prepared_at, wish.seen_at or intent.prepared_at)
    return [
        one
        for number in now.customer_ids
        for one in means.journal.intents_of(number)
        if (one.org_id, one.program_id, one.promotion_id) == promotion
        and are_rivals(one.effect, now.effect)
        and (one.is_open or (one.ended_at is not None and one.ended_at >= since))
    ]
