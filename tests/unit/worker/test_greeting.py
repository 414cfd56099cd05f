import os
from collections.abc import Callable

import pytest

from promo_data.errors import InputError
from promo_data.worker import Greeting

GREETING = Greeting({"base_url": "https://eu.api.capillarytech.com", "password": "p", "credentials": {"7": {}}}, "")
Sent = Callable[[bytes], int]


@pytest.fixture
def sent() -> Sent:
    """A pipe through which these bytes came, and then its end."""

    def send(line: bytes) -> int:
        ours, theirs = os.pipe()
        os.write(theirs, line)
        os.close(theirs)
        return ours

    return send


def test_what_is_said_is_heard(sent: Sent) -> None:
    assert Greeting.heard(sent(GREETING.line)) == GREETING


def test_nothing_after_it_is_read(sent: Sent) -> None:
    pipe = sent(GREETING.line + b"more")
    Greeting.heard(pipe)
    assert os.read(pipe, 10) == b"more"


@pytest.mark.parametrize("line", [b"", b'{"section": {}', b"not JSON\n", b"[1]\n", b'{"section": {}}\n'])
def test_what_is_no_greeting_is_said_to_be_none(sent: Sent, line: bytes) -> None:
    with pytest.raises(InputError, match="settings"):
        Greeting.heard(sent(line))


def test_its_passwords_are_not_shown() -> None:
    assert repr(GREETING) == "Greeting(***)"
