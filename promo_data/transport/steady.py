"""A clock that nobody sets."""

import time

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Linux stops its monotonic clock while the machine sleeps, and has this one beside it (clock_gettime(2))."""


def steady() -> float:
    """Seconds since some moment, whatever the time of day is set to; a process or machine that sleeps is counted."""
    return time.clock_gettime(_CLOCK)
