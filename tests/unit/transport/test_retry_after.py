import pytest

from promo_data.transport.retry_after import retry_after
from tests.unit.transport.senders import status

YEAR_2000 = 946_684_800.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 2.0),
        (" 0 ", 0.0),
        ("Sat, 01 Jan 2000 00:00:05 GMT", 5.0),
        ("Saturday, 01-Jan-00 00:00:05 GMT", 5.0),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0.0),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("Sat, 99 Jan 2000 00:00:05 GMT", None),
        ("Sat, 99999999999999999999 Jan 2000 00:00:05 GMT", None),
        ("Sat, 01 Jan 2000 00:00:05 +999999999999", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(status(429, [("retry-after", text)]), YEAR_2000) == seconds
