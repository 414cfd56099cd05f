import contextlib
import json
import logging
from dataclasses import replace

import pytest

from promo_data.errors import AnswerLostError
from promo_data.protocol.call import Answer
from promo_data.settings import Credentials
from promo_data.transport.authorise import basic_authorization
from promo_data.transport.log import Log
from promo_data.transport.stack import open_sender
from tests.unit.transport.senders import Scripted, status
from tests.unit.transport.servers import MOBILE, READ, always, answer, serving
from tests.unit.transport.test_stack import decode_token, settings, token_call

pytestmark = pytest.mark.anyio

SCOPED = replace(
    READ, headers=(("DATA-SCOPE", "OTHER"), ("DATA-SCOPE-ORG", "50405,50406"), ("Authorization", "s3cret"))
)


async def lines(caplog: pytest.LogCaptureFixture, result: Answer | Exception) -> list[dict[str, object]]:
    caplog.set_level(logging.INFO, logger="promo_data")
    log = Log(Scripted(result), scope_headers=frozenset({"DATA-SCOPE", "Data-Scope-Org"}))
    with contextlib.suppress(AnswerLostError):
        await log(SCOPED)
    return [json.loads(record.getMessage()) for record in caplog.records if record.name == "promo_data.transport.log"]


async def test_one_line_says_what_was_asked_for_whom_and_what_came(caplog: pytest.LogCaptureFixture) -> None:
    (line,) = await lines(caplog, status(503, [("x-cap-requestid", "r-1")]))
    seconds = line.pop("seconds")
    assert isinstance(seconds, float)
    assert line == {
        "endpoint": "customer promotions",
        "scope": {"DATA-SCOPE": "OTHER", "DATA-SCOPE-ORG": "50405,50406"},
        "try": 1,
        "status": 503,
        "request_id": "r-1",
    }


async def test_a_failure_is_named(caplog: pytest.LogCaptureFixture) -> None:
    (line,) = await lines(caplog, AnswerLostError("No answer."))
    assert line["failure"] == "AnswerLostError"


async def test_the_vendors_request_id_cannot_forge_a_line(caplog: pytest.LogCaptureFixture) -> None:
    await lines(caplog, status(200, [("x-cap-requestid", "r\r\n{}\x1b[31m")]))
    assert all(character.isprintable() for character in caplog.records[0].getMessage())


@pytest.mark.parametrize("auth", ["basic", "oauth"])
async def test_no_identifier_and_no_credential_is_logged_by_anyone(auth: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        caplog.set_level(logging.DEBUG, logger=name)
    credentials = Credentials.model_validate(
        {"auth": auth, "username": "till.77", "password": "pa55", "oauth_key": "k3y", "oauth_secret": "s3cret"}
    )
    async with serving(always(answer(b"t0ken"))) as server:
        sender = open_sender(settings(server.url, credentials=credentials), token_call, decode_token)
        await sender(READ)
        await sender.aclose()
    written = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert '"status": 200' in written
    secrets = [MOBILE, "till.77", "pa55", "k3y", "s3cret", "t0ken", basic_authorization("till.77", "pa55")]
    assert not [secret for secret in secrets if secret in written]
