"""Calls that take effect later than they were answered."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Clock = Callable[[], datetime]
Effect = Callable[[], Awaitable[object]]
WhoseTime = Literal["world", "real"]


@dataclass(frozen=True, slots=True)
class _LateCall:
    is_due: Callable[[], bool]
    take_effect: Effect


class LateCalls:
    """Takes effect when the next request after the moment comes in, so that no reader sees it later than it is due."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: list[_LateCall] = []

    def add(self, seconds: float, whose_time: WhoseTime, effect: Effect) -> None:
        """Have something take effect in so many seconds of the world's clock, or of real time."""
        if whose_time == "world":
            moment = self._clock() + timedelta(seconds=seconds)
            self._waiting.append(_LateCall(lambda: self._clock() >= moment, effect))
        else:
            instant = time.monotonic() + seconds
            self._waiting.append(_LateCall(lambda: time.monotonic() >= instant, effect))

    async def apply_due(self) -> None:
        """Apply what is due, in the order in which it was asked for."""
        due = [call for call in self._waiting if call.is_due()]
        self._waiting = [call for call in self._waiting if call not in due]
        for call in due:
            await call.take_effect()
