import logging
import sys

import pytest

from tests.personal_data import Eavesdropper


def heard(message: str, **more: object) -> list[str]:
    eavesdropper = Eavesdropper()
    eavesdropper.handle(logging.makeLogRecord({"name": "some.library", "msg": message, "levelno": 10, **more}))
    return eavesdropper.heard


@pytest.mark.parametrize(
    "leak",
    [
        "no answer for 917406400033",
        "asked for jo.doe@example.com",
        "asked for card-John-Smith",
        "GET /v2.1/customers/lookup/promotionData?limit=100",
        "identifierValue=000003873354",
        "Authorization: Basic dGlsbDpwYXNzd29yZA==",
        "token eyJhbGciOiJSUzI1NiJ9",
    ],
)
def test_a_line_that_gives_something_away_is_overheard_from_any_library(leak: str) -> None:
    assert heard(leak) == [f"some.library: {leak}"]


def test_a_traceback_is_listened_to_as_well() -> None:
    try:
        int("917406400033 is no number")
    except ValueError:
        assert len(heard("it failed", exc_info=sys.exc_info())) == 1


def test_a_structured_line_about_a_call_gives_nothing_away() -> None:
    assert not heard('{"endpoint": "issue", "scope": {"DATA-SCOPE-ORG": "50405"}, "seconds": 0.0123, "status": 200}')
