"""Puts the senders together for one set of credentials."""

import hashlib
import json
import time
from collections.abc import Callable
from functools import partial

from pydantic import SecretStr

from promo_data.errors import InputError
from promo_data.protocol.call import Answer, Call, Pairs
from promo_data.settings import Credentials, Settings
from promo_data.transport.authorise import BasicAuthorise
from promo_data.transport.concurrency import ConcurrencyCap
from promo_data.transport.http import Http, checked_base_url
from promo_data.transport.log import Log
from promo_data.transport.oauth import OAuthAuthorise, Token, TokenSource
from promo_data.transport.rate_limit import RateLimit
from promo_data.transport.retry import Retry
from promo_data.transport.sender import Sender

TokenCall = Callable[[str, str], Call]
"""Key and secret to the call that asks for a token."""

DecodeToken = Callable[[Answer], Token]
"""The answer to that call to the token; raises ``RefusedError`` or ``UnreadableAnswerError``."""


class AuthorisedSender:
    """The whole stack for one host and one set of credentials; used on one event loop."""

    def __init__(self, top: Sender, bottom: Http) -> None:
        self._top = top
        self._bottom = bottom

    def __repr__(self) -> str:
        return repr(self._top)

    async def __call__(self, call: Call) -> Answer:
        """The vendor's answer, whatever its status; raises as ``Sender`` says, and ``RefusedError`` for a token."""
        return await self._top(call)

    async def aclose(self) -> None:
        """Closes every connection."""
        await self._bottom.aclose()


def open_sender(
    settings: Settings,
    token_call: TokenCall,
    decode_token: DecodeToken,
    *,
    credentials: Credentials | None = None,
    longest_wait: float = 20.0,
    clock: Callable[[], float] = time.monotonic,
) -> AuthorisedSender:
    """A stack for ``settings.base_url`` with the settings' credentials, or with another org's own.

    ``token_call`` and ``decode_token`` are the protocol's; ``longest_wait`` is how many seconds a call may be held
    back to keep to the calls a minute. Nothing is sent yet. Raises ``InputError`` where the address may not be
    talked to.
    """
    used = credentials or settings.credentials
    if settings.base_url is None or used is None:
        raise InputError("PROMO_BASE_URL and credentials must be set to talk to the vendor.")
    bottom = Http(settings.base_url, allowed_hosts=settings.allowed_hosts, connections=settings.concurrency)
    logged = Log(bottom, scope_headers=frozenset({"DATA-SCOPE", settings.scope_header}), clock=clock)
    capped = ConcurrencyCap(logged, at_once=settings.concurrency)
    paced = RateLimit(capped, per_minute=settings.rate_per_minute, longest_wait=longest_wait)
    retried = Retry(paced, clock=clock)
    tokens = (token_call, decode_token)
    return AuthorisedSender(_authorised(retried, settings, used, tokens, clock), bottom)


def fingerprint(settings: Settings, credentials: Credentials | None = None) -> str:
    """A stable text that differs for every host, credentials and attribution: a part of cache keys.

    It is a digest, so that it can be compared but not read; it is for the cache's HMAC alone and never logged.
    """
    host = checked_base_url(settings.base_url or "", settings.allowed_hosts)
    used = credentials or settings.credentials
    parts = [host, [] if used is None else _revealed(used), *_attribution(settings)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _authorised(
    inner: Sender,
    settings: Settings,
    used: Credentials,
    tokens: tuple[TokenCall, DecodeToken],
    clock: Callable[[], float],
) -> Sender:
    if used.auth == "basic":
        username, password = _pair(used.username, used.password)
        return BasicAuthorise(inner, username=username, password=password)
    token_call, decode_token = tokens
    source = TokenSource(partial(token_call, *_pair(used.oauth_key, used.oauth_secret)), decode_token)
    header, attribution = settings.token_header, _attribution(settings)
    return OAuthAuthorise(inner, tokens=source, header=header, attribution=attribution, clock=clock)


def _pair(name: str | None, secret: SecretStr | None) -> tuple[str, str]:
    if name is None or secret is None:
        raise InputError("The credentials are incomplete.")
    return name, secret.get_secret_value()


def _revealed(credentials: Credentials) -> list[str | None]:
    return [value.get_secret_value() if isinstance(value, SecretStr) else value for _name, value in credentials]


def _attribution(settings: Settings) -> Pairs:
    """Which till or store a call is counted for (api-facts §1, attribution; OAuth only)."""
    given = (
        ("X-CAP-API-ATTRIBUTION-ENTITY-TYPE", settings.attribution_entity_type),
        ("X-CAP-API-ATTRIBUTION-ENTITY-CODE", settings.attribution_entity_code),
    )
    return tuple((name, value) for name, value in given if value is not None)
