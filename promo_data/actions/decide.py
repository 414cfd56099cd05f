"""A person's word on what became of an action: that nothing was done only once nothing of it can be on its way."""

from datetime import datetime, timedelta

from promo_data.actions.intent import Intent
from promo_data.actions.means import Means
from promo_data.errors import InputError

LONGEST_SEND = timedelta(seconds=20)
"""How long after ``sent_at`` the sender holds on to a request (``transport.http.Bounds``): until then it may leave."""


def may_travel_until(intent: Intent, means: Means) -> datetime | None:
    """Until when, by our clock, the request of ``intent`` may still be carried out; ``None`` once it no longer may.

    That is the longest send, and then the window in which a reading proves nothing either. The vendor's clock counts
    where it was told at the send and is told now, because nobody here sets it.
    """
    if intent.sent_at is None:
        return None
    now, vendor_time = means.journal.now(), means.vendor_time()
    passed = now - intent.sent_at
    if intent.vendor_sent_at is not None and vendor_time is not None:
        passed = vendor_time - intent.vendor_sent_at
    left = LONGEST_SEND + means.final_after - passed
    return now + left if left > timedelta(0) else None


def decide(intent: Intent, means: Means, *, carried_out: bool) -> Intent:
    """``intent`` as this person decided it: CONFIRMED, or else NOT_APPLIED.

    Raises ``InputError`` where it was not to be carried out and still may be, and ``StoreError``.
    """
    until = None if carried_out else may_travel_until(intent, means)
    if until is not None:
        raise InputError(may_still_be_done(until))
    return means.journal.decide(intent.id, carried_out=carried_out)


def may_still_be_done(until: datetime) -> str:
    """Why it cannot be said yet that nothing was done, and from when on it can."""
    return f"The vendor may still carry it out. That it was not can be decided from {until:%H:%M:%S} UTC on."
