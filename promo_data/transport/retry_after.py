"""What a vendor in trouble asks of us: to come back later."""

from datetime import UTC
from email.utils import parsedate_to_datetime

from promo_data.protocol.call import Answer


def retry_after(answer: Answer, now: float) -> float | None:
    """Seconds the answer asks us to wait (RFC 9110, section 10.2.3), or ``None`` where it says nothing readable.

    ``now`` is in seconds since 1970.
    """
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        return max(until.replace(tzinfo=until.tzinfo or UTC).timestamp() - now, 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
