"""Carrying a wish out, once: record, read, judge, send, record, read again. No other place changes anything."""

import logging
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar
from uuid import uuid4

import anyio
from anyio import to_thread

from promo_data.actions.intent import Intent, State
from promo_data.actions.means import Means
from promo_data.actions.outcomes import Told, told
from promo_data.actions.settle import settle
from promo_data.actions.shown import shown, without_names
from promo_data.actions.standing import Missing, Standing, standing
from promo_data.actions.wish import Request, Wish, request_of
from promo_data.errors import AnswerLostError, PromoInsightError, StoreError
from promo_data.protocol.call import Answer
from promo_data.vocabulary import Outcome, Verdict

_log = logging.getLogger(__name__)
Result = TypeVar("Result")

_STOPPED = Told(Outcome.NOT_SENT, "The program was stopped before anything was sent.", "It may be tried again.")
_SET_UP_LIKELIER = "none of its limits was used up, which points to its set-up."


async def perform(wish: Wish, means: Means, *, insist: bool = False, form_token: str | None = None) -> Intent:
    """The intent, ended, with the figures read afterwards; at most one request was sent.

    It is sent where the verdict is allowed, or unknown with the org's own credentials or ``insist``; never where it is
    refused. Raises ``InputError`` where the route does not take the wish and ``StoreError`` where it cannot be
    recorded: nothing was sent then, unless the error says so.
    """
    intent, is_new = await to_thread.run_sync(partial(prepare, wish, means, insist=insist, form_token=form_token))
    return await carry_out(intent, wish, means) if is_new else intent


def prepare(wish: Wish, means: Means, *, insist: bool = False, form_token: str | None = None) -> tuple[Intent, bool]:
    """The wish on record and whether it is new: a form's token makes one intent, however often it comes."""
    intent_id = uuid4()
    digest = shown(request_of(wish, intent_id).call, wish).digest
    intent = means.journal.prepare(intent_id, wish, digest=digest, insisted=insist, form_token=form_token)
    return intent, intent.id == intent_id


async def carry_out(intent: Intent, wish: Wish, means: Means) -> Intent:
    """The prepared ``intent``, ended; raises as ``perform`` does."""
    try:
        ready = await _ready(intent, wish, means)
        if isinstance(ready, Standing):
            await _mark_sent(intent, means)
    except BaseException:
        with anyio.CancelScope(shield=True), suppress(StoreError):
            await _conclude(intent, wish, means, _STOPPED)
        raise
    if isinstance(ready, Intent):
        return ready
    with anyio.CancelScope(shield=True):  # once sent, the answer is waited for and recorded, whoever stops waiting
        ended = await _send_once(intent, wish, ready, means)
    return ended if ended.outcome is Outcome.NOT_SENT else await _read_again(ended, means)


async def _ready(intent: Intent, wish: Wish, means: Means) -> Intent | Standing:
    """Where the customer stands, if it may be sent; else the intent, ended without sending."""
    now = await _standing(wish, means)
    if isinstance(now, Missing):
        return await _conclude(intent, wish, means, Told(Outcome.NOT_SENT, now.message, code=now.code))
    claimed = await to_thread.run_sync(means.journal.claim, intent.id, now)
    if claimed.state is not State.PREPARED:
        return claimed
    reason = _held_back(now, means, insisted=intent.insisted)
    return now if reason is None else await _conclude(intent, wish, means, reason)


async def _standing(wish: Wish, means: Means) -> Standing | Missing:
    try:
        view = await means.read(wish.identifier, wish.org_id)
    except PromoInsightError as error:
        return Missing(f"The customer could not be read first. {error}")
    return standing(view, wish)


def _held_back(now: Standing, means: Means, *, insisted: bool) -> Told | None:
    reasons = " ".join(now.reasons)
    if now.verdict is Verdict.REFUSED:
        return Told(Outcome.NOT_SENT, reasons)
    if now.verdict is Verdict.UNKNOWN and not (means.own_credentials or insisted):
        return Told(
            Outcome.NOT_SENT, f"Whether it would work cannot be told. {reasons}", "Insist to send it all the same."
        )
    return None


async def _send_once(intent: Intent, wish: Wish, now: Standing, means: Means) -> Intent:
    request = request_of(wish, intent.id)
    evidence = _SET_UP_LIKELIER if now.verdict is Verdict.ALLOWED else ""
    outcome = told(request.asked, await _answer(request, means), evidence=evidence)
    ended = await _conclude(intent, wish, means, outcome)
    means.forget(now.customer_id)
    return ended


async def _mark_sent(intent: Intent, means: Means) -> None:
    try:
        await to_thread.run_sync(means.journal.mark_sent, intent.id)
    except StoreError as error:
        raise StoreError(f"It cannot be recorded, so it was not sent. {error}") from None


async def _answer(request: Request, means: Means) -> Answer | PromoInsightError:
    try:
        return await means.send(request.call)
    except PromoInsightError as error:
        return error
    except Exception as error:  # noqa: BLE001 - whatever it was, the request may have been carried out
        _log.error("sending failed with %s", type(error).__name__)
        return AnswerLostError("The program failed while it was sending. It is not known what was done.")


async def _conclude(intent: Intent, wish: Wish, means: Means, end: Told) -> Intent:
    """The outcome on record; the vendor's words may repeat whom it was about, the record must not."""
    message, vendor_message = without_names(end.message, wish), without_names(end.vendor_message, wish)
    nameless = replace(end, message=message, vendor_message=vendor_message)
    return await to_thread.run_sync(means.journal.conclude, intent.id, nameless)


async def _read_again(intent: Intent, means: Means) -> Intent:
    """With the figures of now; the outcome is on record, so what fails here changes nothing."""
    try:
        return await settle(intent, means)
    except StoreError:
        return intent
