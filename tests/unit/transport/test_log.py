import asyncio
import contextlib
import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from promo_data.errors import AnswerLostError
from promo_data.protocol.call import Answer, Call
from promo_data.settings import Credentials
from promo_data.transport.authorise import basic_authorization
from promo_data.transport.first_code import first_code
from promo_data.transport.log import Log
from promo_data.transport.stack import open_sender
from tests.unit.transport.senders import Scripted, status
from tests.unit.transport.servers import MOBILE, READ, always, answer, serving
from tests.unit.transport.test_stack import decode_token, settings, token_call

pytestmark = pytest.mark.anyio

SAMPLES = Path(__file__).parents[2] / "samples"
REFUSALS = [*SAMPLES.glob("*_error_*.json"), *SAMPLES.glob("*_declined_*.json")]
SCOPED = replace(
    READ, headers=(("DATA-SCOPE", "OTHER"), ("DATA-SCOPE-ORG", "50405,50406"), ("Authorization", "s3cret"))
)


async def lines(caplog: pytest.LogCaptureFixture, result: Answer | Exception) -> list[dict[str, object]]:
    caplog.set_level(logging.INFO, logger="promo_data")
    log = Log(Scripted(result), scope_headers=frozenset({"DATA-SCOPE", "Data-Scope-Org"}))
    with contextlib.suppress(AnswerLostError):
        await log(SCOPED)
    return [json.loads(message) for message in written(caplog)]


def written(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "promo_data.transport.log"]


async def test_one_line_says_what_was_asked_for_whom_and_what_came(caplog: pytest.LogCaptureFixture) -> None:
    (line,) = await lines(caplog, status(503, [("x-cap-requestid", "r-1")]))
    seconds = line.pop("seconds")
    assert isinstance(seconds, float)
    assert line == {
        "endpoint": "customer promotions",
        "scope": {"DATA-SCOPE": "OTHER", "DATA-SCOPE-ORG": "50405,50406"},
        "try": 1,
        "status": 503,
        "code": None,
        "request_id": "r-1",
    }


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('{"errors": [{"status": false, "message": "“code”: {5}", "code": 11013}], "warnings": []}', 11013),
        ('{"errors": null, "warnings": {"code": "8890", "message": ""}}', 8890),
        ('{"errors": [{"message": "say \\"code\\": 5", "errorCode": 998}]}', 998),
        ('{"errorCode": 4000, "errorMessage": "no access"}', 4000),
        ('{"data": [' + ", ".join(['{"code": 7}'] * 2_000) + '], "warnings": [{"code": 310145}]}', 310145),
        ('{"errors": [], "data": [{"code": 7}]}', None),
        ('{"errors": "Something went wrong 5"}', None),
        ('{"errors": [{"code": 12', None),
        ('{"errors": [{"code": "E12"}]}', None),
        ("<html>502</html>", None),
        ("", None),
    ],
)
def test_the_vendors_code_is_found_without_decoding_the_answer(body: str, code: int | None) -> None:
    assert first_code(body.encode()) == code


@pytest.mark.parametrize("sample", REFUSALS, ids=lambda path: path.stem)
def test_the_code_of_every_documented_refusal_is_found(sample: Path) -> None:
    assert first_code(sample.read_bytes()) == int(sample.stem.rpartition("_")[2])


async def test_a_quiet_log_costs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, logger="promo_data")
    result = status(200)
    assert await Log(Scripted(result), scope_headers=frozenset())(READ) is result
    assert not written(caplog)


async def test_a_call_that_was_cancelled_has_its_line_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="promo_data")

    async def silent(_call: Call) -> Answer:
        await asyncio.sleep(60)
        raise AssertionError

    under_way = asyncio.create_task(Log(silent, scope_headers=frozenset())(READ))
    await asyncio.sleep(0)
    under_way.cancel()
    with pytest.raises(asyncio.CancelledError):
        await under_way
    assert '"failure": "cancelled"' in written(caplog)[0]


async def test_a_failure_is_named(caplog: pytest.LogCaptureFixture) -> None:
    (line,) = await lines(caplog, AnswerLostError("No answer."))
    assert line["failure"] == "AnswerLostError"


async def test_the_vendors_request_id_cannot_forge_a_line(caplog: pytest.LogCaptureFixture) -> None:
    await lines(caplog, status(200, [("x-cap-requestid", "r\r\n{}\x1b[31m")]))
    assert all(character.isprintable() for character in written(caplog)[0])


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
    everything = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert '"status": 200' in everything
    secrets = [MOBILE, "till.77", "pa55", "k3y", "s3cret", "t0ken", basic_authorization("till.77", "pa55")]
    assert not [secret for secret in secrets if secret in everything]
