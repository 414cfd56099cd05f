"""Reading a customer again after a write: what became of it, where the answer did not say."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import anyio
from anyio import to_thread

from promo_data.actions.figures import Figures, Span, absence_proves, moved_beyond, read_back
from promo_data.actions.intent import CARRIED_OUT, Intent, State
from promo_data.actions.means import Means
from promo_data.actions.outcomes import ANOTHER_TOO, DONE, Told
from promo_data.actions.standing import Missing, standing
from promo_data.actions.window import is_over, span_of
from promo_data.actions.wish import Wish
from promo_data.errors import PromoInsightError, StoreError
from promo_data.models.customer import CustomerIdentifier
from promo_data.vocabulary import TRACELESS, IdentifierKind, Outcome

_log = logging.getLogger(__name__)

LONGEST_READ_SECONDS = 20.0
"""How long one reading back may take, its turn in the vendor's rate included."""

NextRead = Callable[[Intent], datetime | None]
"""When an intent that stayed UNKNOWN is to be read again; ``None``: no more."""

_CONFLICT = Told(
    Outcome.CONFLICT,
    "The customer's figures changed, but not as this action alone would change them.",
    "Compare the figures before and after, and decide what was done.",
)
_NOT_APPLIED = Told(
    Outcome.NOT_APPLIED,
    "It was not carried out: reading the customer again, long enough after, shows no trace of it.",
    "It may be tried again.",
)


async def follow_up(
    intent: Intent, means: Means, next_read: NextRead, *, longest: float = LONGEST_READ_SECONDS
) -> Intent:
    """An UNKNOWN ``intent`` read back once, settled by that, or else with the time of the next reading on record.

    Reading takes ``longest`` seconds at the most, and one that fails puts the intent off. What leaves no trace is read
    no more: only a person can tell. Where another process settles it at the same time, its outcome is given back.
    Raises ``StoreError``.
    """
    try:
        return await _followed_up(intent, means, next_read, longest)
    except StoreError:
        now = await to_thread.run_sync(means.journal.get, intent.id)
        if now.state is State.UNKNOWN:
            raise
        return now


async def _followed_up(intent: Intent, means: Means, next_read: NextRead, longest: float) -> Intent:
    settled = intent
    try:
        with anyio.move_on_after(longest):
            settled = await settle(intent, means, final_after=means.final_after)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - one that cannot be read back must not keep the others from it
        _log.error("reading back failed with %s", type(error).__name__)
    if settled.state is not State.UNKNOWN:
        return settled
    again_at = None if intent.effect in TRACELESS else next_read(settled)
    return await to_thread.run_sync(means.journal.schedule, intent.id, again_at, settled.reads + 1)


async def settle(intent: Intent, means: Means, *, final_after: timedelta | None = None) -> Intent:
    """``intent`` with the customer's figures as they are now, and settled by them if it was UNKNOWN.

    Where nothing moved it stays UNKNOWN, until ``final_after`` is over (``window``): then it is NOT_APPLIED, if the
    figures are such that a trace would show. An intent that was never sent, or a customer that cannot be read now, is
    given back as it was; one who was merged since, with the other's number: only a person can compare the two. Where
    the figures of a confirmed one moved by more than its own effect, its advice says so.
    """
    if intent.customer_id is None or intent.sent_at is None:
        return intent
    wish = _wish_of(intent, intent.customer_id)
    try:
        view = await means.read(wish.identifier, intent.org_id)
    except PromoInsightError:
        return intent
    vendor_time, now = means.vendor_time(), standing(view, wish)
    if isinstance(now, Missing):
        return intent
    if now.is_merged:
        return await to_thread.run_sync(means.journal.note_merged, intent.id, now.customer_id)
    noted = await to_thread.run_sync(means.journal.note_after, intent.id, now.figures, _advice(intent, now.figures))
    is_final = final_after is not None and is_over(final_after, noted, view.as_of, vendor_time)
    span = span_of(noted, view.as_of, vendor_time, means.final_after)
    found = _found(noted, now.figures, span, is_final=is_final) if noted.state is State.UNKNOWN else None
    if found is None:
        return noted
    means.forget(now.customer_id)  # what other look-ups kept may be older than what was found
    return await to_thread.run_sync(means.journal.settle, intent.id, found)


def _advice(intent: Intent, after: Figures) -> str | None:
    """What to add for a person where more was done than the vendor confirmed of ours; ``None``: nothing."""
    if intent.state not in CARRIED_OUT or intent.effect is None or intent.before is None:
        return None
    return f"{intent.advice} {ANOTHER_TOO}".strip() if moved_beyond(intent.effect, intent.before, after) else None


def _wish_of(intent: Intent, customer_id: int) -> Wish:
    """The wish by the vendor's number of the customer: the identifier that was typed is not on record."""
    identifier = CustomerIdentifier(IdentifierKind.CUSTOMER_ID, str(customer_id), intent.source)
    return Wish(identifier, intent.org_id, intent.program_id, intent.promotion_id, intent.route)


def _found(intent: Intent, after: Figures, span: Span | None, *, is_final: bool) -> Told | None:
    """What the figures tell; ``None`` where they leave it open. ``is_final``: a trace would have shown by now."""
    if intent.effect is None or intent.before is None or span is None:
        return None
    outcome = read_back(intent.effect, intent.before, after, span)
    if outcome is Outcome.CONFIRMED:
        return Told(outcome, f"{DONE[intent.effect]}: that was found by reading the customer again.")
    if outcome is Outcome.CONFLICT:
        return _CONFLICT
    return _NOT_APPLIED if is_final and absence_proves(intent.effect, intent.before, after) else None
