"""POST /v3/oauth/token/generate: key and secret for a token (api-facts §1)."""

from starlette.requests import Request

from promo_data.sandbox.authentication import Authentication
from promo_data.sandbox.endpoints.requests import json_object
from promo_data.sandbox.errors import Answer, v3_refused


async def generate_token(authentication: Authentication, lifetime: int, request: Request) -> Answer:
    """A token that holds for `lifetime` seconds. RefusedError 401 for a wrong key or secret."""
    body = await json_object(request, "v3")
    token = authentication.token(body.get("key"), body.get("secret"))
    if token is None:
        # api-facts §1, token failure; its code and status are documented nowhere
        raise v3_refused(401, "Failed to generate OAuth token", status=401)
    return Answer({"data": {"accessToken": token, "ttlSeconds": lifetime}, "errors": None, "warnings": None})
