"""Asking for an OAuth token and reading it (api-facts §1)."""

import orjson
import pytest

from promo_data.errors import RefusedError, UnreadableAnswerError
from promo_data.models.token import Token
from promo_data.protocol.token import decode_token, token_call
from promo_data.vocabulary import Endpoint
from tests.factories import answer


def test_a_token_is_asked_for_with_key_and_secret_alone() -> None:
    call = token_call("client-key", "client-secret")

    assert (call.endpoint, call.method, call.path) == (Endpoint.TOKEN, "POST", "/v3/oauth/token/generate")
    assert orjson.loads(call.body or b"") == {"key": "client-key", "secret": "client-secret"}
    assert call.query == ()


def test_asking_for_a_token_may_be_repeated() -> None:
    assert token_call("client-key", "client-secret").repeatable


def test_the_secret_does_not_show_in_the_repr_of_the_call() -> None:
    assert "client-secret" not in repr(token_call("client-key", "client-secret"))


@pytest.mark.parametrize("seconds", [300, "300"], ids=repr)
def test_a_token_is_read_with_its_life_in_seconds(seconds: object) -> None:
    body = {"data": {"accessToken": "eyJhbGciOi", "ttlSeconds": seconds}, "errors": None}

    assert decode_token(answer(body)) == Token("eyJhbGciOi", 300)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        [],
        {"accessToken": "eyJhbGciOi"},
        {"ttlSeconds": 300},
        {"accessToken": None, "ttlSeconds": 300},
        {"accessToken": "", "ttlSeconds": 300},
        {"accessToken": "eyJhbGciOi", "ttlSeconds": "soon"},
    ],
)
def test_an_answer_without_a_usable_token_is_unreadable_and_gives_nothing_away(data: object) -> None:
    with pytest.raises(UnreadableAnswerError) as unreadable:
        decode_token(answer({"data": data, "errors": None}))

    assert "eyJhbGciOi" not in str(unreadable.value)


@pytest.mark.parametrize("errors", ["Failed to generate OAuth token", [{"message": "Failed to generate OAuth token"}]])
def test_a_refusal_under_status_200_says_what_to_check(errors: object) -> None:
    with pytest.raises(RefusedError, match="OAuth key and secret"):
        decode_token(answer({"data": None, "errors": errors}))


@pytest.mark.parametrize("status", [401, 403])
def test_a_status_of_failure_is_a_refusal(status: int) -> None:
    with pytest.raises(RefusedError) as refused:
        decode_token(answer(b"", status))

    assert (refused.value.endpoint, refused.value.code) == (Endpoint.TOKEN, status)


def test_markup_instead_of_a_token_is_unreadable() -> None:
    with pytest.raises(UnreadableAnswerError):
        decode_token(answer(b"<html></html>"))
