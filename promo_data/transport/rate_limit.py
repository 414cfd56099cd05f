"""Keeps to the calls per minute that the vendor allows these credentials (api-facts §6, rate limit)."""

import asyncio
from math import ceil

from pyrate_limiter import Duration, InMemoryBucket, Limiter, MonotonicClock, Rate, SingleBucketFactory

from promo_data.errors import NotSentError
from promo_data.protocol.call import Answer, Call
from promo_data.transport.sender import Sender

_SPARE_MILLISECONDS = 5


class RateLimit:
    """Lets ``per_minute`` calls pass in any minute, in the order they came.

    No quarter of a minute takes more than a quarter of them, so that nobody finds the whole minute used up. A call
    that would wait longer than ``longest_wait`` seconds is a ``NotSentError``.
    """

    def __init__(self, inner: Sender, *, per_minute: int, longest_wait: float = 20.0) -> None:
        self._inner = inner
        self._per_minute = per_minute
        self._longest_wait = longest_wait
        self._bucket = InMemoryBucket(_rates(per_minute))
        # pyrate-limiter would forget old calls in a thread of its own; forgetting them here needs none.
        factory = SingleBucketFactory(self._bucket, schedule_leak=False)
        self._limiter = Limiter(factory, buffer_ms=_SPARE_MILLISECONDS)

    def __repr__(self) -> str:
        return f"RateLimit({self._per_minute} a minute) > {self._inner!r}"

    async def __call__(self, call: Call) -> Answer:
        """The answer, asked for as soon as the limit allows."""
        self._bucket.leak(MonotonicClock().now())
        try:
            # pyrate-limiter's own timeout leaves tasks behind whose errors nobody looks at.
            async with asyncio.timeout(self._longest_wait):
                await self._limiter.try_acquire_async()
        except TimeoutError:
            raise NotSentError(
                f"Not sent: the {self._per_minute} calls a minute that are allowed are used up. Try again in a moment."
            ) from None
        return await self._inner(call)


def _rates(per_minute: int) -> list[Rate]:
    minute = Rate(per_minute, Duration.MINUTE)
    if per_minute == 1:
        return [minute]
    return [Rate(ceil(per_minute / 4), Duration.SECOND * 15), minute]
