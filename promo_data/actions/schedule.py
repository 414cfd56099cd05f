"""When an outcome that is not known is read back: soon, then more and more rarely, then no more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

_SHORTEST = timedelta(minutes=1)
_LONGEST = timedelta(hours=1)
_GIVEN_UP = timedelta(days=1)


def next_read(since: datetime, now: datetime, waits: Sequence[int]) -> datetime | None:
    """When an intent that is UNKNOWN since then, and was read back ``now`` in vain, is read the next time.

    That is after each of ``waits`` seconds. Who could not be read by the last of them is tried again after as long as
    it took so far, an hour at most, for a day; ``None``: only a person can tell.
    """
    passed = now - since
    planned = (timedelta(seconds=wait) for wait in sorted(waits))
    later = next((wait for wait in planned if wait > passed), None)
    if later is None:
        later = passed + min(max(passed, _SHORTEST), _LONGEST)
    return since + later if later <= _GIVEN_UP else None
