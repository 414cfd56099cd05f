"""What is raised where we ourselves keep a call from being sent."""

from math import ceil

from promo_data.errors import NotSentError


class HeldBackError(NotSentError):
    """Our own limit of calls or the vendor's silence kept the call here: repeating it at once would change nothing."""


def in_seconds(seconds: float) -> str:
    """Whole seconds in words, at least one."""
    whole = max(ceil(seconds), 1)
    return "1 second" if whole == 1 else f"{whole} seconds"
