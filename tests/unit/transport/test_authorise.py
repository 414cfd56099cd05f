from base64 import b64decode

import pytest

from promo_data.transport.authorise import BasicAuthorise, basic_authorization
from tests.unit.transport.senders import Scripted, status
from tests.unit.transport.servers import READ

MD5_OF_SECRET = "5ebe2294ecd0e0f08eab7690d2a6ee69"


def decoded(header: str) -> str:
    return b64decode(header.removeprefix("Basic ")).decode()


def test_a_password_travels_as_the_md5_the_vendor_asks_for() -> None:
    assert decoded(basic_authorization("till.01", "secret")) == f"till.01:{MD5_OF_SECRET}"


@pytest.mark.parametrize("digits", [MD5_OF_SECRET, MD5_OF_SECRET.upper()])
def test_32_hex_digits_are_sent_as_they_are(digits: str) -> None:
    assert decoded(basic_authorization("till", digits)) == f"till:{digits}"


@pytest.mark.parametrize("password", [MD5_OF_SECRET[:-1], f"{MD5_OF_SECRET}0", f"{MD5_OF_SECRET}\n", "g" * 32])
def test_what_only_looks_like_an_md5_is_a_password(password: str) -> None:
    assert decoded(basic_authorization("till", password)) != f"till:{password}"


@pytest.mark.anyio
async def test_basic_adds_its_header_and_keeps_the_others() -> None:
    below = Scripted(status(401))
    answer = await BasicAuthorise(below, username="till", password="secret")(READ)
    assert below.calls[0].headers == (*READ.headers, ("Authorization", basic_authorization("till", "secret")))
    assert (answer.status, len(below.calls)) == (401, 1)


def test_its_repr_holds_no_credential() -> None:
    assert repr(BasicAuthorise(Scripted(status(200)), username="till", password="x")) == "BasicAuthorise > Scripted"
