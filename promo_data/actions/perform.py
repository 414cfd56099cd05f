"""Carrying a wish out, once: record, make ready, send, record, read again."""

from contextlib import suppress
from functools import partial
from uuid import UUID, uuid4

import anyio
from anyio import to_thread

from promo_data.actions.conclude import conclude, conclude_sent
from promo_data.actions.intent import Intent
from promo_data.actions.means import Means
from promo_data.actions.outcomes import told
from promo_data.actions.ready import Ready, make_ready
from promo_data.actions.requests import draft_of
from promo_data.actions.sending import STOPPED, answer_to, evidence_on
from promo_data.actions.settle import settle
from promo_data.actions.shown import shown
from promo_data.actions.wish import Wish
from promo_data.errors import StoreError
from promo_data.vocabulary import Outcome


async def perform(wish: Wish, means: Means, *, insist: bool = False, form_token: str | None = None) -> Intent:
    """The intent, ended, with the figures read afterwards; at most one request was sent.

    It is sent where the verdict is allowed, or unknown with the org's own credentials or ``insist``; never where it is
    refused, nor while another of its kind is open. Raises ``InputError`` where the route does not take the wish and
    ``StoreError`` where it cannot be recorded: nothing was sent then, unless it is an ``UnrecordedError``.
    """
    intent, is_new = await to_thread.run_sync(partial(prepare, wish, means, insist=insist, form_token=form_token))
    return await carry_out(intent, wish, means) if is_new else intent


def prepare(
    wish: Wish, means: Means, *, insist: bool = False, form_token: str | None = None, batch: UUID | None = None
) -> tuple[Intent, bool]:
    """The wish on record and whether it is new: a form's token makes one intent, however often it comes.

    ``batch`` is shared by the rows of one request.
    """
    intent_id = uuid4()
    digest = shown(draft_of(wish, intent_id).call, wish).digest
    intent = means.journal.prepare(intent_id, wish, digest=digest, insisted=insist, form_token=form_token, batch=batch)
    return intent, intent.id == intent_id


async def carry_out(intent: Intent, wish: Wish, means: Means) -> Intent:
    """The prepared ``intent``, ended; raises as ``perform`` does."""
    try:
        ready = await make_ready(intent, wish, means)
    except BaseException:
        await _stop(intent, wish, means)
        raise
    if isinstance(ready, Intent):
        return ready
    with anyio.CancelScope(shield=True):  # once sent, the answer is waited for and recorded, whoever stops waiting
        ended = await _send_once(intent, wish, ready, means)
    return ended if ended.outcome is Outcome.NOT_SENT else await read_again(ended, means)


async def _send_once(intent: Intent, wish: Wish, ready: Ready, means: Means) -> Intent:
    request, now = ready.request, ready.standing
    try:
        answer = await answer_to(request, [intent.id], means)
    except StoreError:
        await _stop(intent, wish, means)
        raise
    outcome = told(request.asked, answer, effect=now.effect, evidence=evidence_on(wish, now))
    means.forget(now.customer_id)
    return await conclude_sent(intent, wish, now, means, outcome)


async def _stop(intent: Intent, wish: Wish, means: Means) -> None:
    with anyio.CancelScope(shield=True), suppress(StoreError):  # what cannot be recorded now is ended at the next start
        await conclude(intent, wish, means, STOPPED)


async def read_again(intent: Intent, means: Means) -> Intent:
    """With the figures of now; the outcome is on record, so what fails here changes nothing."""
    try:
        return await settle(intent, means)
    except StoreError:
        return intent
