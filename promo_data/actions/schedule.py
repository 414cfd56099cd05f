"""When an outcome that is not known is read back: soon, then more and more rarely, then no more.

No time of day is trusted alone, because it may be set: what goes by is counted by the clock that saw least of it, the
next reading is planned from now on, and what was planned further ahead than ever planned is due.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from promo_data.actions.intent import Intent

_SHORTEST = timedelta(minutes=1)
_LONGEST = timedelta(hours=1)
_GIVEN_UP = timedelta(days=1)
_FEWEST = 24
"""Fewer readings than a day holds at the longest wait: where a day seems over sooner, the clock was put ahead."""


def next_read(unknown_for: timedelta, reads: int, now: datetime, waits: Sequence[int]) -> datetime | None:
    """When an intent that is UNKNOWN for so long, and was read back ``reads`` times in vain, is read the next time.

    That is after each of ``waits`` seconds. Who could not be read by the last of them is tried again after as long as
    it took so far, an hour at most, for a day and ``_FEWEST`` times; ``None``: only a person can tell.
    """
    planned = (timedelta(seconds=wait) - unknown_for for wait in sorted(waits))
    pause = next((wait for wait in planned if wait > timedelta(0)), None)
    if pause is not None:
        return now + pause
    pause = min(max(unknown_for, _SHORTEST), _LONGEST)
    is_over = unknown_for + pause > _GIVEN_UP and reads >= _FEWEST
    return None if is_over else now + pause


def unknown_for(intent: Intent, now: datetime, vendor_time: datetime | None) -> timedelta:
    """For how long the end of ``intent`` is not known, by our clock or the vendor's, whichever saw less; never below 0.

    Either may have been put ahead since, or back: that is never taken for time that has passed.
    """
    by_clock = [now - (intent.ended_at or now)]
    if vendor_time is not None and intent.vendor_sent_at is not None:
        by_clock.append(vendor_time - intent.vendor_sent_at)
    return max(min(by_clock), timedelta(0))


def due_at(planned: datetime, now: datetime, waits: Sequence[int]) -> datetime:
    """``planned``, or ``now`` where no reading is ever planned so far ahead: the clock was put back since."""
    furthest = max(_LONGEST, timedelta(seconds=max(waits, default=0)))
    return now if planned > now + furthest else planned
