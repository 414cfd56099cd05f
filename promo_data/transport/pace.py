"""Which part of the rate is used: less after the vendor said that calls come too fast, then by and by all of it."""

from dataclasses import dataclass, replace

_LOWER_BY = 0.7
_LEAST_SHARE = 0.05
_RAISED_PER_PERIOD = 0.1
_LOWERINGS_PER_PERIOD = 12
_LONG_AGO = -1e9


@dataclass(frozen=True, slots=True)
class Pace:
    """From ``lowered_at`` on a ``share`` of the rate is used, rising; nothing goes before ``closed_until``.

    Times are those of a clock that starts again with the machine: one that lies ahead is left from before.
    """

    share: float = 1.0
    lowered_at: float = _LONG_AGO
    closed_until: float = _LONG_AGO

    def share_at(self, now: float, period: float) -> float:
        """The share that may be used now."""
        if self.lowered_at > now:
            return 1.0
        return min(self.share + _RAISED_PER_PERIOD * (now - self.lowered_at) / period, 1.0)

    def closed_for(self, now: float, period: float) -> float:
        """Seconds for which nothing may go."""
        seconds = self.closed_until - now
        return seconds if 0 < seconds <= period else 0.0

    def slower(self, now: float, period: float, pause: float) -> "Pace":
        """The pace after a call was told that it came too fast, and to wait ``pause`` seconds.

        Of many calls that are told so at the same time only the first lowers the share.
        """
        closed_until = now + max(pause, self.closed_for(now, period))
        if 0 <= now - self.lowered_at < period / _LOWERINGS_PER_PERIOD:
            return replace(self, closed_until=closed_until)
        share = max(self.share_at(now, period) * _LOWER_BY, _LEAST_SHARE)
        return Pace(share, now, closed_until)
