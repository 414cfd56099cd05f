"""What ends a pull before its end; what it brought is kept, and it can go on from there."""

from promo_data.errors import PromoInsightError


class PullStoppedError(PromoInsightError):
    """The pull cannot go on now; the sentence says why."""


class RefusesUsError(PullStoppedError):
    """The vendor refuses whoever asks, not the customers: going on would bring the same answer for everyone."""


class SilentError(PullStoppedError):
    """The vendor does not answer, for longer than was to be waited."""
