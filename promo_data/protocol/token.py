"""Getting an OAuth token: ``POST /v3/oauth/token/generate`` (api-facts §1)."""

from typing import Annotated

import msgspec

from promo_data.errors import UnreadableAnswerError
from promo_data.models.token import Token
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.notices import decoded_object, refusal
from promo_data.vocabulary import Endpoint

PATH = "/v3/oauth/token/generate"


class _Data(msgspec.Struct, rename="camel"):
    access_token: Annotated[str, msgspec.Meta(min_length=1)]
    ttl_seconds: int


class _TokenAnswer(msgspec.Struct):
    data: _Data


def token_call(key: str, secret: str) -> Call:
    """The request for a token; it carries no other credentials."""
    return Call(Endpoint.TOKEN, "POST", PATH, body=msgspec.json.encode({"key": key, "secret": secret}))


def decode_token(answer: Answer) -> Token:
    """The token in ``answer``; raises ``RefusedError`` or ``UnreadableAnswerError``."""
    if (refused := refusal(Endpoint.TOKEN, answer)) is not None:
        raise refused
    try:
        data = msgspec.convert(decoded_object(answer), _TokenAnswer, strict=False).data
    except msgspec.ValidationError:
        raise UnreadableAnswerError("The vendor's token answer has no token.", status=answer.status) from None
    return Token(data.access_token, data.ttl_seconds)
