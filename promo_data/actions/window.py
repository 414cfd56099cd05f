"""When a customer without any trace of a request proves that it was not applied: not by one clock alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from promo_data.actions.figures import Span
from promo_data.actions.intent import Intent
from promo_data.actions.last_look import SHORTEST_WINDOW

_WHOLE_SECONDS = timedelta(seconds=2)
"""A Date is cut to whole seconds, at the send and at the reading."""


def is_over(window: timedelta, intent: Intent, read_at: datetime | None, vendor_time: datetime | None) -> bool:
    """Whether ``window`` has passed between the send and a reading, ``vendor_time`` there, by both clocks.

    Ours may have been put forward since the send, or back before it, while the request still travels. Where the vendor
    does not tell its time, only a person can say that nothing was done.
    """
    if intent.sent_at is None or intent.vendor_sent_at is None or read_at is None or vendor_time is None:
        return False
    return read_at - intent.sent_at >= window and vendor_time - intent.vendor_sent_at >= window - _WHOLE_SECONDS


def span_of(intent: Intent, read_at: datetime | None, vendor_time: datetime | None, window: timedelta) -> Span | None:
    """When ``intent`` may have taken effect, and when the reading was; ``None`` where that is not known.

    By the vendor's clock where it tells its time: the vendor dates the entries, and nobody here sets that clock.
    """
    if intent.vendor_sent_at is not None and vendor_time is not None:
        return Span(intent.vendor_sent_at, vendor_time, window)
    return None if intent.sent_at is None or read_at is None else Span(intent.sent_at, read_at, window)


def readings(waits: Sequence[int]) -> tuple[int, ...]:
    """After how many seconds an UNKNOWN intent is read back, the last of which may tell that it was not applied."""
    shortest = int(SHORTEST_WINDOW.total_seconds())
    return tuple(waits) if max(waits, default=0) >= shortest else (*waits, shortest)
