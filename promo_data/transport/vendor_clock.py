"""What time it is at the vendor: that of its latest answer, and how long ago that came."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from promo_data.protocol.call import Answer
from promo_data.transport.steady import steady


class VendorClock:
    """Goes by the Date of the latest answer (RFC 9110, section 6.6.1), in whole seconds, and by our steady clock."""

    def __init__(self, steady: Callable[[], float] = steady) -> None:
        self._steady = steady
        self._heard: tuple[str, float] | None = None

    def hear(self, answer: Answer) -> None:
        """Set it by ``answer``; one without a Date changes nothing."""
        date = answer.headers.get("date")
        if date is not None:
            self._heard = date, self._steady()

    def now(self) -> datetime | None:
        """The time there, in UTC; ``None`` while no answer has told it in a way that can be read."""
        if self._heard is None:
            return None
        date, at = self._heard
        try:
            told = parsedate_to_datetime(date)
            return told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC) + timedelta(seconds=self._steady() - at)
        except (ValueError, TypeError, OverflowError):
            return None
